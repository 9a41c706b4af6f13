"""What is said once holds once: a yes to extend, a clause that is performed, a visit made in its time, a number."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from linli.access.actor import SYSTEM
from linli.mediation.models import Clause, Draw, FollowUp, Matter, PartyConsent
from linli.mediation.services import cases, draws, follow_ups, parties, performing
from linli.mediation.services.follow_ups import Seen
from linli.mediation.services.telling import noon
from linli.people.models import Post
from linli.workflow.deadlines import Unit
from linli.workflow.models import ClockRuleOverride
from tests.mediation.rows import notable
from tests.mediation.walk import DAY, Walk, walk
from tests.territory import Territory

DUE, LATEST = date(2024, 7, 3), date(2024, 8, 3)
SEEN = Seen(visited="双方", cause="履行", performed_percent=100, satisfaction="satisfied", by="周敏")


def _yes(found: Walk, *until: date, on: date = DAY) -> None:
    for party, day in zip(found.parties, until, strict=True):
        parties.answer(
            actor=SYSTEM, party=party, matter=Matter.EXTENSION, given=True, on=on, until=day
        )  # fmt: skip


def _extend(found: Walk, until: date, on: date = DAY) -> None:
    cases.extend_case(actor=SYSTEM, case=found.case, until=until, on=on)


# --- 5 ---------------------------------------------------------------------------------------------------------
def test_an_extension_is_no_longer_than_the_clock_and_than_each_said(territory: Territory) -> None:
    found = walk(territory).informed()
    _yes(found, date(2024, 7, 20), date(2099, 1, 1))
    with pytest.raises(ValidationError, match="一次最多再延 1 个月，到 2024-08-03"):
        _extend(found, date(2099, 1, 1))
    with pytest.raises(ValidationError, match="最早是延长到 2024-07-20，2024-07-21 超过了"):
        _extend(found, date(2024, 7, 21))
    for early in (DUE, DAY):
        with pytest.raises(ValidationError, match="不算延长"):
            _extend(found, early)
    _extend(found, date(2024, 7, 20))
    found.case.refresh_from_db()
    assert found.case.due_on == date(2024, 7, 20)


def test_a_yes_is_used_up_and_a_second_extension_asks_anew(territory: Territory) -> None:
    found = walk(territory).informed()
    _yes(found, LATEST, LATEST)
    _extend(found, date(2024, 7, 20))
    with pytest.raises(ValidationError, match="有 2 方的同意已经用于上一次延长"):
        _extend(found, LATEST)
    _yes(found, date(2024, 8, 1), date(2024, 8, 1), on=date(2024, 7, 10))
    _extend(found, date(2024, 8, 1), on=date(2024, 7, 10))
    assert set(PartyConsent.everything.filter(matter=Matter.EXTENSION).values_list("used_on", flat=True)) == {
        date(2024, 7, 10)
    }


def test_a_yes_to_extend_says_until_when_and_no_other_does(territory: Territory) -> None:
    found = walk(territory).informed()
    party = found.parties[0]
    with pytest.raises(ValidationError, match="要写明延长到哪一天"):
        parties.answer(actor=SYSTEM, party=party, matter=Matter.EXTENSION, given=True, on=DAY)
    with pytest.raises(ValidationError, match="现在的期限就是 2024-07-03，同意延长到 2024-06-20 不算延长"):
        _yes(found, date(2024, 6, 20), LATEST)
    _yes(found, LATEST, LATEST)
    rows = PartyConsent.everything.filter(party=party)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.filter(matter=Matter.MEDIATION).update(until=LATEST)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.filter(matter=Matter.EXTENSION).update(until=None, used_on=DAY)


def test_a_yes_of_before_that_rule_is_asked_for_its_day(territory: Territory) -> None:
    found = walk(territory).informed()
    _yes(found, LATEST, LATEST)
    PartyConsent.everything.filter(matter=Matter.EXTENSION).update(until=None)
    with pytest.raises(ValidationError, match="没有说同意延长到哪一天"):
        _extend(found, LATEST)


def test_how_long_is_the_district_s_to_set(territory: Territory) -> None:
    found = walk(territory).informed()
    ClockRuleOverride.everything.create(
        code="mediation.extend", amount=2, unit="month", basis="区内约定", valid_from=DAY - timedelta(days=1)
    )
    _yes(found, date(2024, 9, 3), date(2024, 9, 3))
    with pytest.raises(ValidationError, match="最多再延 2 个月"):
        _extend(found, date(2024, 9, 4))
    _extend(found, date(2024, 9, 3))
    found.case.refresh_from_db()
    assert found.case.due_on == date(2024, 9, 3)


@pytest.mark.parametrize("unit", Unit)
def test_no_unit_the_district_once_set_breaks_a_page(
    territory: Territory, standing_clock: datetime, client: Client, unit: Unit
) -> None:
    for code in ("mediation.extend", "mediation.settle", "mediation.follow_up.first"):
        ClockRuleOverride.everything.create(
            code=code, amount=30, unit=unit, basis="区内约定", valid_from=DAY - timedelta(days=1)
        )
    account = territory.account(Post.COMMUNITY_OFFICER, territory.community)
    found = walk(territory).informed().kept_by(account)
    client.force_login(account)
    assert client.get(reverse("mediation:act", args=(found.case.ref, "extend"))).status_code == 200
    found.case.refresh_from_db()
    assert found.case.due_on is not None
    found.agreed()


def test_the_page_of_an_extension_offers_what_all_said(
    territory: Territory, standing_clock: datetime, client: Client
) -> None:
    account = territory.account(Post.COMMUNITY_OFFICER, territory.community)
    found = walk(territory).informed().kept_by(account)
    client.force_login(account)
    ask = reverse("mediation:act", args=(found.case.ref, "answer"))
    for party, until in zip(found.parties, ("2024-08-03", "2024-07-20"), strict=True):
        said = {"party": party.ref, "matter": "extension", "given": "yes", "way": "paper", "on": "2024-06-03"}
        assert client.post(ask, said).status_code == 409, "a yes says until when"
        assert client.post(ask, said | {"matter": "public", "until": until}).status_code == 409
        assert client.post(ask, said | {"until": until}).status_code == 302
    address = reverse("mediation:act", args=(found.case.ref, "extend"))
    page = client.get(address).content.decode()
    assert "2024-07-20" in page
    assert "最多延长到2024年8月3日" in page
    assert client.post(address, {"until": "2099-01-01"}).status_code == 409
    assert client.post(address, {"until": "2024-07-20"}).status_code == 302


# --- 11, 16 ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("risk", "measures", "said"),
    [("又吵了", "", "写了隐患的，要写采取了什么措施"), ("", "约定了时段", "写了措施的，也要写明有什么隐患")],
)
def test_a_risk_has_a_measure_and_a_measure_a_risk(
    territory: Territory, risk: str, measures: str, said: str
) -> None:
    found = walk(territory).informed()
    found.agreed()
    visit = FollowUp.everything.select_related("case").order_by("serial")[0]
    seen = Seen(
        visited="双方", cause="履行", performed_percent=50, satisfaction="fairly", by="周敏", risk=risk,
        measures=measures,
    )  # fmt: skip
    with pytest.raises(ValidationError, match=said):
        follow_ups.note_follow_up(actor=SYSTEM, follow_up=visit, seen=seen, on=visit.due_on)
    with pytest.raises(IntegrityError), transaction.atomic():
        FollowUp.everything.filter(pk=visit.pk).update(risk=risk, measures=measures)


def test_a_visit_is_not_made_weeks_before_its_day(territory: Territory) -> None:
    found = walk(territory).informed()
    found.agreed()
    for visit in FollowUp.everything.select_related("case").order_by("serial"):
        with pytest.raises(ValidationError, match="最多提前 3 天"):
            follow_ups.note_follow_up(
                actor=SYSTEM, follow_up=visit, seen=SEEN, on=visit.due_on - timedelta(days=4)
            )
        follow_ups.note_follow_up(
            actor=SYSTEM, follow_up=visit, seen=SEEN, on=visit.due_on - timedelta(days=3)
        )


def test_nobody_pays_more_than_is_owed_or_after_all_is_done(territory: Territory) -> None:
    found = walk(territory).informed()
    clause = Clause.everything.select_related("agreement__case").get(agreement=found.agreed())
    told = {"actor": SYSTEM, "clause": clause, "done_on": DAY, "evidence": "收条"}
    with pytest.raises(ValidationError, match=r"第1条写的是 1,200\.00 元，这次 999,999\.00 元，多了"):
        performing.note_performance(amount_fen=99_999_900, **told)  # type: ignore[arg-type]  # one set
    performing.note_performance(amount_fen=100_000, is_complete=False, **told)  # type: ignore[arg-type]  # one set
    with pytest.raises(ValidationError, match=r"已经记了 1,000\.00 元，这次 200\.01 元"):
        performing.note_performance(amount_fen=20_001, **told)  # type: ignore[arg-type]  # one set
    performing.note_performance(amount_fen=20_000, **told)  # type: ignore[arg-type]  # one set
    with pytest.raises(ValidationError, match="已在 2024-06-03 履行完"):
        performing.note_performance(**told)  # type: ignore[arg-type]  # one set


# --- 13 --------------------------------------------------------------------------------------------------------
def test_no_number_that_is_known_already_decides_a_draw(territory: Territory) -> None:
    found = walk(territory).informed()
    pool = [notable(territory) for _ in range(4)]

    def close(seed_on: date) -> Draw:
        return draws.close_pool(
            actor=SYSTEM, case=found.case, pool=pool, size=2, seed_source="收盘指数", seed_on=seed_on, at=noon(DAY)
        )  # fmt: skip

    for known in (DAY - timedelta(days=1), DAY):
        with pytest.raises(ValidationError, match=f"名单在 {DAY} 封存，这个数在 {known} 就有了"):
            close(known)
    with pytest.raises(ValidationError, match="太远"):
        close(DAY + timedelta(days=61))
    closed = close(DAY + timedelta(days=3))
    with pytest.raises(ValidationError, match="2024-06-06 才公布，今天是 2024-06-05，还不能抽"):
        draws.draw_members(actor=SYSTEM, draw=closed, seed="1", at=noon(DAY + timedelta(days=2)))
    drawn, _ = draws.draw_members(actor=SYSTEM, draw=closed, seed="1", at=noon(DAY + timedelta(days=3)))
    assert drawn.drawn


def test_the_public_page_says_when_the_number_appears(
    territory: Territory, standing_clock: datetime, client: Client
) -> None:
    account = territory.account(Post.COMMUNITY_OFFICER, territory.community)
    found = walk(territory).informed().kept_by(account).through("match", "visit")
    for _ in range(4):
        notable(territory)
    client.force_login(account)
    address = reverse("mediation:act", args=(found.case.ref, "draw"))
    page = client.get(address).content.decode()
    assert 'name="seed_on" value="2024-10-31"' in page
    assert "linli demo --advance 1" in page, "the clock of a demo stands still, and the page says so"
    sent = {"size": "2", "seed_source": "我昨天记下的数", "seed_on": "2024-10-29"}
    assert client.post(address, sent).status_code == 409
    assert client.post(address, sent | {"seed_on": "2024-10-31"}).status_code == 302
    assert "2024年10月31日才公布" in client.get(address).content.decode()
    assert client.post(address, {"seed": "1"}).status_code == 409
    public = client.get(reverse("mediation-public:draw", args=(Draw.everything.get().ref,)))
    assert "2024年10月31日" in public.content.decode()
