"""Addresses below /desk/requests/."""

from django.urls import path

from linli.grid.views import request_accuse, request_acting, request_desk, request_new, request_where

app_name = "requests"

urlpatterns = [
    path("", request_desk.requests_list, name="list"),
    path("new/", request_new.new, name="new"),
    path("accuse/", request_accuse.accuse, name="accuse"),
    path("tasks/", request_desk.tasks_list, name="tasks"),
    path("<slug:ref>/", request_desk.request_page, name="request"),
    path("<slug:ref>/phone/", request_desk.phone, name="phone"),
    path("<slug:ref>/where/", request_where.where, name="where"),
    path("<slug:ref>/where/<slug:slug>.svg", request_where.picture, name="where-picture"),
    path("<slug:ref>/files/<slug:file_ref>/", request_desk.file, name="file"),
    path("<slug:ref>/tasks/<slug:task_ref>/<slug:slug>/", request_acting.task_act, name="task-act"),
    path("<slug:ref>/<slug:slug>/", request_acting.act, name="act"),
]
