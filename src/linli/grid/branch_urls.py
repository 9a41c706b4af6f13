"""Addresses of statutory branches and of the hotline, below /desk/."""

from django.urls import path

from linli.grid.views import branches

app_name = "branches"

urlpatterns = [
    path("hotline/answers/", branches.answers, name="hotline-answers"),
    path("branches/<slug:ref>/notice.<slug:ending>", branches.notice, name="petition-notice"),
    path("branches/<slug:ref>/<slug:slug>/", branches.branch, name="branch"),
]
