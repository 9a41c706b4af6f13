"""Requests in every state, made through the services, in the small district."""

from dataclasses import dataclass
from typing import Any

from linli.access.actor import NOBODY, Actor, actor_for
from linli.grid.requests.models import AnswerWay, Request, RequestKind, Source, Wish
from linli.grid.requests.services import intake
from linli.grid.requests.services.intake import About, Told
from linli.orgs.models import Area, Organisation, OrganisationKind
from linli.people.models import Post
from tests.territory import Territory

SENTENCE = "5栋前面的污水井又返水了"


@dataclass
class Loop:
    """Everybody from the door to the department, on the first community's side."""

    territory: Territory
    kind: RequestKind
    neighbour: Actor
    group: Actor
    section: Actor
    community: Actor
    street: Actor
    district: Actor
    department: Actor
    unit: Organisation

    def tell(self, text: str = SENTENCE, **about: Any) -> Request:
        """Told by the neighbour lead for somebody who may be named and wants a call."""
        values: dict[str, Any] = {"neighbourhood": self.territory.neighbourhoods[0]} | about
        return intake.tell(
            actor=self.neighbour,
            text=text,
            area=self.territory.community,
            source=Source.LEAD,
            told=Told(
                wish=Wish.NAMED, called="王女士", phone="13812342046", way=AnswerWay.PHONE, on_behalf=True
            ),
            about=About(**values),
        )

    def tell_without_place(self, text: str = SENTENCE) -> Request:
        """Told by somebody without an account who did not say where: it begins with the district."""
        told = Told(phone="13812342046", way=AnswerWay.PHONE)
        return intake.tell(
            actor=NOBODY, text=text, area=self.territory.district, source=Source.RESIDENT, told=told
        )

    def at(self, level: str) -> Actor:
        """Who has a request of this level."""
        actors = {
            "neighbourhood": self.neighbour,
            "group": self.group,
            "section": self.section,
            "community": self.community,
            "street": self.street,
            "district": self.district,
        }
        return actors[level]


def build_loop(territory: Territory) -> Loop:
    """A kind, a department with somebody in it, and a lead at every level."""
    t = territory
    kind = RequestKind.everything.get(code="hygiene-3")
    unit = t.organisation(t.district, OrganisationKind.DEPARTMENT)
    drains = t.account_in(unit)

    def actor(post: Post, area: Area) -> Actor:
        return actor_for(t.account(post, area))

    return Loop(
        territory=t,
        kind=kind,
        neighbour=actor(Post.NEIGHBOUR_LEAD, t.neighbourhoods[0]),
        group=actor(Post.GROUP_LEAD, t.groups[0]),
        section=actor(Post.SECTION_LEAD, t.sections[0]),
        community=actor(Post.COMMUNITY_OFFICER, t.community),
        street=actor(Post.STREET_OFFICER, t.streets[0]),
        district=actor(Post.DISTRICT_OFFICER, t.district),
        department=actor_for(drains),
        unit=unit,
    )
