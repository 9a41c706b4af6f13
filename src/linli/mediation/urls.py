"""Addresses below /desk/mediation/ and, for everybody, below /my/."""

from django.urls import path

from linli.mediation.views import (
    acts,
    buildings,
    cases,
    committees,
    file,
    ledgers,
    practice,
    public,
    roster,
    statistics,
    team,
)

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
    path("panel-rule/", practice.panel_rule, name="panel-rule"),
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
    path("cases/<slug:ref>/file/", file.show, name="file"),
    path("cases/<slug:ref>/file/add/", file.add, name="file-add"),
    path("cases/<slug:ref>/file/contacts/", file.reach, name="contacts"),
    path("cases/<slug:ref>/file/dossier.<slug:ending>", file.dossier, name="dossier"),
    path("cases/<slug:ref>/file/packet.<slug:ending>", file.packet, name="packet"),
    path("cases/<slug:ref>/file/pieces/<slug:piece_ref>/", file.piece, name="piece"),
    path("cases/<slug:ref>/file/<slug:code>.<slug:ending>", file.paper, name="paper"),
    path("cases/<slug:ref>/team/", team.show, name="team"),
    path("cases/<slug:ref>/team/add/", team.add, name="team-add"),
    path("cases/<slug:ref>/team/take-over/", team.take_over, name="team-take-over"),
    path("cases/<slug:ref>/team/<slug:member_ref>/<slug:verb>/", team.change, name="team-change"),
    path("cases/<slug:ref>/<slug:slug>/", acts.act, name="act"),
]

public_patterns = (
    [
        path("draws/<slug:ref>/", public.draw, name="draw"),
        path("stories/", public.stories, name="stories"),
        path("stories/<slug:ref>/", public.story, name="story"),
    ],
    "mediation-public",
)
