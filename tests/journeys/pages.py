"""Every page there is, with an address that opens it in the demo district, for those who look at all of them.

`python -m tests.journeys.list_pages` writes the same list for a platform that runs in a process of its own.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from linli.access.actor import actor_for
from linli.grid.models import Lead
from linli.notices.models import Objection, Posting
from linli.orgs.models import Area
from linli.people.models import Account, Appointment, Household, Post
from linli.privacy import retention
from linli.reports.models import Report
from linli.ui import records
from linli.workflow import clocks
from tests.grid.things import Place, things_of

PLATFORM = "127.0.0.1"
DISTRICT, STREET, COMMUNITY, LEAD = "quwei", "wulipai", "gaoshanpo", "linzhang"
SYSTEM, SECURITY, AUDITOR = "xitong", "anquan", "shenji"
UNIT, HANDLER = "chengguan", "jiwei"
NOBODY = ""

Args = Callable[[], tuple[Any, ...] | None]


@dataclass(frozen=True)
class Page:
    """One page as somebody opens it. ``wrong``: what to send so that its form comes back with its errors told."""

    name: str
    address: str
    who: str
    status: int = 200
    wrong: dict[str, str] | None = None

    @property
    def label(self) -> str:
        """For messages."""
        return (
            f"{self.who or 'nobody'} {self.address}{' (form with errors)' if self.wrong is not None else ''}"
        )


@dataclass(frozen=True)
class Address:
    """How the pages behind one name are opened. ``args`` gives None where the demo holds nothing of the kind."""

    who: tuple[str, ...]
    args: Args = tuple
    queries: tuple[str, ...] = ("",)
    wrong: dict[str, str] | None = None
    status: int = 200
    more: tuple[Args, ...] = field(default=())


def _report(state: str) -> Args:
    def found() -> tuple[Any, ...] | None:
        row = Report.everything.filter(state=state).order_by("pk").last()
        return (row.ref,) if row else None

    return found


def _part() -> tuple[Any, ...] | None:
    found = _report("draft")()
    return (*found, 1) if found else None


def _figure() -> tuple[Any, ...] | None:
    found = _report("issued")()
    return (*found, 1) if found else None


def _posting(state: str, asked: bool = False, who: str = COMMUNITY) -> Args:
    """Of the account's own area, where it may act."""

    def found() -> tuple[Any, ...] | None:
        area = actor_for(Account.objects.get(username=who)).home_area
        rows = Posting.everything.filter(state=state, area=area).order_by("pk")
        if asked:
            question = Objection.everything.filter(posting__in=rows, answer="").last()
            return (question.posting.ref, question.ref) if question else None
        row = rows.last()
        return (row.ref,) if row else None

    return found


def _record(slug: str) -> Args:
    def found() -> tuple[Any, ...] | None:
        actor = actor_for(Account.objects.get(username=DISTRICT))
        declared: Any = records.for_slug(slug)
        row = declared.model.objects.visible_to(actor).order_by("-pk").first()
        return (slug, row.ref) if row else None

    return found


def _records() -> Iterator[str]:
    for declared in records.all_pages():
        if not declared.route:
            yield declared.slug


def _ref_of(app: str, model: str, *more: Any, **narrowed: Any) -> Args:
    def found() -> tuple[Any, ...] | None:
        row: Any = apps.get_model(app, model)._base_manager.filter(**narrowed).order_by("pk").last()
        return (row.ref, *more) if row else None

    return found


def _area(kind: str) -> Args:
    def found() -> tuple[Any, ...] | None:
        row = Area.everything.filter(kind=kind, valid_to=None, path__contains="/").order_by("code").first()
        return (row.code,) if row else None

    return found


def _first(of: Callable[[], Any]) -> Args:
    return lambda: (next(iter(of())),)


def _periods() -> Any:
    return [each.code for each in retention.all_rules()]


def _clock_rules() -> Any:
    return [each.code for each in clocks.all_clocks() if each.configurable and each.unit is not None]


def _officer(what: str) -> Args:
    def found() -> tuple[Any, ...] | None:
        held = Appointment.everything.filter(post=Post.COMMUNITY_OFFICER, valid_to=None).order_by("pk").last()
        if held is None:
            return None
        return (held.person.ref,) if what == "person" else (held.ref,)

    return found


def _household() -> tuple[Any, ...] | None:
    row = (
        Household.objects.visible_to(actor_for(Account.objects.get(username=COMMUNITY)))
        .order_by("pk")
        .first()
    )
    return (row.ref,) if row else None


