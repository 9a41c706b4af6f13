"""Addresses below /desk/ (the check, the reports) and, for residents, below /reports/."""

from django.urls import path

from linli.reports.views import checking, public, reading, reviewing, writing

app_name = "reports"

urlpatterns = [
    path("check/", checking.check, name="check"),
    path("reports/", reading.listing, name="list"),
    path("reports/new/", writing.start, name="start"),
    path("reports/<slug:ref>/", reading.report, name="report"),
    path("reports/<slug:ref>/figures/<int:number>/", reading.figure, name="figure"),
    path("reports/<slug:ref>/figures.json", reading.figures_json, name="figures-json"),
    path("reports/<slug:ref>/report.<slug:ending>", reading.download, name="download"),
    path("reports/<slug:ref>/history/", reading.history, name="history"),
    path("reports/<slug:ref>/changes/", reading.changes, name="changes"),
    path("reports/<slug:ref>/title/", writing.title, name="title"),
    path("reports/<slug:ref>/parts/<int:position>/", writing.part, name="part"),
    path("reports/<slug:ref>/parts/<int:position>/preview/", writing.preview, name="preview"),
    path("reports/<slug:ref>/parts/<int:position>/move/", writing.move, name="move"),
    path("reports/<slug:ref>/parts/add/", writing.add, name="add"),
    path("reports/<slug:ref>/vouch/", writing.vouch, name="vouch"),
    path("reports/<slug:ref>/make-live/", writing.make_live, name="make-live"),
    path("reports/<slug:ref>/send/", reviewing.send, name="send"),
    path("reports/<slug:ref>/take-back/", reviewing.take_back, name="take-back"),
    path("reports/<slug:ref>/send-back/", reviewing.send_back, name="send-back"),
    path("reports/<slug:ref>/issue/", reviewing.issue, name="issue"),
    path("reports/<slug:ref>/discard/", reviewing.discard, name="discard"),
    path("reports/<slug:ref>/correct/", reviewing.correct, name="correct"),
    path("reports/<slug:ref>/publish/", reviewing.publish, name="publish"),
    path("reports/<slug:ref>/unpublish/", reviewing.unpublish, name="unpublish"),
]

public_patterns = (
    [
        path("", public.listing, name="list"),
        path("<slug:ref>/", public.report, name="report"),
        path("<slug:ref>/figures.json", public.figures_json, name="figures-json"),
        path("<slug:ref>/report.<slug:ending>", public.download, name="download"),
    ],
    "reports-public",
)
