"""Addresses below /desk/notices/."""

from django.urls import path

from linli.notices.views import desk

app_name = "notices"

urlpatterns = [
    path("", desk.postings_list, name="list"),
    path("new/", desk.new, name="new"),
    path("<slug:ref>/", desk.posting, name="posting"),
    path("<slug:ref>/print/", desk.printed, name="print"),
    path("<slug:ref>/paper.<slug:ending>", desk.paper, name="paper"),
    path("<slug:ref>/edit/", desk.edit, name="edit"),
    path("<slug:ref>/post/", desk.post, name="post"),
    path("<slug:ref>/extend/", desk.extend, name="extend"),
    path("<slug:ref>/withdraw/", desk.withdraw, name="withdraw"),
    path("<slug:ref>/discard/", desk.discard, name="discard"),
    path("<slug:ref>/ask/", desk.ask, name="ask"),
    path("<slug:ref>/<slug:objection_ref>/answer/", desk.answer, name="answer"),
    path("<slug:ref>/<slug:objection_ref>/contact/", desk.contact, name="contact"),
]