_things: dict[str, Any] = {}


def _thing(name: str, *more: Any) -> Args:
    """What ``prepare`` put into the community of the account that looks."""
    return lambda: (_things[name].ref, *more) if name in _things else None


def _request(state: str, *more: Any) -> Args:
    return _ref_of("grid", "Request", *more, state=state, is_accusation=False)


def _place(kind: str, *more: Any) -> Args:
    def found() -> tuple[Any, ...] | None:
        own = actor_for(Account.objects.get(username=COMMUNITY)).home_area
        assert own is not None
        row = (
            Area.everything.filter(kind=kind, valid_to=None, path__startswith=own.path)
            .order_by("code")
            .last()
        )
        return (row.code, *more) if row else None

    return found


ROLES = (DISTRICT, STREET, COMMUNITY, LEAD, SYSTEM, SECURITY, AUDITOR)
FIGURE = "mediation.success_rate"
ODD_PERIOD = "?period=custom&from=2024-03-01&to=2024-02-01"
CHECKED = {
    "text": "全区共推选邻长999名，群众满意率达98.7%。",
    "area": "",
    "start": "2024-01-01",
    "end": "2024-10-30",
}

PAGES: dict[str, Address] = {
    # figures
    "indicators:board": Address((DISTRICT, STREET), queries=("", f"?figure={FIGURE}", ODD_PERIOD)),
    "indicators:indicator": Address((DISTRICT,), lambda: (FIGURE,)),
    "indicators:records": Address((DISTRICT,), lambda: (FIGURE,)),
    # reports and the check
    "reports:check": Address((DISTRICT,), wrong={"text": "", "start": "", "end": ""}),
    "reports:list": Address((DISTRICT, COMMUNITY)),
    "reports:start": Address((DISTRICT,), wrong={"end": "", "base": "upload"}),
    "reports:report": Address((DISTRICT,), _report("draft"), more=(_report("issued"),)),
    "reports:figure": Address((DISTRICT,), _figure),
    "reports:history": Address((DISTRICT,), _report("issued")),
    "reports:changes": Address((DISTRICT,), _report("issued")),
    "reports:title": Address((DISTRICT,), _report("draft"), wrong={"title": ""}),
    "reports:part": Address((DISTRICT,), _part, queries=("", "?q=群英")),
    "reports:add": Address((DISTRICT,), _report("draft"), wrong={"heading": ""}),
    "reports:discard": Address((DISTRICT,), _report("draft")),
    "reports:vouch": Address((DISTRICT,), _report("draft"), wrong={"value": ""}),
    # postings
    "notices:list": Address((COMMUNITY, DISTRICT), queries=("", "?state=drafted", "?kind=zzz")),
    "notices:new": Address((COMMUNITY,), wrong={"title": "", "body": ""}),
    "notices:posting": Address(
        (COMMUNITY,), _posting("posted"), more=(_posting("drafted"), _posting("withdrawn"), _posting("ended"))
    ),
    "notices:print": Address((COMMUNITY,), _posting("posted")),
    "notices:edit": Address((COMMUNITY,), _posting("drafted"), wrong={"title": ""}),
    "notices:post": Address((COMMUNITY,), _posting("drafted"), wrong={"until": ""}),
    "notices:extend": Address((COMMUNITY,), _posting("posted"), wrong={"until": ""}),
    "notices:withdraw": Address((COMMUNITY,), _posting("posted"), wrong={"reason": ""}),
    "notices:discard": Address((COMMUNITY,), _posting("drafted")),
    "notices:ask": Address((COMMUNITY,), _posting("posted"), wrong={"text": ""}),
    "notices:answer": Address((COMMUNITY,), _posting("posted", asked=True), wrong={"answer": ""}),
    "postings:list": Address((NOBODY,), queries=("", "?past=1", "?kind=burden")),
    "postings:posting": Address((NOBODY,), _posting("posted"), more=(_posting("withdrawn"), _posting("ended"))),
    "postings:ask": Address((NOBODY,), _posting("posted"), status=302, wrong={"text": ""}),
    # the residents' own
    "portal:home": Address((NOBODY,)),
    "portal:phone": Address((NOBODY,)),
    "portal:door": Address((NOBODY,), lambda: ("mediation",), more=(lambda: ("council",), lambda: ("stations",))),
    "portal:leads": Address((NOBODY,), wrong={"q": ""}),
    "portal:lead": Address((NOBODY,), _area("neighbourhood"), more=(_area("community"), _area("estate"))),
    "portal:tell": Address((NOBODY,), wrong={"text": "", "way": "phone"}),
    "portal:accuse": Address((NOBODY,), wrong={"text": "", "unit": ""}),
    "portal:look-up": Address((NOBODY,), wrong={"receipt": "zzzzzzzzzz"}),
    "reports-public:list": Address((NOBODY,)),
    "reports-public:report": Address((NOBODY,), _report("issued")),
    # the desk
    "desk:home": Address(ROLES),
    "desk:all": Address(ROLES),
    "desk:search": Address((DISTRICT, COMMUNITY), queries=("", "?q=荣发", "?q=zzz")),
    "desk:due": Address((DISTRICT, COMMUNITY)),
    "desk:area": Address(
        (DISTRICT,), _area("district"), more=(_area("street"), _area("community"), _area("neighbourhood"))
    ),
    "desk:feedback": Address((COMMUNITY,), wrong={"text": ""}),
    "desk:opinions": Address((DISTRICT,)),
    "desk:opinion": Address((DISTRICT,), _ref_of("desk", "Feedback", by_resident=False), wrong={"text": ""}),
    "desk:burden-meter": Address((DISTRICT,)),
    "desk:inbox": Address((DISTRICT, COMMUNITY)),
    "desk:inbox-settings": Address((COMMUNITY,)),
    "desk:audit": Address((AUDITOR,), queries=("", "?who=zzz")),
    "desk:approvals": Address((DISTRICT, SECURITY)),
    "desk:approval": Address((SECURITY,), _ref_of("workflow", "Approval")),
    "desk:handover": Address((SECURITY,)),
    "desk:handover-of": Address((SECURITY,), _officer("person")),
    "desk:style": Address((DISTRICT,)),
    "desk:system": Address((DISTRICT,), lambda: ("mediation",)),
    "desk:register": Address((DISTRICT,), lambda: ("dispute-case",), queries=("", "?q=zzz", "?select=page")),
    "desk:record": Address((DISTRICT,), _record("dispute-case")),
    "desk:exports": Address((DISTRICT,)),
    "desk:person": Address((COMMUNITY,), _ref_of("people", "Person", area__name="高山坡社区")),
    "desk:household": Address((COMMUNITY,), _household),
    # one's own data, and the requests about it
    "desk:me": Address((COMMUNITY, AUDITOR)),
    "desk:me-ask": Address((COMMUNITY,), wrong={"kind": "", "words": ""}),
    "desk:me-request": Address((COMMUNITY,), _ref_of("privacy", "RightsRequest")),
    "desk:rights": Address((COMMUNITY, DISTRICT)),
    "desk:right-new": Address((COMMUNITY,)),
    "desk:right": Address((COMMUNITY,), _ref_of("privacy", "RightsRequest")),
    "desk:retention": Address((DISTRICT,)),
    "desk:retention-period": Address((DISTRICT,), _first(_periods)),
    "me:prove": Address((NOBODY,), wrong={"phone": "1"}),
    "privacy:list": Address((NOBODY,)),
    "privacy:notice": Address((NOBODY,), lambda: ("rights-request",)),
    "public-feedback:give": Address((NOBODY,), wrong={"text": ""}),
    "public-feedback:receipt": Address((NOBODY,), _ref_of("desk", "Feedback", by_resident=True)),
    # a lead's own day
    "lead:home": Address((LEAD, "pianzhang")),
    "lead:tell": Address((LEAD,), wrong={"text": "", "key": ""}),
    "lead:told": Address((LEAD,)),
    "lead:people": Address((LEAD,)),
    "lead:visit": Address((LEAD,), wrong={"how": ""}),
    "lead:shell": Address((NOBODY,)),
    # requests: the desk, the board, what the district sets
    "requests:list": Address((DISTRICT, STREET, COMMUNITY, LEAD, UNIT), queries=("", "?tab=all", "?q=zzz")),
    "requests:new": Address((COMMUNITY,), wrong={"text": "", "called": ""}),
    "requests:tasks": Address((UNIT,)),
    "requests:request": Address((DISTRICT,), _request("told"), more=tuple(
        _request(state) for state in ("accepted", "working", "suspended", "done", "answered", "closed", "merged"))),
    "requests:act": Address((DISTRICT,), _request("accepted", "finish"), wrong={"result": ""}, more=tuple(
        _request(state, act) for state, act in (
            ("told", "accept"), ("told", "explain"), ("accepted", "dispatch"), ("accepted", "hold"),
            ("accepted", "merge"), ("done", "answer")))),
    "request_desk:board": Address((DISTRICT, STREET), queries=("", ODD_PERIOD)),
    "request_desk:records": Address((DISTRICT,), queries=("?what=told",)),
    "request_desk:analysis": Address((DISTRICT,), lambda: ("html",)),
    "request_desk:settings": Address((DISTRICT,)),
    "request_desk:kind": Address((DISTRICT,), lambda: ("hygiene-1",), wrong={"name": ""}),
    "request_desk:kind-add": Address((DISTRICT,), lambda: ("hygiene",), wrong={"name": ""}),
    "request_desk:kind-new": Address((DISTRICT,), wrong={"name": ""}),
    "request_desk:route-new": Address((DISTRICT,), wrong={"area": ""}),
    "request_desk:text-new": Address((DISTRICT,), wrong={"text": ""}),
    "request_desk:duty-new": Address((DISTRICT,), wrong={"number": ""}),
    "branches:branch": Address((COMMUNITY,), _thing("petition", "petition-accept"), more=(
        _request("told", "police"), _request("told", "mediation"))),
    "branches:hotline-answers": Address((DISTRICT,)),
    "secrets:secrets": Address((HANDLER,)),
    "secrets:secret": Address((HANDLER,), _thing("secret")),
    "secrets:secret-act": Address((HANDLER,), _thing("secret", "transfer"), wrong={"words": ""}),
    # leads, doors, territory, boards, honours, broadcasts, rosters
    "leads:roll": Address((COMMUNITY, DISTRICT)),
    "leads:file": Address((COMMUNITY,), _thing("lead")),
    "leads:leave": Address((COMMUNITY,), _thing("lead"), wrong={"reason": ""}),
    "leads:propose": Address((COMMUNITY,), _place("neighbourhood"), wrong={"proposer": ""}),
    "leads:candidacy": Address((COMMUNITY,), _thing("candidacy")),
    "leads:step": Address((COMMUNITY,), _thing("candidacy", "assess"), wrong={"meets": ""}),
    "leads:representative-new": Address((COMMUNITY,), _place("group"), wrong={"basis": ""}),
    "leads:warnings": Address((COMMUNITY, DISTRICT)),
    "leads:numbers": Address((DISTRICT,), wrong={"fewest": ""}),
    "leads:door-new": Address((COMMUNITY,), wrong={"door": ""}),
    "leads:door-move": Address((COMMUNITY,), _household, wrong={"day": ""}),
    "leads:door-close": Address((COMMUNITY,), _household, wrong={"day": ""}),
    "leads:territory": Address((DISTRICT, COMMUNITY)),
    "leads:territory-act": Address((DISTRICT,), _place("neighbourhood", "rename"), wrong={"name": ""}, more=tuple(
        _place("neighbourhood", verb) for verb in ("move", "merge", "split", "close"))),
    "leads:party": Address((DISTRICT,), _place("large_grid"), wrong={"name": ""}),
    "leads:boards": Address((COMMUNITY, DISTRICT)),
    "leads:board": Address((COMMUNITY,), _thing("board")),
    "leads:board-new": Address((COMMUNITY,), wrong={"place": ""}),
    "leads:board-remove": Address((COMMUNITY,), _thing("board")),
    "leads:duty": Address((DISTRICT,), wrong={"text": ""}),
    "boards:board": Address((NOBODY,), _thing("board")),
    "leads:honours": Address((DISTRICT, COMMUNITY)),
    "leads:nominate": Address((COMMUNITY,), _thing("lead's post"), wrong={"deeds": ""}),
    "leads:nomination": Address((DISTRICT,), _thing("nomination")),
    "leads:quota": Address((DISTRICT,), wrong={"quota": ""}),
    "broadcasts:broadcasts": Address((STREET,)),
    "broadcasts:broadcast": Address((STREET, LEAD), _thing("broadcast")),
    "broadcasts:broadcast-new": Address((STREET,), wrong={"text": ""}),
    "exchange:imports": Address((DISTRICT,)),
    "exchange:import": Address((DISTRICT,), lambda: ("hotline",), wrong={"kind": ""}),
    # signing in and one's own account
    "desk:sign-in": Address((NOBODY,), wrong={"login": "nobody", "username": "nobody", "password": "x"}),
    "desk:own-account": Address((COMMUNITY, SECURITY)),
    "desk:own-password": Address((COMMUNITY,), wrong={"oldpassword": "x"}),
    "desk:own-factors": Address((COMMUNITY,)),
    # the administrators'
    "desk:accounts": Address((SYSTEM,)),
    "desk:account": Address((SYSTEM,), lambda: (DISTRICT,)),
    "desk:account-new": Address((SYSTEM,)),
    "desk:settings": Address((SYSTEM,)),
    "desk:setting": Address((SYSTEM,), _first(_clock_rules)),
    "desk:posts": Address((SECURITY,)),
    "desk:post-new": Address((SECURITY,), wrong={"post": ""}),
    "desk:post": Address((SECURITY,), _officer("appointment")),
    "desk:permissions": Address((SECURITY,)),
}  # fmt: skip

