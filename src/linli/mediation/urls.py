"""Addresses below /desk/mediation/."""

from django.urls import path

from linli.mediation.views import acts, cases, statistics

app_name = "mediation"

urlpatterns = [
    path("", cases.case_list, name="cases"),
    path("new/", cases.register, name="new"),
    path("simple/", cases.simple, name="simple"),
    path("statistics/", statistics.show, name="statistics"),
    path("statistics/records/", statistics.records, name="records"),
    path("zeros/", statistics.zeros, name="zeros"),
    path("cases/<slug:ref>/", cases.case_page, name="case"),
    path("cases/<slug:ref>/<slug:slug>/", acts.act, name="act"),
]
