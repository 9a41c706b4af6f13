"""Two sides of one small district, the same things standing on each: for tests that ask every address of every role.

Whoever holds a post on the own side must not reach what stands on the other. A new address needs a line in
``ARGUMENTS`` when it takes any.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from linli.access.actor import NOBODY, SYSTEM, actor_for
from linli.desk import feedback
from linli.desk.models import SavedView
from linli.disclosure.models import Export
from linli.exchange.models import ImportRun
from linli.grid.day.models import How, Visit
from linli.grid.leads.roll import ROLL
from linli.grid.models import RequestAttachment, RequestKind
from linli.grid.requests.models import Source
from linli.grid.requests.services import intake, moving, tasks
from linli.inbox.models import Message
from linli.inbox.services import tell
from linli.notices.policies import NOTICE_WRITE
from linli.notices.services import objections
from linli.orgs.models import Area
from linli.people.models import Account, Appointment, HouseholdTag, Post, Purpose, TagKind
from linli.people.services import AREA_KIND_OF, give_consent, keep_phone
from linli.privacy.models import RightsKind, Way
from linli.privacy.services.requests import ask
from linli.reports.models import Part, Rhythm
from linli.reports.services import drafting
from linli.workflow import approvals, approving
from tests.grid import rows as leads
from tests.grid.things import Place, things_of
from tests.mediation import things as disputes
from tests.mediation.rows import closed_case
from tests.notices import rows as postings
from tests.reports.desks import PERIOD
from tests.territory import Territory

DAY = date(2024, 10, 1)
KIND = approvals.ApprovalKind(
    code="stage.act",
    label="一件要两个人的事",
    capability=NOTICE_WRITE,
    carry_out=lambda approval, actor: None,
    describe=lambda approval: "试一试。",
)


@dataclass
class Side:
    """One street, one of its communities, and one of everything that stands there."""

    street: Area
    community: Area
    things: dict[str, Any] = field(default_factory=dict)

    def ref(self, name: str) -> str:
        """The reference of a thing that stands here."""
        return str(self.things[name].ref)


@dataclass
class Stage:
    """Both sides, and an account for every post, on the own side."""

    territory: Territory
    own: Side
    elsewhere: Side
    accounts: dict[Post, Account]


Arguments = Callable[[Side], tuple[object, ...]]


def _of(*names: str, then: tuple[object, ...] = ()) -> Arguments:
    return lambda side: (*(side.ref(name) for name in names), *then)


def _always(*arguments: object) -> Arguments:
    return lambda side: arguments


FIGURE = "mediation.cases_mediated"
_REPORT = (
    "report history changes title add vouch make-live send take-back send-back issue correct publish unpublish"
    " discard"
)
_POSTING = "posting print edit post extend withdraw discard ask"

ARGUMENTS: dict[str, Arguments] = {
    "desk:area": lambda side: (side.community.code,),
    "lead:visit-remove": _of("visit"),
    "desk:system": _always("mediation"),
    "desk:register": _always("dispute-case"),
    "desk:register-act": _always("dispute-case"),
    "desk:save-view": _always("dispute-case"),
    "desk:record": _of("case", then=()),
    "desk:opinion": _of("opinion"),
    "indicators:indicator": _always(FIGURE),
    "indicators:records": _always(FIGURE),
    "indicators:export": _always(FIGURE, "csv"),
    **{f"reports:{name}": _of("report") for name in _REPORT.split()},
    "reports:figure": _of("report", then=(1,)),
    "reports:figures-json": _of("report"),
    "reports:download": _of("report", then=("docx",)),
    "reports:part": _of("report", then=(1,)),
    "reports:preview": _of("report", then=(1,)),
    "reports:move": _of("report", then=(1,)),
    "reports-public:report": _of("report"),
    "reports-public:figures-json": _of("report"),
    "reports-public:download": _of("report", then=("pdf",)),
    **{f"notices:{name}": _of("posting") for name in _POSTING.split()},
    "notices:paper": _of("posting", then=("pdf",)),
    "notices:answer": _of("posting", "objection"),
    "notices:contact": _of("posting", "objection"),
    "postings:posting": _of("posting"),
    "postings:ask": _of("posting"),
}
_LED = "leads:"
ARGUMENTS |= {
    **{
        f"{_LED}{name}": (lambda side: (side.community.code,))
        for name in ("party", "party-close", "propose", "representative-new")
    },
    f"{_LED}territory-act": lambda side: (side.community.code, "rename"),
    f"{_LED}representative-end": _of("representative"),
    f"{_LED}candidacy": _of("candidacy"),
    f"{_LED}file": _of("lead"),
    f"{_LED}leave": _of("lead"),
    f"{_LED}board": _of("board"),
    f"{_LED}board-printed": _of("board"),
    f"{_LED}board-remove": _of("board"),
    f"{_LED}board-photo": _of("board"),
    f"{_LED}board-picture": _of("board"),
    f"{_LED}nominate": _of("lead's post"),
    f"{_LED}nomination": _of("nomination"),
    f"{_LED}step": _of("candidacy", then=("assess",)),
    f"{_LED}nomination-step": _of("nomination", then=("review",)),
    f"{_LED}paper": _of("lead", then=("card", "pdf")),
    f"{_LED}board-sheet": _of("board", then=("a4", "pdf")),
    f"{_LED}door-move": _of("household"),
    f"{_LED}door-take-back": _of("household"),
    f"{_LED}door-close": _of("household"),
    f"{_LED}door-confirm": _of("household"),
    f"{_LED}door-forget": _of("household"),
    f"{_LED}door-tag": _of("household"),
    f"{_LED}door-tag-end": _of("household", "tag"),
    f"{_LED}tag-kind": _always("alone"),
    "boards:board": _of("board"),
}
ARGUMENTS["desk:record"] = lambda side: ("dispute-case", side.ref("case"))

ARGUMENTS |= {
    # Requests
    "request_desk:analysis": _always("docx"),
    "request_desk:paper": lambda side: ("reply", side.ref("told"), "docx"),
    "request_desk:task-paper": _of("task", then=("docx",)),
    "request_desk:review-paper": _of("review", then=("docx",)),
    "request_desk:kind": _always("hygiene"),
    "request_desk:kind-add": _always("hygiene"),
    "request_desk:kind-open": _always("hygiene"),
    "request_desk:route-end": _of("route"),
    "request_desk:text-remove": _of("words"),
    "request_desk:duty-end": _of("duty"),
    "mediation:notable": _of("notable", then=("pause",)),
    "mediation:notable-page": _of("notable"),
    "mediation:notable-edit": _of("notable"),
    "mediation:zero-records": _always(2024, "stock"),
    "mediation:building": _of("building"),
    "mediation:building-step": _of("building", then=("petition",)),
    "mediation:building-evidence": _of("building", "evidence"),
    "portal:notables-of": lambda side: (side.community.code,),
    "mediation:mediator-leave": _of("mediator"),
    "mediation:subsidy-pay": _of("subsidy"),
    "mediation:consultation": _of("consultation", then=("hear",)),
    "mediation:case": _of("case"),
    "mediation:act": _of("case", then=("relapse",)),
    **{f"mediation:{name}": _of("case") for name in ("file", "file-add", "contacts", "team", "team-add")},
    "mediation:team-take-over": _of("case"),
    "mediation:team-change": _of("told case", "team member", then=("leave",)),
    "mediation:dossier": _of("case", then=("pdf",)),
    "mediation:packet": _of("case", then=("pdf",)),
    "mediation:paper": _of("case", then=("cover", "pdf")),
    "mediation:piece": _of("told case", "piece"),
    "mediation-public:draw": _of("draw"),
    "mediation-public:story": _of("story"),
    "requests:request": _of("told"),
    "requests:phone": _of("told"),
    "requests:file": _of("told", "photograph"),
    "requests:where": _of("told"),
    "requests:where-picture": _of("told", then=("map",)),
    "requests:act": _of("told", then=("finish",)),
    "requests:task-act": _of("told", "task", then=("recall",)),
    # One's own: message, saved view, export, what one asked about oneself
    "desk:inbox-opened": _of("message"),
    "desk:change-view": lambda side: ("dispute-case", side.ref("view")),
    "desk:export-file": _of("export"),
    "desk:me-copy": _always("csv"),
    "desk:me-request": _of("own request"),
    "desk:me-consent": lambda side: (side.things["consent"].ref, "show_on_board"),
    "me:me-copy": _always("csv"),
    "me:me-request": _of("own request"),
    "me:me-consent": lambda side: (side.things["consent"].ref, "show_on_board"),
    # Two persons, posts, accounts
    "desk:approval": _of("approval"),
    "desk:handover-of": _of("worker"),
    "desk:account": lambda side: (side.things["account"].username,),
    "desk:account-open": _of("person"),
    "desk:setting": _always("grid.request"),
    "desk:post": _of("post"),
    # Registers, people, households
    "desk:give": _always("dispute-case"),
    "desk:register-export": _always("dispute-case", "csv"),
    "desk:person": _of("person"),
    "desk:person-reveal": lambda side: (side.ref("person"), "phone"),
    "desk:household": _of("household"),
    "desk:household-reveal": lambda side: (side.ref("household"), "phone"),
    # Rights, keeping, notices of processing
    "desk:right-record": lambda side: ("person", side.ref("person")),
    "desk:right": _of("request"),
    "desk:right-act": lambda side: (side.ref("request"), "accept"),
    "desk:retention-period": _always("notices.contact"),
    "exchange:import": _always("hotline"),
    "exchange:import-sample": _always("hotline", "csv"),
    "exchange:import-run": _of("import"),
    "secrets:secret": _of("secret"),
    "secrets:secret-act": _of("secret", then=("accept",)),
    "broadcasts:broadcast": _of("broadcast"),
    "broadcasts:broadcast-printed": _of("broadcast", then=("pdf",)),
    "broadcasts:broadcast-tick": lambda side: (side.ref("broadcast"), side.things["door"].pk),
    "branches:petition-notice": _of("petition", then=("pdf",)),
    "branches:branch": _of("petition", then=("petition-accept",)),
    "portal:elder": _always("on"),
    "portal:door": _always("mediation"),
    "portal:lead": lambda side: (side.community.code,),
    "portal:receipt": lambda side: (side.things["told"].teller.receipt,),
    "portal:verdict": lambda side: (side.things["told"].teller.receipt,),
    "portal:where": lambda side: (side.things["told"].teller.receipt,),
    "portal:where-picture": lambda side: (side.things["told"].teller.receipt, "map"),
    "privacy:notice": _always("feedback"),
    "privacy:paper": _always("feedback", "pdf"),
    "public-feedback:receipt": _of("opinion"),
    # allauth's own
    "openid_connect_login": _always("district"),
    "openid_connect_callback": _always("district"),
    "mfa_remove_webauthn": _always(1),
}

BY_AREA = frozenset({"indicators:board", "indicators:indicator", "indicators:records", "indicators:export"})
"""Addresses that take the side as ``?area=``."""


def address(name: str, side: Side) -> str:
    """Where the thing of this side stands. Raises KeyError for an address that needs arguments nobody gave."""
    takes = ROUTES[name]
    found = reverse(name, args=ARGUMENTS[name](side)) if takes else reverse(name)
    return f"{found}?area={side.community.code}" if name in BY_AREA else found


def _routes(patterns: list[URLPattern | URLResolver], space: str, outer: bool) -> Iterator[tuple[str, bool]]:
    for entry in patterns:
        takes = outer or bool(entry.pattern.regex.groups)
        if isinstance(entry, URLResolver):
            inner = f"{entry.namespace}:" if entry.namespace else space
            yield from _routes(entry.url_patterns, inner, takes)
        elif entry.name:
            yield f"{space}{entry.name}", takes


def routes() -> Mapping[str, bool]:
    """Every named address → whether it takes arguments."""
    return dict(_routes(get_resolver().url_patterns, "", outer=False))


ROUTES = routes()


def _report(area: Area) -> Any:
    return drafting.start_report(
        actor=SYSTEM,
        area=area,
        period=PERIOD,
        rhythm=Rhythm.TO_DATE,
        title="工作报告",
        organ="社会工作部",
        wordings=[drafting.Wording(Part.Level.SECTION, "一件", "共调解{{mediation.cases_mediated:1起}}。")],
    )


def _side(territory: Territory, number: int) -> Side:
    side = Side(territory.streets[number // 2], territory.communities[number])
    side.things["case"] = closed_case(territory, community=side.community)
    side.things |= disputes.things_of(territory, side.community)
    side.things["posting"] = postings.posted(territory, side.community)
    side.things["objection"] = objections.object_to(
        actor=NOBODY, posting=side.things["posting"], text=f"第{number}笔支出是什么？"
    )
    side.things["report"] = _report(side.community)
    side.things |= _told(side)
    side.things["import"] = ImportRun.everything.create(
        kind=ROLL.kind, area=side.community, rows=1, written=0, known=0, bad=1, wrong=1,
        mistakes=[[2, "职务", "没有这个职务。"]], digest="a" * 64,
    )  # fmt: skip
    return side


def _told(side: Side) -> dict[str, Any]:
    """A matter of the community with a part given below and a photograph."""
    told = intake.tell(actor=SYSTEM, text="路灯不亮", area=side.community, source=Source.COUNTER)
    told = moving.accept(actor=SYSTEM, request=told, kind=RequestKind.everything.get(code="property-3"))
    (task,) = tasks.dispatch(actor=SYSTEM, request=told, areas=(side.community.children.get(kind="section"),))
    row = RequestAttachment.everything.create(
        request=told, media="png", title="灯.png", size=1, key=f"aaaaaaaaaaaaaa{told.ref}"
    )
    return {"told": told, "task": task, "photograph": row}


def _person(side: Side, territory: Territory, number: int) -> None:
    """Somebody kept here with a number and a consent, a door, and a request about their data."""
    person = territory.person(side.community)
    keep_phone(owner=person, number=f"1381234204{number}")
    household = territory.household(number)
    household.contact_consent_on = household.valid_from
    household.save()
    keep_phone(owner=household, number=f"1391234204{number}")
    day = household.valid_from
    tag = HouseholdTag.everything.create(
        household=household,
        kind=TagKind.everything.get(code="alone"),
        ground="consent",
        consent_way="spoken",
        valid_from=day,
        valid_to=day.replace(year=day.year + 20),
    )
    side.things |= {"person": person, "household": household, "tag": tag}
    side.things["request"] = ask(actor=SYSTEM, owner=person, kind=RightsKind.COPY, way=Way.COUNTER)


def _led(side: Side, territory: Territory, number: int) -> None:
    """What the grid keeps there, and the line of a lead about a visit."""
    if not Appointment.everything.filter(area=territory.neighbourhoods[number]).exists():
        territory.account(Post.NEIGHBOUR_LEAD, territory.neighbourhoods[number])
    post = Appointment.everything.get(area=territory.neighbourhoods[number], post=Post.NEIGHBOUR_LEAD)
    place = Place(
        community=side.community,
        group=territory.groups[number],
        neighbourhood=territory.neighbourhoods[number],
        estate=territory.estates[number],
        lead=leads.lead(territory, appointment=post),
        sender=actor_for(territory.account(Post.STREET_OFFICER, side.street)),
    )
    side.things |= things_of(place)
    side.things["visit"] = Visit.everything.create(appointment=post, day=DAY, how=How.LOOK)


def _own(side: Side, account: Account) -> None:
    """What belongs to one account alone."""
    actor = actor_for(account)
    assert account.person is not None
    side.things |= {"account": account, "worker": account.person}
    side.things["post"] = Appointment.everything.get(person=account.person)
    side.things["consent"] = give_consent(
        actor=SYSTEM,
        person=account.person,
        purpose=Purpose.SHOW_ON_BOARD,
        text_version="1",
        way="paper",
        day=DAY,
    )
    side.things["own request"] = ask(actor=actor, owner=account.person, kind=RightsKind.COPY)
    side.things["opinion"] = feedback.give(kind="idea", text=f"字大一点 {side.community.code}")
    side.things["approval"] = approving.ask(
        actor=actor, kind=KIND.code, area=side.community, reason="试一试", target=side.things["posting"]
    )
    tell(accounts=[account], kind="inbox.digest", data={"count": 1, "what": "试一试"})
    side.things["message"] = Message.everything.filter(account=account).latest("pk")
    side.things["view"] = SavedView.everything.create(
        account=account, register="dispute-case", name="我的", query="area=1"
    )
    client = Client()
    client.force_login(account)
    client.get(reverse("desk:register-export", args=("dispute-case", "csv")))
    side.things["export"] = Export.everything.get(account=account)


def build_stage(territory: Territory) -> Stage:
    """Everything, through the services. The clock should stand at the demo's day."""
    if KIND.code not in {kind.code for kind in approvals.all_kinds()}:
        approvals.register(KIND)
    own, elsewhere = _side(territory, 0), _side(territory, 2)
    _person(own, territory, 0)
    _person(elsewhere, territory, 2)
    places = {
        area.kind: area
        for area in (
            territory.district,
            own.street,
            own.community,
            territory.sections[0],
            territory.groups[0],
            territory.neighbourhoods[0],
            territory.micro_grids[0],
        )
    }
    accounts = {post: territory.account(post, places[AREA_KIND_OF[post]]) for post in Post}
    _led(own, territory, 0)
    _led(elsewhere, territory, 2)
    _own(own, accounts[Post.COMMUNITY_OFFICER])
    _own(elsewhere, territory.account(Post.COMMUNITY_OFFICER, elsewhere.community))
    return Stage(territory, own, elsewhere, accounts)