NO_PAGE = {
    "lead:visit-remove": "an act",
    "lead:state": "data",
    "lead:send": "an act",
    "lead:worker": "a script",
    "lead:manifest": "data",
    "requests:file": "a file",
    "requests:phone": "a look that is logged; tests/grid",
    "requests:task-act": "with a part in the right state; tests/grid",
    "request_desk:paper": "a file",
    "request_desk:task-paper": "a file",
    "request_desk:kind-open": "an act",
    "request_desk:route-end": "an act",
    "request_desk:text-remove": "an act",
    "request_desk:duty-end": "an act",
    "branches:petition-notice": "a file",
    "leads:paper": "a file",
    "leads:representative-end": "an act",
    "leads:party-close": "where an organisation stands on the grid; tests/grid",
    "leads:nomination-step": "an act",
    "leads:board-printed": "an act",
    "leads:board-sheet": "a file",
    "broadcasts:broadcast-printed": "a file",
    "broadcasts:broadcast-tick": "an act",
    "exchange:import-sample": "a file",
    "healthz": "one line of text",
    "portal:elder": "an act",
    "portal:verdict": "an act; tests/portal",
    "portal:receipt": "of a matter just told; tests/journeys/test_resident.py",
    "indicators:export": "a file",
    "reports:figures-json": "data",
    "reports:download": "a file",
    "reports:preview": "a part of a page",
    "reports:move": "an act",
    "reports:make-live": "an act",
    "reports:send": "an act",
    "reports:take-back": "an act",
    "reports:send-back": "while a report is in review; tests/reports",
    "reports:issue": "while a report is in review; tests/reports",
    "reports:correct": "an act",
    "reports:publish": "an act",
    "reports:unpublish": "an act",
    "notices:paper": "a file",
    "notices:contact": "a look that is logged; tests/notices",
    "reports-public:figures-json": "data",
    "reports-public:download": "a file",
    "desk:sign-out": "an act",
    "desk:theme": "an act",
    "desk:place": "an act",
    "desk:form-time": "an act",
    "desk:inbox-all-read": "an act",
    "desk:inbox-opened": "an act",
    "desk:audit-export": "a file",
    "desk:register-act": "an act",
    "desk:register-export": "a file",
    "desk:export-file": "a file",
    "desk:save-view": "an act",
    "desk:change-view": "an act",
    "desk:person-reveal": "a look that is logged; tests/disclosure",
    "desk:household-reveal": "a look that is logged; tests/disclosure",
    "desk:me-copy": "a file",
    "desk:me-consent": "of somebody with a consent; tests/privacy",
    "desk:right-record": "for somebody who asked on paper; tests/privacy",
    "desk:right-act": "an act",
    "desk:own-sign-out-others": "an act",
    "desk:account-open": "for somebody without an account; tests/access",
    "desk:setup": "only where nothing is set up yet; tests/access",
    "me:me": "behind a code sent to a phone; the same page as desk:me",
    "me:code": "while a code is on its way; tests/privacy",
    "me:leave": "an act",
    "desk:sign-in-message": "where the district sends text messages; tests/access",
    "desk:give": "with records picked in a register; tests/desk",
    "me:me-ask": "behind a code sent to a phone; the same form as desk:me-ask",
    "me:me-copy": "a file",
    "me:me-request": "behind a code sent to a phone; the same page as desk:me-request",
    "me:me-consent": "behind a code sent to a phone; tests/privacy",
    "privacy:paper": "a file",
    "account_login": "another name of desk:sign-in",
    "mfa_authenticate": "half-way through signing in; tests/access",
    "mfa_login_webauthn": "half-way through signing in; tests/access",
    "openid_connect_login": "leads elsewhere",
    "openid_connect_callback": "comes from elsewhere",
    "account_reauthenticate": "half-way; tests/access",
    "mfa_reauthenticate": "half-way; tests/access",
    "mfa_reauthenticate_webauthn": "half-way; tests/access",
    "mfa_index": "another name of desk:own-factors",
    "mfa_activate_totp": "asks for the password first; tests/access",
    "mfa_deactivate_totp": "of somebody with a second factor; tests/access",
    "mfa_add_webauthn": "asks for the password first; tests/access",
    "mfa_remove_webauthn": "of somebody with a passkey; tests/access",
    "mfa_view_recovery_codes": "of somebody with a second factor; tests/access",
    "mfa_generate_recovery_codes": "of somebody with a second factor; tests/access",
    "mfa_download_recovery_codes": "a file",
}
"""Addresses behind which no page is looked at here, and why."""


