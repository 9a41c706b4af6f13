"""Addresses below /desk/ that belong to no system."""

from django.urls import path

from linli.desk import area_views, due_views, feedback_views, search_views, style_views, views
from linli.desk.audit_views import acts, export

app_name = "desk"

urlpatterns = [
    path("", views.home, name="home"),
    path("all/", views.everything_there_is, name="all"),
    path("sign-in/", views.SignIn.as_view(), name="sign-in"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("theme/", views.choose_theme, name="theme"),
    path("search/", search_views.search, name="search"),
    path("due/", due_views.due, name="due"),
    path("areas/<slug:code>/", area_views.area, name="area"),
    path("feedback/", feedback_views.give, name="feedback"),
    path("feedback/received/", feedback_views.received, name="opinions"),
    path("feedback/<slug:ref>/", feedback_views.opinion, name="opinion"),
    path("audit/", acts, name="audit"),
    path("audit/export.csv", export, name="audit-export"),
    path("style/", style_views.style, name="style"),
    path("systems/<slug:key>/", views.system, name="system"),
    path("registers/<slug:slug>/", views.register, name="register"),
    path("records/<slug:slug>/<slug:ref>/", views.record, name="record"),
]
