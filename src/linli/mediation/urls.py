"""Addresses below /desk/mediation/."""

from django.urls import path

from linli.mediation.views import acts, cases

app_name = "mediation"

urlpatterns = [
    path("", cases.case_list, name="cases"),
    path("new/", cases.register, name="new"),
    path("simple/", cases.simple, name="simple"),
    path("cases/<slug:ref>/", cases.case_page, name="case"),
    path("cases/<slug:ref>/<slug:slug>/", acts.act, name="act"),
]
