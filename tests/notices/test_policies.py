"""The whole cast × states × acts: who may do what to a posting, and when the table allows it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from linli.access.actor import NOBODY, SYSTEM, Actor
from linli.notices.models import Posting
from linli.notices.policies import POLICIES, require
from linli.notices.services import objections, postings
from linli.notices.services.kinds import set_minimum
from linli.notices.states import POSTING
from linli.people.models import Post
from linli.workflow.machines import TransitionRefused
from tests.notices import rows
from tests.territory import Territory

pytestmark = pytest.mark.usefixtures("standing_clock")

MAY, MAY_NOT = True, False
CAST: dict[str, tuple[Callable[[Territory], Actor], bool]] = {
    "district": (lambda t: t.actor(Post.DISTRICT_OFFICER, t.district), MAY),
    "own street": (lambda t: t.actor(Post.STREET_OFFICER, t.streets[0]), MAY),
    "other street": (lambda t: t.actor(Post.STREET_OFFICER, t.streets[1]), MAY_NOT),
    "secretary": (lambda t: t.actor(Post.COMMUNITY_SECRETARY, t.communities[0]), MAY),
    "officer": (lambda t: t.actor(Post.COMMUNITY_OFFICER, t.communities[0]), MAY),
    "other community": (lambda t: t.actor(Post.COMMUNITY_OFFICER, t.communities[1]), MAY_NOT),
    "group lead": (lambda t: t.actor(Post.GROUP_LEAD, t.groups[0]), MAY_NOT),
    "neighbour lead": (lambda t: t.actor(Post.NEIGHBOUR_LEAD, t.neighbourhoods[0]), MAY_NOT),
    "auditor": (lambda t: t.actor(Post.AUDITOR, t.district), MAY_NOT),
    "nobody": (lambda _: NOBODY, MAY_NOT),
    "system": (lambda _: SYSTEM, MAY),
}
STATES: dict[str, Callable[[Territory], Posting]] = {
    "drafted": rows.drafted,
    "posted": rows.posted,
    "withdrawn": rows.withdrawn,
    "ended": rows.ended,
}


def _edit(actor: Actor, posting: Posting) -> object:
    return postings.edit(
        actor=actor, posting=posting, kind=posting.kind, area=posting.area, content=rows.content()
    )


ACTS: dict[str, tuple[Callable[[Actor, Posting], Any], set[str]]] = {
    "edit": (_edit, {"drafted"}),
    "discard": (lambda a, p: postings.discard(actor=a, posting=p), {"drafted"}),
    "post": (lambda a, p: postings.post(actor=a, posting=p), {"drafted"}),
    "extend": (
        lambda a, p: postings.extend(actor=a, posting=p, until=date(2024, 12, 1), reason="多看几天。"),
        {"posted"},
    ),
    "withdraw": (lambda a, p: postings.withdraw(actor=a, posting=p, reason="写错了。"), {"posted"}),
    "ask": (lambda a, p: objections.object_to(actor=a, posting=p, text="为什么？"), {"posted"}),
}


@pytest.mark.parametrize("who", CAST)
@pytest.mark.parametrize("act", ACTS)
def test_cast_by_states(territory: Territory, who: str, act: str) -> None:
    actor, may = CAST[who][0](territory), CAST[who][1]
    if who == "nobody" and act == "ask":
        may = MAY
    do, lawful = ACTS[act]
    for state, make in STATES.items():
        posting = make(territory)
        if not may:
            with pytest.raises(PermissionDenied):
                do(actor, posting)
        elif state in lawful:
            do(actor, posting)
        else:
            with pytest.raises(TransitionRefused) as refused:
                do(actor, posting)
            assert refused.value.what
            assert refused.value.todo


@pytest.mark.parametrize("who", CAST)
def test_who_answers(territory: Territory, who: str) -> None:
    asked = objections.object_to(actor=NOBODY, posting=rows.posted(territory), text="为什么？")
    actor, may = CAST[who][0](territory), CAST[who][1]
    if may:
        assert objections.answer(actor=actor, objection=asked, text="因为。").answered_at
    else:
        with pytest.raises(PermissionDenied):
            objections.answer(actor=actor, objection=asked, text="因为。")


@pytest.mark.parametrize("who", CAST)
def test_only_the_district_sets_the_minimum(territory: Territory, who: str) -> None:
    actor = CAST[who][0](territory)
    if who in ("district", "system"):
        set_minimum(actor=actor, district=territory.district, kind=rows.kind("leads"), minimum=6)
    else:
        with pytest.raises(PermissionDenied):
            set_minimum(actor=actor, district=territory.district, kind=rows.kind("leads"), minimum=6)


def test_nobody_closes_by_hand(territory: Territory) -> None:
    rows.posted(territory)
    rows.days_later(20)
    with pytest.raises(PermissionDenied, match="满了天数自动期满"):
        postings.close_expired(actor=territory.actor(Post.DISTRICT_OFFICER, territory.district))


def test_the_table_names_known_policies_only() -> None:
    assert {transition.policy for transition in POSTING.transitions} <= POLICIES.keys()
    with pytest.raises(LookupError):
        require(SYSTEM, None, "notices.nothing")  # type: ignore[arg-type]
