"""Addresses below /desk/requests/ that come before those of one request: board, settings, papers."""

from django.urls import path

from linli.grid.views import request_board, request_papers, request_setup

app_name = "request_desk"

urlpatterns = [
    path("board/", request_board.show, name="board"),
    path("board/records/", request_board.records, name="records"),
    path("board/analysis.<slug:ending>", request_papers.analysis, name="analysis"),
    # what the district lays down
    path("settings/", request_setup.settings, name="settings"),
    path("settings/kinds/new/", request_setup.new_kind, name="kind-new"),
    path("settings/kinds/<slug:code>/", request_setup.kind, name="kind"),
    path("settings/kinds/<slug:code>/new/", request_setup.new_kind, name="kind-add"),
    path("settings/kinds/<slug:code>/open/", request_setup.open_kind, name="kind-open"),
    path("settings/routes/new/", request_setup.new_route, name="route-new"),
    path("settings/routes/<slug:ref>/end/", request_setup.end_route, name="route-end"),
    path("settings/texts/new/", request_setup.new_text, name="text-new"),
    path("settings/texts/<slug:ref>/remove/", request_setup.remove_text, name="text-remove"),
    path("settings/duties/new/", request_setup.new_duty, name="duty-new"),
    path("settings/duties/<slug:ref>/end/", request_setup.end_duty, name="duty-end"),
    # papers
    path("papers/tasks/<slug:ref>.<slug:ending>", request_papers.of_task, name="task-paper"),
    path("papers/reviews/<slug:ref>.<slug:ending>", request_papers.of_review, name="review-paper"),
    path("papers/<slug:kind>/<slug:ref>.<slug:ending>", request_papers.of_request, name="paper"),
]