def names(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    """Every name the router knows."""
    for entry in patterns:
        if isinstance(entry, URLResolver):
            yield from names(entry.url_patterns, f"{entry.namespace}:" if entry.namespace else space)
        else:
            yield f"{space}{entry.name}"


def all_names() -> set[str]:
    """Of the whole product."""
    return set(names(get_resolver().url_patterns))


def missing() -> list[str]:
    """Names of which the database holds no example."""
    return [name for name, address in PAGES.items() if address.args() is None]


def all_pages() -> Iterator[Page]:
    """Every page, every role that sees it its own way, every state of it that has an address or a form."""
    for name, address in PAGES.items():
        for number, args in enumerate((address.args, *address.more)):
            found = args()
            if found is None:
                continue
            path = reverse(name, args=found)
            whos = address.who if number == 0 else address.who[:1]
            for who in whos:
                for query in address.queries if who == address.who[0] else ("",):
                    yield Page(name, f"{path}{query}", who, address.status)
            if number == 0 and address.wrong is not None:
                yield Page(name, path, address.who[0], wrong=address.wrong)
    for slug in _records():
        yield Page("desk:register", reverse("desk:register", args=(slug,)), DISTRICT)
        if (one := _record(slug)()) is not None:
            yield Page("desk:record", reverse("desk:record", args=one), DISTRICT)
    yield Page("reports:check", reverse("reports:check"), DISTRICT, wrong=CHECKED)
    yield Page("404", "/desk/nothing/", DISTRICT, 404)
    yield Page("404", "/postings/nothing/", NOBODY, 404)


def client_of(username: str) -> Client:
    """Signed in with whatever the account needs to be let in everywhere."""

    client = Client(HTTP_HOST=PLATFORM, raise_request_exception=False)
    if username:
        client.force_login(Account.objects.get(username=username))
        session = client.session
        assert isinstance(session, SessionStore)
        session["account_authentication_methods"] = [{"method": "password"}, {"method": "mfa"}]
        session.save()
    return client


def _own_place() -> Place:
    """Where the community's account and the lead's stand: the walk looks with their eyes."""
    lead = Lead.everything.get(
        appointment__person__account__username=LEAD, appointment__post=Post.NEIGHBOUR_LEAD
    )
    neighbourhood = lead.appointment.area
    ids = [int(step) for step in neighbourhood.path.strip("/").split("/")]
    above = {area.kind: area for area in Area.everything.filter(pk__in=ids)}
    sender = actor_for(Account.objects.get(username=STREET))
    return Place(
        community=above["community"],
        group=above["group"],
        neighbourhood=neighbourhood,
        estate=Area.everything.filter(kind="estate", parent=above["community"])[0],
        lead=lead,
        sender=sender,
    )


def prepare() -> None:
    """What the demo district does not hold: opinions about a page, a question to a posting, and a request about
    one's own data."""
    client_of(COMMUNITY).post(
        reverse("desk:feedback"), {"kind": "wrong", "text": "看不清。", "page": "/desk/"}
    )
    Client(HTTP_HOST=PLATFORM).post(reverse("public-feedback:give"), {"kind": "idea", "text": "字再大些。"})
    if (posting := _posting("posted")()) is not None:
        question = {"text": "电费怎么分摊的？"}
        Client(HTTP_HOST=PLATFORM).post(reverse("postings:ask", args=posting), question)
    _things.update(things_of(_own_place()))
    asked = {"kind": "copy", "reply": "page", "words": "要一份副本。"}
    client_of(COMMUNITY).post(reverse("desk:me-ask"), asked)
