"""Every page there is, with an address that opens it in the demo district, for those who look at all of them.

`python -m tests.journeys.list_pages` writes the same list for a platform that runs in a process of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from linli.access.actor import actor_for
from linli.grid.models import Lead
from linli.orgs.models import Area
from linli.people.models import Account, Post
from tests.grid.things import Place, things_of
from tests.journeys.examples import (
    AUDITOR,
    COMMUNITY,
    DISTRICT,
    HANDLER,
    KEEPER,
    LEAD,
    SECURITY,
    STREET,
    SYSTEM,
    UNIT,
    Args,
    area,
    case,
    clock_rules,
    figure,
    first,
    household,
    kept_case,
    officer,
    part,
    periods,
    place,
    posting,
    record,
    records,
    ref_of,
    report,
    request,
    tagged,
    thing,
    things,
)

PLATFORM = "127.0.0.1"
NOBODY = ""


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
    "reports:report": Address((DISTRICT,), report("draft"), more=(report("issued"),)),
    "reports:figure": Address((DISTRICT,), figure),
    "reports:history": Address((DISTRICT,), report("issued")),
    "reports:changes": Address((DISTRICT,), report("issued")),
    "reports:title": Address((DISTRICT,), report("draft"), wrong={"title": ""}),
    "reports:part": Address((DISTRICT,), part, queries=("", "?q=群英")),
    "reports:add": Address((DISTRICT,), report("draft"), wrong={"heading": ""}),
    "reports:discard": Address((DISTRICT,), report("draft")),
    "reports:vouch": Address((DISTRICT,), report("draft"), wrong={"value": ""}),
    # postings
    "notices:list": Address((COMMUNITY, DISTRICT), queries=("", "?state=drafted", "?kind=zzz")),
    "notices:new": Address((COMMUNITY,), wrong={"title": "", "body": ""}),
    "notices:posting": Address(
        (COMMUNITY,), posting("posted"), more=(posting("drafted"), posting("withdrawn"), posting("ended"))
    ),
    "notices:print": Address((COMMUNITY,), posting("posted")),
    "notices:edit": Address((COMMUNITY,), posting("drafted"), wrong={"title": ""}),
    "notices:post": Address((COMMUNITY,), posting("drafted"), wrong={"until": ""}),
    "notices:extend": Address((COMMUNITY,), posting("posted"), wrong={"until": ""}),
    "notices:withdraw": Address((COMMUNITY,), posting("posted"), wrong={"reason": ""}),
    "notices:discard": Address((COMMUNITY,), posting("drafted")),
    "notices:ask": Address((COMMUNITY,), posting("posted"), wrong={"text": ""}),
    "notices:answer": Address((COMMUNITY,), posting("posted", asked=True), wrong={"answer": ""}),
    "postings:list": Address((NOBODY,), queries=("", "?past=1", "?kind=burden")),
    "postings:posting": Address((NOBODY,), posting("posted"), more=(posting("withdrawn"), posting("ended"))),
    "postings:ask": Address((NOBODY,), posting("posted"), status=302, wrong={"text": ""}),
    # the residents' own
    "portal:home": Address((NOBODY,)),
    "portal:phone": Address((NOBODY,)),
    "portal:door": Address((NOBODY,), lambda: ("mediation",), more=(lambda: ("council",), lambda: ("stations",))),
    "portal:notables": Address((NOBODY,)),
    "portal:notables-of": Address((NOBODY,), area("community"), more=(area("street"),)),
    "portal:leads": Address((NOBODY,), wrong={"q": ""}),
    "portal:lead": Address((NOBODY,), area("neighbourhood"), more=(area("community"), area("estate"))),
    "portal:tell": Address((NOBODY,), wrong={"text": "", "way": "phone"}),
    "portal:accuse": Address((NOBODY,), wrong={"text": "", "unit": ""}),
    "portal:look-up": Address((NOBODY,), wrong={"receipt": "zzzzzzzzzz"}),
    "reports-public:list": Address((NOBODY,)),
    "reports-public:report": Address((NOBODY,), report("issued")),
    # the desk
    "desk:home": Address(ROLES),
    "desk:all": Address(ROLES),
    "desk:search": Address((DISTRICT, COMMUNITY), queries=("", "?q=荣发", "?q=zzz")),
    "desk:due": Address((DISTRICT, COMMUNITY)),
    "desk:area": Address(
        (DISTRICT,), area("district"), more=(area("street"), area("community"), area("neighbourhood"))
    ),
    "desk:feedback": Address((COMMUNITY,), wrong={"text": ""}),
    "desk:opinions": Address((DISTRICT,)),
    "desk:opinion": Address((DISTRICT,), ref_of("desk", "Feedback", by_resident=False), wrong={"text": ""}),
    "desk:burden-meter": Address((DISTRICT,)),
    "desk:inbox": Address((DISTRICT, COMMUNITY)),
    "desk:inbox-settings": Address((COMMUNITY,)),
    "desk:audit": Address((AUDITOR,), queries=("", "?who=zzz")),
    "desk:approvals": Address((DISTRICT, SECURITY)),
    "desk:approval": Address((SECURITY,), ref_of("workflow", "Approval")),
    "desk:handover": Address((SECURITY,)),
    "desk:handover-of": Address((SECURITY,), officer("person")),
    "desk:style": Address((DISTRICT,)),
    "desk:system": Address((DISTRICT,), lambda: ("mediation",)),
    "desk:register": Address((DISTRICT,), lambda: ("dispute-case",), queries=("", "?q=zzz", "?select=page")),
    "desk:record": Address((DISTRICT,), record("dispute-case")),
    "desk:exports": Address((DISTRICT,)),
    "desk:person": Address((COMMUNITY,), ref_of("people", "Person", area__name="高山坡社区")),
    "desk:household": Address((COMMUNITY,), household),
    # one's own data, and the requests about it
    "desk:me": Address((COMMUNITY, AUDITOR)),
    "desk:me-ask": Address((COMMUNITY,), wrong={"kind": "", "words": ""}),
    "desk:me-request": Address((COMMUNITY,), ref_of("privacy", "RightsRequest")),
    "desk:rights": Address((COMMUNITY, DISTRICT)),
    "desk:right-new": Address((COMMUNITY,)),
    "desk:right": Address((COMMUNITY,), ref_of("privacy", "RightsRequest")),
    "desk:retention": Address((DISTRICT,)),
    "desk:retention-period": Address((DISTRICT,), first(periods)),
    "me:prove": Address((NOBODY,), wrong={"phone": "1"}),
    "privacy:list": Address((NOBODY,)),
    "privacy:notice": Address((NOBODY,), lambda: ("rights-request",)),
    "public-feedback:give": Address((NOBODY,), wrong={"text": ""}),
    "public-feedback:receipt": Address((NOBODY,), ref_of("desk", "Feedback", by_resident=True)),
    # a lead's own day
    "lead:home": Address((LEAD, "pianzhang")),
    "lead:tell": Address((LEAD,), wrong={"text": "", "key": ""}),
    "lead:told": Address((LEAD,)),
    "lead:people": Address((LEAD,)),
    "lead:visit": Address((LEAD,), wrong={"how": ""}),
    "lead:shell": Address((NOBODY,)),
    # mediation
    "mediation:cases": Address((DISTRICT, COMMUNITY), queries=("", "?tab=all", "?q=zzz")),
    "mediation:new": Address((COMMUNITY,), wrong={"title": "", "summary": ""}),
    "mediation:simple": Address((COMMUNITY,), wrong={"applicant": "", "summary": ""}),
    "mediation:statistics": Address((DISTRICT, STREET), queries=("", "?period=last_year&by=community")),
    "mediation:records": Address((DISTRICT,), queries=("?what=closed",)),
    "mediation:zeros": Address((DISTRICT, COMMUNITY)),
    "mediation:zero-records": Address((DISTRICT,), lambda: (2024, "tolerance"), more=tuple(
        (lambda zero=zero: (2021, zero)) for zero in ("stock", "compensation", "petition"))),  # type: ignore[misc]
    "mediation:ledger-new": Address((COMMUNITY,), wrong={"year": "1999"}),
    "mediation:building-new": Address((COMMUNITY,), wrong={"place": ""}),
    "mediation:building": Address((DISTRICT,), ref_of("mediation", "IllegalBuilding"),
        more=(ref_of("mediation", "IllegalBuilding", state="stopped"),)),
    "mediation:building-step": Address((DISTRICT,), ref_of("mediation", "IllegalBuilding", "evidence"),
        wrong={"title": ""}, more=(ref_of("mediation", "IllegalBuilding", "petition", petition_on=None),)),
    "mediation:roster": Address((COMMUNITY, DISTRICT, STREET)),
    "mediation:notable-page": Address((DISTRICT,), ref_of("mediation", "Notable", left_on=None),
        more=(ref_of("mediation", "Notable", left_on__isnull=False),)),
    "mediation:notable-edit": Address(
        (DISTRICT,), ref_of("mediation", "Notable", left_on=None), wrong={"tier": "none"}
    ),
    "mediation:notable-new": Address((COMMUNITY,), wrong={"name": ""}),
    "mediation:notable": Address(
        (DISTRICT,), ref_of("mediation", "Notable", "pause", left_on=None), wrong={"reason": ""}
    ),
    "mediation:committee": Address((COMMUNITY,)),
    "mediation:committee-new": Address((COMMUNITY,), wrong={"name": ""}),
    "mediation:term-new": Address((COMMUNITY,), wrong={"members": "陈建平"}),
    "mediation:members": Address((COMMUNITY,), wrong={"joining": "陈建平"}),
    "mediation:term-report": Address((COMMUNITY,)),
    "mediation:mediator-new": Address((COMMUNITY,), wrong={"name": ""}),
    "mediation:mediator-leave": Address((DISTRICT,), ref_of("mediation", "Mediator"), wrong={"reason": ""}),
    "mediation:subsidies": Address((COMMUNITY,)),
    "mediation:subsidy-new": Address((COMMUNITY,), wrong={"basis": ""}),
    "mediation:subsidy-pay": Address((DISTRICT,), ref_of("mediation", "Subsidy", paid_on=None)),
    "mediation:consultations": Address((COMMUNITY,)),
    "mediation:consultation-new": Address((COMMUNITY,), wrong={"question": ""}),
    "mediation:consultation": Address((DISTRICT,), ref_of("mediation", "Consultation", "close", closed_on=None)),
    "mediation:case": Address((DISTRICT,), case("following_up"), more=tuple(
        case(stage) for stage in ("registered", "accepted", "visiting", "convened", "performing", "archived"))),
    "mediation:act": Address((KEEPER,), case("registered", "decline"), wrong={"reason": ""}, more=tuple(
        kept_case(act, stage=stage) for stage, act in (
            ("matching", "party"), ("matching", "answers"), ("visiting", "invite"),
            ("convened", "meeting-hearing"), ("convened", "acceptances"), ("convened", "agreement"),
            ("following_up", "court")))),
    "mediation:file": Address((KEEPER,), kept_case()),
    "mediation:file-add": Address((KEEPER,), kept_case(), wrong={"dated": ""}),
    "mediation:contacts": Address((KEEPER,), kept_case(), wrong={"purpose": ""}),
    "mediation:dossier": Address((KEEPER,), kept_case("pdf"), wrong={"purpose": ""}),
    "mediation:team": Address((KEEPER,), kept_case()),
    "mediation:team-add": Address((KEEPER,), kept_case(), wrong={"name": ""}),
    "mediation:panel-rule": Address((SYSTEM,), wrong={"least": ""}),
    "mediation-public:stories": Address((NOBODY,)),
    "mediation-public:story": Address((NOBODY,), ref_of("mediation", "Story", valid_to=None)),
    "mediation-public:draw": Address((NOBODY,), ref_of("mediation", "Draw")),
    # requests: the desk, the board, what the district sets
    "requests:list": Address((DISTRICT, STREET, COMMUNITY, LEAD, UNIT), queries=("", "?tab=all", "?q=zzz")),
    "requests:new": Address((COMMUNITY,), wrong={"text": "", "called": ""}),
    "requests:accuse": Address((COMMUNITY,), wrong={"text": "", "unit": ""}),
    "requests:tasks": Address((UNIT,)),
    "requests:request": Address((DISTRICT,), request("told"), more=tuple(
        request(state) for state in ("accepted", "working", "suspended", "done", "answered", "closed", "merged"))),
    "requests:where": Address((DISTRICT,), request("accepted"), wrong={"place": "zzz"}),
    "requests:act": Address((DISTRICT,), request("accepted", "finish"), wrong={"result": ""}, more=tuple(
        request(state, act) for state, act in (
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
    "branches:branch": Address((COMMUNITY,), thing("petition", "petition-accept"), more=(
        request("told", "police"), request("told", "mediation"), request("told", "seal"),
        thing("petition", "petition-not-ours"), thing("petition", "petition-refuse"),
        thing("petition", "petition-decide"), thing("petition", "review"))),
    "branches:hotline-answers": Address((DISTRICT,)),
    "secrets:secrets": Address((HANDLER,)),
    "secrets:secret": Address((HANDLER,), thing("secret")),
    "secrets:secret-act": Address((HANDLER,), thing("secret", "transfer"), wrong={"words": ""}),
    # leads, doors, territory, boards, honours, broadcasts, rosters
    "leads:roll": Address((COMMUNITY, DISTRICT)),
    "leads:file": Address((COMMUNITY,), thing("lead")),
    "leads:leave": Address((COMMUNITY,), thing("lead"), wrong={"reason": ""}),
    "leads:propose": Address((COMMUNITY,), place("neighbourhood"), wrong={"proposer": ""}),
    "leads:candidacy": Address((COMMUNITY,), thing("candidacy")),
    "leads:step": Address((COMMUNITY,), thing("candidacy", "assess"), wrong={"meets": ""}),
    "leads:representative-new": Address((COMMUNITY,), place("group"), wrong={"basis": ""}),
    "leads:standards": Address((COMMUNITY, DISTRICT)),
    "leads:standard-new": Address((DISTRICT,), wrong={"basis": ""}),
    "leads:warnings": Address((COMMUNITY, DISTRICT)),
    "leads:numbers": Address((DISTRICT,), wrong={"fewest": ""}),
    "leads:door-new": Address((COMMUNITY,), wrong={"door": ""}),
    "leads:door-move": Address((COMMUNITY,), household, wrong={"day": ""}),
    "leads:door-close": Address((COMMUNITY,), household, wrong={"day": ""}),
    "leads:door-confirm": Address((COMMUNITY,), household, wrong={"phone": "123"}),
    "leads:door-forget": Address((COMMUNITY,), household),
    "leads:door-tag": Address((COMMUNITY,), household, wrong={"way": ""}),
    "leads:door-tag-end": Address((COMMUNITY,), tagged),
    "leads:tag-kinds": Address((DISTRICT,)),
    "leads:tag-kind-new": Address((DISTRICT,), wrong={"months": "99"}),
    "leads:tag-kind": Address((DISTRICT,), lambda: ("alone",), wrong={"months": ""}),
    "leads:territory": Address((DISTRICT, COMMUNITY)),
    "leads:territory-act": Address((DISTRICT,), place("neighbourhood", "rename"), wrong={"name": ""}, more=tuple(
        place(kind, verb) for kind in ("neighbourhood", "section", "building")
        for verb in ("move", "merge", "split", "close"))),
    "leads:party": Address((DISTRICT,), place("large_grid"), wrong={"name": ""}),
    "leads:boards": Address((COMMUNITY, DISTRICT)),
    "leads:board": Address((COMMUNITY,), thing("board")),
    "leads:board-new": Address((COMMUNITY,), wrong={"place": ""}),
    "leads:board-photo": Address((COMMUNITY,), thing("board"), wrong={"day": ""}),
    "leads:board-remove": Address((COMMUNITY,), thing("board")),
    "leads:duty": Address((DISTRICT,), wrong={"text": ""}),
    "boards:board": Address((NOBODY,), thing("board")),
    "leads:honours": Address((DISTRICT, COMMUNITY)),
    "leads:nominate": Address((COMMUNITY,), thing("lead's post"), wrong={"deeds": ""}),
    "leads:nomination": Address((DISTRICT,), thing("nomination")),
    "leads:quota": Address((DISTRICT,), wrong={"quota": ""}),
    "broadcasts:broadcasts": Address((STREET,)),
    "broadcasts:broadcast": Address((STREET, LEAD), thing("broadcast")),
    "broadcasts:broadcast-new": Address((STREET,), wrong={"text": ""}),
    "exchange:imports": Address((DISTRICT,)),
    "exchange:import-run": Address((DISTRICT,), ref_of("exchange", "ImportRun")),
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
    "desk:setting": Address((SYSTEM,), first(clock_rules)),
    "desk:posts": Address((SECURITY,)),
    "desk:post-new": Address((SECURITY,), wrong={"post": ""}),
    "desk:post": Address((SECURITY,), officer("appointment")),
    "desk:permissions": Address((SECURITY,)),
}  # fmt: skip


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
    for slug in records():
        yield Page("desk:register", reverse("desk:register", args=(slug,)), DISTRICT)
        if (one := record(slug)()) is not None:
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
    if (posted := posting("posted")()) is not None:
        question = {"text": "电费怎么分摊的？"}
        Client(HTTP_HOST=PLATFORM).post(reverse("postings:ask", args=posted), question)
    things.update(things_of(_own_place()))
    asked = {"kind": "copy", "reply": "page", "words": "要一份副本。"}
    client_of(COMMUNITY).post(reverse("desk:me-ask"), asked)
