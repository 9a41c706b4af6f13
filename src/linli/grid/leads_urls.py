"""Addresses of territory, leads, doors, boards and honours below /desk/; the boards for everybody."""

from django.urls import path

from linli.grid.views import boards, doors, honours, leads, ledger, representatives, standards, territory

app_name = "leads"

urlpatterns = [
    path("territory/", territory.territory, name="territory"),
    path("territory/<slug:code>/party/", territory.party, name="party"),
    path("territory/<slug:code>/party/end/", territory.party_close, name="party-close"),
    path("territory/<slug:code>/<slug:verb>/", territory.change, name="territory-act"),
    path("leads/", leads.roll, name="roll"),
    path("leads/standards/", standards.standards, name="standards"),
    path("leads/standards/new/", standards.standard_new, name="standard-new"),
    path("leads/areas/<slug:code>/propose/", leads.propose, name="propose"),
    path(
        "leads/areas/<slug:code>/representative/",
        representatives.representative_new,
        name="representative-new",
    ),
    path(
        "leads/representatives/<slug:ref>/end/", representatives.representative_end, name="representative-end"
    ),
    path("leads/candidates/<slug:ref>/", leads.candidacy, name="candidacy"),
    path("leads/candidates/<slug:ref>/<slug:verb>/", leads.step, name="step"),
    path("leads/files/<slug:ref>/", leads.file, name="file"),
    path("leads/files/<slug:ref>/leave/", leads.leave, name="leave"),
    path("leads/files/<slug:ref>/<slug:kind>.<slug:ending>", leads.paper, name="paper"),
    path("doors/warnings/", doors.warnings, name="warnings"),
    path("doors/numbers/", doors.numbers, name="numbers"),
    path("doors/codes.xlsx", doors.codes, name="codes"),
    path("doors/new/", doors.new, name="door-new"),
    path("doors/<slug:ref>/move/", doors.move, name="door-move"),
    path("doors/<slug:ref>/take-back/", doors.take_back, name="door-take-back"),
    path("doors/<slug:ref>/close/", doors.close, name="door-close"),
    path("doors/tags/", ledger.tag_kinds, name="tag-kinds"),
    path("doors/tags/new/", ledger.tag_kind, name="tag-kind-new"),
    path("doors/tags/<slug:code>/", ledger.tag_kind, name="tag-kind"),
    path("doors/<slug:ref>/confirm/", ledger.confirm, name="door-confirm"),
    path("doors/<slug:ref>/forget/", ledger.forget, name="door-forget"),
    path("doors/<slug:ref>/tag/", ledger.tag_new, name="door-tag"),
    path("doors/<slug:ref>/tag/<slug:tag>/end/", ledger.tag_end, name="door-tag-end"),
    path("boards/", boards.boards_list, name="boards"),
    path("boards/new/", boards.new, name="board-new"),
    path("boards/duties/", boards.duty, name="duty"),
    path("boards/<slug:ref>/", boards.board, name="board"),
    path("boards/<slug:ref>/printed/", boards.printed, name="board-printed"),
    path("boards/<slug:ref>/photo/", boards.photo, name="board-photo"),
    path("boards/<slug:ref>/picture/", boards.picture, name="board-picture"),
    path("boards/<slug:ref>/remove/", boards.remove, name="board-remove"),
    path("boards/<slug:ref>/<slug:size>.<slug:ending>", boards.sheet, name="board-sheet"),
    path("honours/", honours.nominations, name="honours"),
    path("honours/quota/", honours.quota, name="quota"),
    path("honours/new/<slug:ref>/", honours.nominate, name="nominate"),
    path("honours/<slug:ref>/", honours.nomination, name="nomination"),
    path("honours/<slug:ref>/<slug:verb>/", honours.step, name="nomination-step"),
]

public_patterns = ([path("<slug:ref>/", boards.public, name="board")], "boards")
