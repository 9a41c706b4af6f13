"""What a household lets be kept: by its consent or a duty, with an end, seen by its lead and its community only."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from linli.access.actor import Actor, actor_for
from linli.audit.log import told
from linli.audit.models import Act
from linli.common.clock import business_date
from linli.grid.leads import ledger
from linli.grid.leads.ledger import Told
from linli.people import tags
from linli.people.crypto import find_hash
from linli.people.models import Household, HouseholdTag, Post, TagKind
from linli.people.selectors import phone_of
from linli.privacy import retention
from linli.privacy.holdings import Subject
from linli.privacy.models import HOUSEHOLD_CONTACT, HOUSEHOLD_TAGS
from linli.privacy.selectors import running_consents
from linli.privacy.services.requests import withdraw_now
from tests.territory import Territory

PHONE = "13907301234"
TOLD = Told(name="张阿姨", phone=PHONE, way="spoken", heads=3)


@pytest.fixture
def household(territory: Territory, standing_clock: object) -> Household:
    tags.load_missing_kinds()
    return territory.household()


@pytest.fixture
def community(territory: Territory, household: Household) -> Actor:
    return actor_for(territory.account(Post.COMMUNITY_OFFICER, territory.community))


@pytest.fixture
def lead(territory: Territory, household: Household) -> Actor:
    return actor_for(territory.account(Post.NEIGHBOUR_LEAD, territory.neighbourhoods[0]))


def kind(code: str = "alone") -> TagKind:
    return TagKind.everything.get(code=code)


def mark(actor: Actor, household: Household, code: str = "alone", **more: str) -> HouseholdTag:
    given = {"ground": "consent", "way": "spoken", **more}
    return ledger.add_tag(actor=actor, household=household, kind=kind(code), day=business_date(), **given)


@pytest.mark.parametrize("who", ["community", "lead"])
def test_its_lead_and_its_community_keep_what_was_told(
    household: Household, who: str, request: pytest.FixtureRequest
) -> None:
    actor: Actor = request.getfixturevalue(who)
    ledger.confirm(actor=actor, household=household, told=TOLD, day=business_date())
    household.refresh_from_db()
    assert (household.contact_name, household.head_count) == ("张阿姨", 3)
    assert phone_of(household) == PHONE
    assert household.phone_hash == find_hash(PHONE, "household.phone")
    assert (household.contact_consent_on, household.contact_consent_way) == (business_date(), "spoken")
    assert household.confirmed_on == business_date()
    said = told(Act.everything.get(code="people.household.contact_kept"))
    assert "张" not in said
    assert "0730" not in said


@pytest.mark.parametrize(
    ("post", "place"),
    [
        (Post.NEIGHBOUR_LEAD, "neighbourhoods"),
        (Post.COMMUNITY_OFFICER, "communities"),
        (Post.GROUP_LEAD, "groups"),
        (Post.SECTION_LEAD, "sections"),
        (Post.STREET_OFFICER, "streets"),
    ],
)
def test_nobody_else_does(territory: Territory, household: Household, post: Post, place: str) -> None:
    own = post not in (Post.NEIGHBOUR_LEAD, Post.COMMUNITY_OFFICER)
    actor = actor_for(territory.account(post, getattr(territory, place)[0 if own else 1]))
    with pytest.raises(PermissionDenied):
        ledger.confirm(actor=actor, household=household, told=TOLD, day=business_date())
    with pytest.raises(PermissionDenied):
        mark(actor, household)
    assert not Act.everything.filter(code__startswith="people.household.c").exists()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (Told(name="张阿姨", phone=PHONE), "way"),
        (Told(name="张阿姨", way="online"), "way"),
        (Told(phone=PHONE, way="paper"), "name"),
    ],
)
def test_nothing_is_kept_without_a_consent_or_a_name(
    community: Actor, household: Household, given: Told, field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        ledger.confirm(actor=community, household=household, told=given, day=business_date())
    assert field in refused.value.message_dict
    household.refresh_from_db()
    assert not household.contact_name
    assert household.phone_sealed is None
    assert household.confirmed_on is None


def test_empty_boxes_leave_what_is_kept(community: Actor, lead: Actor, household: Household) -> None:
    ledger.confirm(actor=community, household=household, told=TOLD, day=business_date())
    ledger.confirm(actor=lead, household=household, told=Told(heads=4), day=business_date())
    household.refresh_from_db()
    assert (household.contact_name, household.head_count) == ("张阿姨", 4)
    assert phone_of(household) == PHONE


def test_another_number_takes_two_persons(community: Actor, household: Household) -> None:
    ledger.confirm(actor=community, household=household, told=TOLD, day=business_date())
    other = Told(name="张阿姨", phone="13907309999", way="spoken")
    with pytest.raises(ValidationError, match="两人原则"):
        ledger.confirm(actor=community, household=household, told=other, day=business_date())
    household.refresh_from_db()
    assert phone_of(household) == PHONE


def test_another_name_is_put_on_no_number_but_its_own(
    lead: Actor, community: Actor, household: Household, client: Client
) -> None:
    long_ago = date(2023, 5, 1)
    kept = Told(name="薛海芳", phone=PHONE, way="paper")
    ledger.confirm(actor=community, household=household, told=kept, day=long_ago)
    assert lead.account is not None
    client.force_login(lead.account)
    address = reverse("leads:door-confirm", args=(household.ref,))
    page = client.post(address, {"name": "王五", "phone": "", "way": "spoken"}).content.decode()
    assert "这一户留的号码是原来那位联系人的" in page
    assert "王五" in page
    told = Told(name="王五", phone="13907309999", way="spoken")
    with pytest.raises(ValidationError, match="两人原则"):
        ledger.confirm(actor=lead, household=household, told=told, day=business_date())
    household.refresh_from_db()
    assert (household.contact_name, household.contact_consent_on) == ("薛海芳", long_ago)
    assert (household.contact_consent_way, phone_of(household)) == ("paper", PHONE)
    told = Told(name="王五", phone=PHONE, way="spoken")
    ledger.confirm(actor=lead, household=household, told=told, day=business_date())
    ledger.confirm(actor=lead, household=household, told=Told(name="王五", way="paper"), day=business_date())
    household.refresh_from_db()
    assert (household.contact_name, phone_of(household)) == ("王五", PHONE)


def test_the_contact_goes_when_the_household_says_so(community: Actor, household: Household) -> None:
    ledger.confirm(actor=community, household=household, told=TOLD, day=business_date())
    ledger.forget_contact(actor=community, household=household, day=business_date())
    household.refresh_from_db()
    assert (household.contact_name, household.phone_hash, household.contact_consent_way) == ("", "", "")
    assert household.contact_consent_on is None
    with pytest.raises(ValidationError, match="没有留联系人"):
        ledger.forget_contact(actor=community, household=household, day=business_date())


def test_a_closed_door_takes_nothing_more(community: Actor, household: Household) -> None:
    household.valid_to = business_date()
    household.save()
    with pytest.raises(ValidationError, match="已在"):
        ledger.confirm(actor=community, household=household, told=TOLD, day=business_date())


# --- marks ------------------------------------------------------------------------------------------------


def test_a_mark_has_its_end_from_the_beginning(lead: Actor, household: Household) -> None:
    tag = mark(lead, household)
    assert (tag.valid_from, tag.valid_to) == (date(2024, 10, 30), date(2025, 10, 30))
    assert [each.pk for each in ledger.tags_of(household, business_date())] == [tag.pk]
    assert ledger.tags_of(household, tag.valid_to) == []
    assert "独居" not in told(Act.everything.get(code="people.household.tagged"))


@pytest.mark.parametrize(
    ("more", "field"),
    [({"way": ""}, "way"), ({"way": "online"}, "way"), ({"ground": "duty", "way": "", "law": " "}, "law")],
)
def test_a_mark_rests_on_a_consent_or_a_duty(
    lead: Actor, household: Household, more: dict[str, str], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        mark(lead, household, **more)
    assert field in refused.value.message_dict
    assert not HouseholdTag.everything.exists()


def test_the_table_holds_no_mark_without_a_basis_or_twice(lead: Actor, household: Household) -> None:
    tag = mark(lead, household)
    for wrong in ({"consent_way": ""}, {"ground": "duty"}, {"law": "某某法"}, {"valid_to": tag.valid_from}):
        with pytest.raises(IntegrityError), transaction.atomic():
            HouseholdTag.everything.filter(pk=tag.pk).update(**wrong)
    with pytest.raises(ValidationError, match="已经有这个标记"):
        mark(lead, household)
    twice = {name: getattr(tag, name) for name in ("household", "kind", "ground", "consent_way", "valid_to")}
    with pytest.raises(IntegrityError), transaction.atomic():
        HouseholdTag.everything.create(**twice, valid_from=tag.valid_from + timedelta(days=3))


def test_a_kind_no_longer_given_is_refused_and_what_stands_keeps_its_end(
    territory: Territory, lead: Actor, household: Household
) -> None:
    tag = mark(lead, household)
    district = actor_for(territory.account(Post.DISTRICT_OFFICER, territory.district))

    def changed(months: int, *, is_open: bool) -> None:
        ledger.set_kind(
            actor=district,
            kind=kind(),
            name="独居老人",
            is_sensitive=True,
            visit_first=True,
            months=months,
            is_open=is_open,
        )

    changed(6, is_open=False)
    tag.refresh_from_db()
    assert tag.valid_to == date(2025, 10, 30)
    with pytest.raises(ValidationError, match="已经停用"):
        mark(lead, territory.household())
    with pytest.raises(ValidationError, match="1 到 36 个月"):
        changed(40, is_open=True)


def test_an_ended_mark_is_deleted_by_the_daily_job(lead: Actor, household: Household) -> None:
    tag = mark(lead, household)
    rule = next(each for each in retention.all_rules() if each.code == "people.household_tag")
    for day, left in ((tag.valid_to, 1), (tag.valid_to + timedelta(days=1), 0)):
        rows = rule.due(day - timedelta(days=1), day)
        rule.erase(list(rows.values_list("pk", flat=True)))
        assert HouseholdTag.everything.count() == left


def test_withdrawing_takes_down_what_was_agreed_and_leaves_a_duty(
    community: Actor, household: Household
) -> None:
    ledger.confirm(actor=community, household=household, told=TOLD, day=business_date())
    mark(community, household)
    mark(community, household, "allowance", ground="duty", way="", law="低保动态管理")
    household.refresh_from_db()
    subject = Subject(households=(household,))
    assert {each.what for each in running_consents(subject, business_date())} == {
        HOUSEHOLD_CONTACT,
        HOUSEHOLD_TAGS,
    }
    withdraw_now(actor=community, owner=household, what=HOUSEHOLD_TAGS)
    assert [each.kind.code for each in ledger.tags_of(household, business_date())] == ["allowance"]
    household.refresh_from_db()
    assert household.contact_name == "张阿姨"
    assert [each.what for each in running_consents(subject, business_date())] == [HOUSEHOLD_CONTACT]


def test_only_the_district_sets_kinds(community: Actor) -> None:
    with pytest.raises(PermissionDenied):
        ledger.set_kind(actor=community, name="军属", months=12, is_sensitive=True, visit_first=False)
    assert not TagKind.everything.filter(name="军属").exists()


# --- pages ------------------------------------------------------------------------------------------------


def page(client: Client, actor: Actor, household: Household) -> str:
    assert actor.account is not None
    client.force_login(actor.account)
    return client.get(reverse("desk:household", args=(household.ref,))).content.decode()


def test_the_lead_sees_the_mark_and_the_look_is_on_record(
    client: Client, lead: Actor, household: Household
) -> None:
    mark(lead, household)
    assert "独居老人" in page(client, lead, household)
    looks = Act.everything.filter(code="disclosure.record.seen")
    assert any("标记" in told(each, openly=True) for each in looks)


def test_the_street_sees_that_there_is_a_door_and_no_mark(
    client: Client, territory: Territory, lead: Actor, household: Household
) -> None:
    mark(lead, household)
    street = actor_for(territory.account(Post.STREET_OFFICER, territory.streets[0]))
    found = page(client, street, household)
    assert "独居" not in found
    assert "标记" not in found
    for name in ("door-confirm", "door-forget", "door-tag"):
        assert client.get(reverse(f"leads:{name}", args=(household.ref,))).status_code in (403, 404)


def test_a_form_does_not_show_what_is_kept_and_comes_back_filled(
    client: Client, community: Actor, household: Household
) -> None:
    ledger.confirm(actor=community, household=household, told=TOLD, day=business_date())
    assert community.account is not None
    client.force_login(community.account)
    address = reverse("leads:door-confirm", args=(household.ref,))
    text = client.get(address).content.decode()
    assert "张阿姨" not in text.replace("例如：张阿姨", "")
    assert PHONE not in text
    answer = client.post(address, {"name": "李大爷", "phone": "12", "heads": "2", "way": "paper"})
    assert answer.status_code == 409
    assert "不像电话号码" in answer.content.decode()
    assert "李大爷" in answer.content.decode()
    done = client.post(address, {"name": "李大爷", "phone": PHONE, "heads": "2", "way": "paper"})
    assert done.status_code == 302
    household.refresh_from_db()
    assert (household.contact_name, household.head_count) == ("李大爷", 2)
