"""A candidate who goes no further, and the checklist in its wordings."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models, transaction
from django.test import Client
from django.urls import reverse

from linli.access.actor import SYSTEM
from linli.audit.models import Act
from linli.common.clock import stand_at
from linli.grid.leads import choosing
from linli.grid.leads.services import set_standard, standard_on
from linli.grid.models import Candidacy, Lead, LeaderAdjustment, ProducedBy, SelectionStandard
from linli.notices.loading import load_missing_kinds
from linli.notices.services.objections import answer, object_to
from linli.notices.services.postings import withdraw
from linli.people.models import Post
from linli.workflow.machines import TransitionRefused
from tests.grid import rows
from tests.territory import Territory

START, LATER = date(2024, 10, 8), date(2024, 10, 30)
CITY = "区委社会工作部文件（2024年9月）"


def _at(day: date) -> None:
    stand_at(datetime(day.year, day.month, day.day, 4, 0, tzinfo=UTC))


@pytest.fixture
def posted(territory: Territory) -> Candidacy:
    """Proposed, assessed and posted on 8 October."""
    load_missing_kinds()
    rows.standard(territory)
    _at(START)
    found = choosing.propose(
        actor=SYSTEM,
        person=territory.person(name="王建国"),
        post=Post.NEIGHBOUR_LEAD,
        area=territory.neighbourhoods[0],
        produced_by=ProducedBy.RESIDENTS,
        proposer="居民小组会",
        day=START,
    )
    choosing.assess(actor=SYSTEM, candidacy=found, meets=True, assessor=territory.person(), day=START)
    choosing.put_up(actor=SYSTEM, candidacy=found)
    found.refresh_from_db()
    return found


@pytest.mark.parametrize("ending", choosing.Ending)
def test_a_posted_candidate_goes_no_further_and_the_posting_says_so(
    posted: Candidacy, ending: choosing.Ending, client: Client
) -> None:
    posting = choosing.posting_of(posted)
    assert posting is not None
    with pytest.raises(ValidationError, match="撤回要写明理由"):
        choosing.drop(actor=SYSTEM, candidacy=posted)
    choosing.drop(actor=SYSTEM, candidacy=posted, ending=ending)
    posted.refresh_from_db()
    posting.refresh_from_db()
    assert (posted.state, posting.state, posting.withdrawal_reason) == ("dropped", "withdrawn", ending.label)
    assert ending.label in client.get(reverse("postings:posting", args=(posting.ref,))).content.decode()
    _at(LATER)
    with pytest.raises(TransitionRefused):
        choosing.put_in_office(
            actor=SYSTEM, candidacy=posted, day=LATER, decision="会议", decided_on=date(2024, 10, 29)
        )
    assert not Lead.everything.exists()
    told = "".join(str(act.data) for act in Act.everything.all())
    assert ending.label not in told, "why is in the posting's place alone"


def test_withdrawn_by_a_slip_it_is_posted_once_more(posted: Candidacy) -> None:
    with pytest.raises(ValidationError, match="不用再公示"):
        choosing.put_up(actor=SYSTEM, candidacy=posted)
    posting = choosing.posting_of(posted)
    assert posting is not None
    withdraw(actor=SYSTEM, posting=posting, reason="姓名写错")
    _at(LATER)
    with pytest.raises(ValidationError, match="已经撤回"):
        choosing.put_in_office(
            actor=SYSTEM, candidacy=posted, day=LATER, decision="会议", decided_on=date(2024, 10, 29)
        )
    again = choosing.put_up(actor=SYSTEM, candidacy=posted)
    assert choosing.posting_of(posted) == again


def test_an_objection_is_answered_before_office(posted: Candidacy) -> None:
    posting = choosing.posting_of(posted)
    assert posting is not None
    said = object_to(
        actor=SYSTEM, posting=posting, text="他不常住这里。", asker="", contact="", is_public=True
    )
    _at(LATER)
    office: dict[str, Any] = {"day": LATER, "decision": "会议", "decided_on": date(2024, 10, 29)}
    with pytest.raises(ValidationError, match="没有答复"):
        choosing.put_in_office(actor=SYSTEM, candidacy=posted, **office)
    answer(actor=SYSTEM, objection=said, text="已核实，住在这里。")
    lead = choosing.put_in_office(actor=SYSTEM, candidacy=posted, **office)
    assert LeaderAdjustment.everything.get().after == lead


def test_the_candidate_is_dropped_on_the_desk(
    posted: Candidacy, territory: Territory, client: Client
) -> None:
    client.force_login(territory.account(Post.COMMUNITY_SECRETARY, territory.community))
    address = reverse("leads:step", args=(posted.ref, "drop"))
    assert "一并撤回" in client.get(address).content.decode()
    assert client.post(address, {}).status_code == 409
    assert client.post(address, {"ending": "withdrew"}).status_code == 302
    page = client.get(reverse("leads:candidacy", args=(posted.ref,))).content.decode()
    assert "不再推荐" in page
    assert client.get(address).status_code == 404


# --- the checklist ----------------------------------------------------------------------------------------
def test_what_was_assessed_keeps_its_wording(territory: Territory, posted: Candidacy) -> None:
    old = rows.standard(territory)
    new = set_standard(
        actor=SYSTEM,
        area=territory.district,
        items=[{"group": "一无", "text": "无违法犯罪记录"}],
        day=date(2024, 10, 9),
        basis=CITY,
    )
    old.refresh_from_db()
    posted.refresh_from_db()
    assert (standard_on(START), standard_on(date(2024, 10, 9))) == (old, new)
    assert (posted.standard, old.items) == (old, [{"group": "五有", "text": "有热情"}])
    breaches: list[dict[str, Any]] = [{"items": []}, {"basis": "别的"}, {"valid_from": START}]
    for breach in breaches:
        with pytest.raises(IntegrityError), transaction.atomic():
            SelectionStandard.everything.filter(pk=old.pk).update(**breach)
    with pytest.raises(IntegrityError), transaction.atomic():
        SelectionStandard.everything.filter(pk=new.pk).delete()
    for day, words in ((date(2024, 10, 7), "从今天或以后"), (date(2024, 10, 9), "要更晚")):
        with pytest.raises(ValidationError, match=words):
            set_standard(actor=SYSTEM, area=territory.district, items=old.items, day=day, basis=CITY)
    street = territory.actor(Post.STREET_OFFICER, territory.streets[0])
    with pytest.raises(PermissionDenied):
        set_standard(
            actor=street, area=territory.district, items=old.items, day=date(2024, 11, 1), basis=CITY
        )


def test_the_district_edits_the_checklist(territory: Territory, posted: Candidacy, client: Client) -> None:
    client.force_login(territory.account(Post.DISTRICT_OFFICER, territory.district))
    address = reverse("leads:standard-new")
    page = client.get(address).content.decode()
    assert "有热情" in page
    sent = {
        "have": "有热情\n有热情",
        "without": "无犯罪记录",
        "unsuited": "长期不在住地",
        "day": "2024-10-09",
        "basis": CITY,
    }
    twice = client.post(address, sent)
    assert twice.status_code == 409
    assert "有两条一样" in twice.content.decode()
    assert client.post(address, sent | {"have": "有热情\n有时间"}).status_code == 302
    shown = client.get(reverse("leads:standards")).content.decode()
    assert all(words in shown for words in ("有热情；有时间", "长期不在住地", CITY, "2024年10月9日 起"))
    client.force_login(territory.account(Post.COMMUNITY_SECRETARY, territory.community))
    assert client.get(address).status_code in (403, 404)
    page = client.get(reverse("leads:standards")).content.decode()
    assert "登记新的一版" not in page


def test_no_column_could_hold_why_somebody_is_fit_or_not() -> None:
    """Yes or no, by whom, when: no words, for the candidate as for the lead (PIPL art. 28)."""
    free = {}
    for model in (Candidacy, Lead):
        free[model.__name__] = {
            field.name
            for field in model._meta.get_fields()
            if isinstance(field, models.CharField | models.TextField | models.JSONField)
            and not getattr(field, "choices", None)
        }
    assert free == {"Candidacy": {"ref", "proposer", "decision"}, "Lead": {"ref", "decision"}}
