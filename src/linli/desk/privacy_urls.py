"""Addresses below /privacy/: notices of processing, for everybody."""

from django.urls import path

from linli.desk import notice_views

app_name = "privacy"

urlpatterns = [
    path("", notice_views.notices, name="list"),
    path("<slug:code>/", notice_views.one, name="notice"),
    path("<slug:code>/paper.<slug:ending>", notice_views.paper, name="paper"),
]
