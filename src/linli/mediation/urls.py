"""Addresses below /desk/mediation/."""

from django.urls import path

from linli.mediation.views import acts, buildings, cases, committees, ledgers, roster, statistics

app_name = "mediation"

urlpatterns = [
    path("", cases.case_list, name="cases"),
    path("new/", cases.register, name="new"),
    path("simple/", cases.simple, name="simple"),
    path("statistics/", statistics.show, name="statistics"),
    path("statistics/records/", statistics.records, name="records"),
    path("zeros/", statistics.zeros, name="zeros"),
    path("zeros/ledgers/new/", buildings.open_ledger, name="ledger-new"),
    path("zeros/buildings/new/", buildings.found, name="building-new"),
    path("zeros/buildings/<slug:ref>/", buildings.building, name="building"),
    path("zeros/buildings/<slug:ref>/files/<slug:piece>/", buildings.evidence, name="building-evidence"),
    path("zeros/buildings/<slug:ref>/<slug:verb>/", buildings.step, name="building-step"),
    path("zeros/<int:year>/<slug:slug>/", buildings.zero_records, name="zero-records"),
    path("roster/", roster.show, name="roster"),
    path("roster/new/", roster.add, name="notable-new"),
    path("roster/<slug:ref>/", roster.details, name="notable-page"),
    path("roster/<slug:ref>/edit/", roster.edit, name="notable-edit"),
    path("roster/<slug:ref>/<slug:verb>/", roster.change, name="notable"),
    path("committee/", committees.show, name="committee"),
    path("committee/new/", committees.set_up, name="committee-new"),
    path("committee/term/", committees.begin_term, name="term-new"),
    path("committee/members/", committees.members, name="members"),
    path("committee/report/", committees.report, name="term-report"),
    path("committee/mediators/new/", committees.appoint, name="mediator-new"),
    path("committee/mediators/<slug:ref>/", committees.dismiss, name="mediator-leave"),
    path("subsidies/", ledgers.subsidy_list, name="subsidies"),
    path("subsidies/new/", ledgers.subsidy_new, name="subsidy-new"),
    path("subsidies/<slug:ref>/", ledgers.subsidy_pay, name="subsidy-pay"),
    path("consultations/", ledgers.consultation_list, name="consultations"),
    path("consultations/new/", ledgers.consultation_new, name="consultation-new"),
    path("consultations/<slug:ref>/<slug:verb>/", ledgers.consultation_step, name="consultation"),
    path("cases/<slug:ref>/", cases.case_page, name="case"),
    path("cases/<slug:ref>/<slug:slug>/", acts.act, name="act"),
]
