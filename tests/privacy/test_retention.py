"""Data that has run its time goes; what it was counted in stays; the log proves it and still verifies."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction

from linli.access.actor import SYSTEM
from linli.audit.log import told
from linli.audit.models import Act
from linli.audit.personal import DESTROYED
from linli.audit.sealing import seal_due
from linli.audit.verifying import verify
from linli.people.erasing import ANONYMOUS
from linli.people.models import Consent, LogKey, Person, Post, Purpose
from linli.people.services import appoint, give_consent, keep_phone, leave_post, withdraw_consent
from linli.privacy import clocks
from linli.privacy.models import RetentionRun
from linli.privacy.retention import all_rules
from linli.privacy.services import retention
from linli.workflow.deadlines import Unit
from linli.workflow.services import set_clock
from tests.territory import BEGIN, Territory

LATER = date(2099, 1, 1)


def counts(day: date, *, dry: bool = False) -> dict[str, int]:
    return {each.rule.code: each.count for each in retention.run(day=day, dry=dry) if each.count}


def former_lead(territory: Territory) -> Person:
    person = territory.person(name="李桂兰")
    keep_phone(owner=person, number="13812342046")
    held = appoint(
        actor=SYSTEM, person=person, post=Post.GROUP_LEAD, area=territory.groups[0], day=BEGIN, basis=""
    )
    leave_post(actor=SYSTEM, appointment=held, day=date(2021, 1, 1), reason="身体原因")
    return person


def test_a_person_nothing_needs_any_more_goes_nameless_and_the_log_forgets(territory: Territory) -> None:
    person = former_lead(territory)
    act = Act.everything.get(code="people.appointment.closed")
    seal_due()
    assert counts(LATER) == {"people.person": 1}
    person.refresh_from_db()
    assert (person.name, person.phone_sealed, person.phone_hash, person.id_hash) == (ANONYMOUS, None, "", "")
    assert not LogKey.everything.exists()
    assert told(act, openly=True).endswith(DESTROYED)
    assert not verify().findings
    assert counts(LATER) == {}


def test_a_post_s_file_keeps_the_name_for_ten_years(territory: Territory) -> None:
    person = former_lead(territory)
    assert "people.person" not in counts(date(2030, 12, 31))
    person.refresh_from_db()
    assert person.name == "李桂兰"


def test_who_holds_a_post_or_an_account_keeps_the_name(territory: Territory) -> None:
    account = territory.account(Post.COMMUNITY_OFFICER, territory.community)
    counts(LATER)
    assert account.person is not None
    account.person.refresh_from_db()
    assert account.person.name != ANONYMOUS


def test_a_run_is_one_act_per_rule_with_count_and_digest(territory: Territory) -> None:
    former_lead(territory)
    assert counts(LATER, dry=True) == {"people.person": 1}
    assert not RetentionRun.everything.exists()
    counts(LATER)
    done = RetentionRun.everything.get()
    act = Act.everything.get(code="privacy.retention.ran")
    assert (done.rule, done.count, act.data["count"]) == ("people.person", 1, 1)
    assert done.digest.startswith(act.data["digest"])
    assert "李桂兰" not in str(act.data)


def test_a_run_stands(territory: Territory) -> None:
    former_lead(territory)
    counts(LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        RetentionRun.everything.update(count=9)
    with pytest.raises(IntegrityError), transaction.atomic():
        RetentionRun.everything.create(
            rule="x", day=LATER, before=BEGIN, kept="1 年", count=0, digest="0" * 64
        )


def test_ended_consents_go_after_their_proof_is_old(territory: Territory) -> None:
    person = territory.person()
    given = give_consent(
        actor=SYSTEM,
        person=person,
        purpose=Purpose.SHOW_ON_BOARD,
        text_version="2023-03",
        way="paper",
        day=BEGIN,
    )
    withdraw_consent(actor=SYSTEM, consent=given, day=date(2021, 1, 1))
    assert "people.consent" not in counts(date(2023, 12, 31))
    assert counts(date(2024, 1, 2))["people.consent"] == 1
    assert not Consent.everything.exists()


def test_contacts_of_a_closed_door_go(territory: Territory) -> None:
    household = territory.household(0)
    household.contact_name, household.contact_consent_on, household.valid_to = (
        "王女士",
        BEGIN,
        date(2021, 1, 1),
    )
    household.save()
    keep_phone(owner=household, number="13812342046")
    assert counts(date(2021, 2, 2))["people.household"] == 1
    household.refresh_from_db()
    assert (household.contact_name, household.phone_sealed, household.phone_hash) == ("", None, "")


def test_the_district_sets_its_own_practice_and_not_the_law_s(territory: Territory) -> None:
    rules = {rule.code: rule for rule in all_rules()}
    district = territory.actor(Post.DISTRICT_OFFICER, territory.district)
    retention.set_period(
        actor=district, rule=rules["people.consent"], amount=1, basis="区政府会议纪要", day=date(2021, 1, 1)
    )
    given = give_consent(
        actor=SYSTEM,
        person=territory.person(),
        purpose=Purpose.SHOW_ON_BOARD,
        text_version="2023-03",
        way="paper",
        day=BEGIN,
    )
    withdraw_consent(actor=SYSTEM, consent=given, day=date(2021, 1, 1))
    assert counts(date(2022, 1, 3))["people.consent"] == 1
    with pytest.raises(ValidationError, match="不能自行调整"):
        set_clock(actor=SYSTEM, code=clocks.PAY, amount=1, unit=Unit.YEAR, basis="想短一点", valid_from=BEGIN)
    with pytest.raises(PermissionDenied):
        retention.set_period(
            actor=territory.actor(Post.STREET_OFFICER, territory.streets[0]),
            rule=rules["people.consent"],
            amount=1,
            basis="x",
            day=LATER,
        )


def test_nobody_runs_it_by_hand(territory: Territory) -> None:
    with pytest.raises(PermissionDenied):
        retention.run(actor=territory.actor(Post.DISTRICT_OFFICER, territory.district))


def test_the_command_counts_and_does(territory: Territory, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("retention", "--dry-run")
    assert "到期 0 条" in capsys.readouterr().out
    call_command("retention", "--json")
    assert '"rule": "people.person"' in capsys.readouterr().out
