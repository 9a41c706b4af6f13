"""意见与投诉: on every page, kept without its writer, answered by the district."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from linli.audit.models import Act
from linli.desk import feedback
from linli.desk.models import Feedback, FeedbackKind
from linli.people.models import Post
from tests.territory import Territory

OPINION = {"kind": "burden", "text": "这张表每月都填一样的。", "page": "/desk/notices/new/?q=13812342046"}


@pytest.fixture
def street(territory: Territory) -> Client:
    """Signed in for street 0."""
    client = Client()
    client.force_login(territory.account(Post.STREET_OFFICER, territory.streets[0]))
    return client


@pytest.fixture
def district(territory: Territory) -> Client:
    """Signed in for the district."""
    client = Client()
    client.force_login(territory.account(Post.DISTRICT_OFFICER, territory.district))
    return client


def test_no_column_leads_to_who_said_it(territory: Territory, street: Client) -> None:
    columns = {field.attname for field in Feedback._meta.concrete_fields}
    assert columns == {
        "id", "ref", "area_id", "kind", "page", "form", "by_resident", "text", "contact_sealed", "given_on",
        "answer", "answered_on"
    }  # fmt: skip
    street.post("/desk/feedback/", OPINION)
    kept = Feedback.everything.get()
    assert kept.contact_sealed is None
    assert kept.area == territory.district
    assert kept.page == "/desk/notices/new/"
    act = Act.everything.get(code="desk.feedback.given")
    assert (act.actor_id, act.actor_kind, act.target_id) == (None, "public", None)


def test_a_burden_never_keeps_a_contact_not_even_in_the_database(
    territory: Territory, street: Client
) -> None:
    page = street.post("/desk/feedback/", OPINION | {"contact": "13812342046"}).content.decode()
    assert "不留联系方式" in page
    assert OPINION["text"] in page
    assert not Feedback.everything.exists()
    kept = feedback.give(kind="wrong", text="数字不对", contact="13812342046")
    with pytest.raises(IntegrityError), transaction.atomic():
        Feedback.everything.filter(pk=kept.pk).update(kind=FeedbackKind.BURDEN)


def test_every_page_leads_there_and_says_which_it_was(street: Client) -> None:
    assert 'href="/desk/feedback/?page=/desk/all/"' in street.get("/desk/all/?x=1").content.decode()
    page = street.get("/desk/feedback/?page=/desk/all/").content.decode()
    assert "说的是这一页：/desk/all/" in page
    assert "请填写哪里不好。" in street.post("/desk/feedback/", {"kind": "idea"}).content.decode()


def test_the_district_answers_and_the_writer_reads_it_under_the_address_given(
    street: Client, district: Client
) -> None:
    address = street.post("/desk/feedback/", OPINION)["Location"]
    assert "请把这个网址收好" in street.get(address).content.decode()
    assert street.get("/desk/feedback/received/").status_code == 404
    assert street.post(address, {"text": "好"}).status_code == 404
    assert OPINION["text"] in district.get("/desk/feedback/received/").content.decode()
    assert "请填写答复。" in district.post(address, {"text": ""}).content.decode()
    assert district.post(address, {"text": "下月起不再填。"})["Location"] == address
    assert "下月起不再填。" in street.get(address).content.decode()
    assert Act.everything.filter(code="desk.feedback.answered").count() == 1
    assert street.get("/desk/feedback/nonsense/").status_code == 404


def test_a_contact_is_sealed_and_seeing_it_is_a_look(
    territory: Territory, street: Client, district: Client
) -> None:
    form = {"kind": "complaint", "text": "没有人回", "contact": "13812342046"}
    address = street.post("/desk/feedback/", form)["Location"]
    assert "13812342046" not in district.get(address).content.decode()
    assert "13812342046" in district.post(address, {"see_contact": "1"}).content.decode()
    assert Act.everything.filter(code="desk.feedback.contact_seen", is_look=True).count() == 1
    kept, actor = Feedback.everything.get(), territory.actor(Post.STREET_OFFICER, territory.streets[0])
    with pytest.raises(PermissionDenied):
        feedback.see_contact(actor=actor, feedback=kept)
    with pytest.raises(PermissionDenied):
        feedback.answer(actor=actor, feedback=kept, text="好")
    officer = territory.actor(Post.DISTRICT_OFFICER, territory.district)
    with pytest.raises(ValidationError, match="请写答复"):
        feedback.answer(actor=officer, feedback=kept, text=" ")
    assert not feedback.received(actor).exists()
