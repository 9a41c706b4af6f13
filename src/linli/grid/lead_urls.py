"""Addresses of a lead's own day, below /desk/my/."""

from django.urls import path

from linli.grid.views import lead_day, lead_offline

app_name = "lead"

urlpatterns = [
    path("", lead_day.my_neighbourhood, name="home"),
    path("tell/", lead_day.say, name="tell"),
    path("told/", lead_day.told, name="told"),
    path("people/", lead_day.people, name="people"),
    path("visit/", lead_day.visit, name="visit"),
    path("visit/<slug:ref>/remove/", lead_day.remove, name="visit-remove"),
    # for the device: what to keep, what waits to be sent, and what makes it open without a network
    path("state/", lead_offline.state, name="state"),
    path("send/", lead_offline.send, name="send"),
    path("shell/", lead_offline.shell, name="shell"),
    path("worker.js", lead_offline.worker, name="worker"),
    path("app.webmanifest", lead_offline.manifest, name="manifest"),
]
