"""The demo's mediation committees: one in each community, in its third term, with the mediators it appointed."""

from dataclasses import dataclass
from datetime import date, timedelta

from linli.common.clock import add_months
from linli.common.world import Place, World
from linli.mediation.models import Committee, CommitteeMember, CommitteeTerm, Mediator, Office

FOUNDED = date(2016, 12, 20)
TERMS = (date(2016, 12, 20), date(2019, 12, 18), date(2022, 12, 16))
KNOWS = ("大专，司法所培训合格", "高中，退休教师", "大专，物业管理十二年", "本科，社区工作者", "高中，老支书")


@dataclass(frozen=True)
class Seated:
    """Who of a committee a case needs: its id, its chair, a woman of it."""

    committee: int
    chair: int
    woman: int


def mark_of(place: Place) -> str:
    """One character of the community's own name."""
    return place.name[0]


def build(world: World) -> dict[int, Seated]:
    """By community."""
    rng = world.rng("mediation.committees")
    committees, terms, members, mediators = [], [], [], []
    found: dict[int, Seated] = {}
    for place in world.of_kind("community"):
        key = world.writer.next_id(Committee)
        committees.append((key, place.id, f"{place.name}人民调解委员会", mark_of(place), FOUNDED))
        chosen = [day + timedelta(days=rng.randint(0, 9)) for day in TERMS]
        for number, day in enumerate(chosen, start=1):
            term = world.writer.next_id(CommitteeTerm)
            until = chosen[number] if number < len(chosen) else add_months(day, 36)
            told = day + timedelta(days=rng.randint(5, 20))
            terms.append((term, key, number, day, until, "居民代表会议", told))
        people = [
            world.person(place.id, sex=sex)
            for sex in ("m", "f", *rng.choices("mf", k=rng.choice((1, 3, 3, 5))))
        ]
        chair, woman, *rest = people
        begun, reported = terms[-1][3], terms[-1][6]
        for person, office in (
            (chair, Office.CHAIR),
            (woman, Office.DEPUTY),
            *((p, Office.MEMBER) for p in rest),
        ):
            members.append((terms[-1][0], person, office.value, begun, reported))
        mediators += [(key, person, False, rng.choice(KNOWS), begun) for person in (chair, woman)]
        mediators.append((key, world.person(place.id, phone=True), True, rng.choice(KNOWS), begun))
        found[place.id] = Seated(key, chair, woman)
    write = world.writer.write
    write(Committee, ("id", "community_id", "name", "mark", "valid_from"), committees)
    fields = ("id", "committee_id", "number", "valid_from", "valid_to", "chosen_at", "reported_on")
    write(CommitteeTerm, fields, terms)
    write(CommitteeMember, ("term_id", "person_id", "office", "valid_from", "reported_on"), members)
    write(Mediator, ("committee_id", "person_id", "is_full_time", "knows", "valid_from"), mediators)
    return found
