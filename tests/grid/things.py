"""One of everything the grid keeps, in one community: for tests that open every address.

What needs history (a posting that ran out) is written as rows; the rest goes through the services.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from linli.access.actor import NOBODY, SYSTEM, Actor
from linli.common.uploads import PNG
from linli.grid.broadcasts import services as broadcasting
from linli.grid.broadcasts.models import BroadcastDoor, BroadcastKind
from linli.grid.broadcasts.services import Said
from linli.grid.leads import boards, choosing, honours
from linli.grid.models import (
    DutyItem,
    HonourLevel,
    Lead,
    NoticeBoard,
    PetitionReview,
    ProducedBy,
    Route,
    StandardText,
)
from linli.grid.requests.models import Round, Source
from linli.grid.requests.services import branches, intake
from linli.grid.requests.services.intake import About, Accused
from linli.orgs.models import Area, Organisation, OrganisationKind
from linli.people.models import Appointment, Person, Post
from tests.common.test_uploads import png

DAY = date(2024, 10, 8)


@dataclass(frozen=True)
class Place:
    """One community, with a group, a neighbourhood, an estate, and whoever leads the neighbourhood."""

    community: Area
    group: Area
    neighbourhood: Area
    estate: Area
    lead: Lead
    sender: Actor


def things_of(place: Place) -> dict[str, Any]:
    """Name → record: candidacy, lead, representative, board, nomination, broadcast, door, secret, route, words, duty,
    petition, review."""
    return _of_leads(place) | _of_requests(place) | _of_rules(place)


def _person(place: Place, name: str) -> Person:
    return Person.everything.create(name=name, area=place.community)


def _board(place: Place) -> NoticeBoard:
    """With a photograph."""
    board = boards.register(
        actor=SYSTEM,
        estate=place.estate,
        place="南门",
        office_phone="0730-8610000",
        supervision_phone="0730-8619999",
        day=DAY,
    )
    boards.keep_photo(actor=SYSTEM, board=board, kind=PNG, data=png(), day=DAY)
    return board


def _of_leads(place: Place) -> dict[str, Any]:
    appointment: Appointment = place.lead.appointment
    return {
        "lead": place.lead,
        "lead's post": appointment,
        "candidacy": choosing.propose(
            actor=SYSTEM,
            person=_person(place, "王建国"),
            post=Post.GROUP_LEAD,
            area=place.group,
            produced_by=ProducedBy.RESIDENTS,
            proposer="居民小组会",
            day=DAY,
        ),
        "representative": choosing.register_representative(
            actor=SYSTEM, person=_person(place, "陈秀兰"), area=place.group, day=DAY, basis="居民小组会推选"
        ),
        "board": _board(place),
        "nomination": honours.nominate(
            actor=SYSTEM,
            appointment=appointment,
            year=2024,
            level=HonourLevel.DISTRICT,
            proposer=place.community.name,
            deeds="常年照看独居老人",
            day=DAY,
        ),
    }


def _of_requests(place: Place) -> dict[str, Any]:
    petition = intake.tell(actor=SYSTEM, text="要求复查拆迁补偿", area=place.community, source=Source.COUNTER)
    petition = branches.take_as_petition(actor=SYSTEM, request=petition)
    secret = intake.tell(
        actor=NOBODY,
        text="有人收钱办事",
        area=place.community,
        source=Source.RESIDENT,
        about=About(accused=Accused(area=place.community)),
    )
    said = Said(kind=BroadcastKind.FLOOD, text="今晚涨水，请转到高处。", areas=[place.community])
    broadcast: Any = broadcasting.send(actor=place.sender, said=said)
    door = BroadcastDoor.everything.filter(broadcast=broadcast).first()
    review = PetitionReview.everything.create(
        request=petition, round=Round.REVIEW, organ=place.community, asked_on=DAY, words="别处补了"
    )
    found = {"petition": petition, "review": review, "secret": secret}
    return found | {"broadcast": broadcast, "door": door}


def _of_rules(place: Place) -> dict[str, Any]:
    district = Area.everything.get(kind="district")
    unit = Organisation.everything.create(
        kind=OrganisationKind.DEPARTMENT,
        name=f"{place.community.name}对口部门",
        area=district,
        valid_from=DAY,
    )
    number = place.community.code[-6:]
    return {
        "route": Route.everything.create(area=place.community, unit=unit, valid_from=DAY),
        "words": StandardText.everything.create(area=district, verb="answer", text=f"已办好（{number}）。"),
        "duty": DutyItem.everything.create(
            area=district, number=f"D{number}", name="协助统计", valid_from=DAY
        ),
    }
