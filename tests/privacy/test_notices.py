"""Notices of processing: published in versions that stand, read by everybody, printed as a paper."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from linli.people.models import Purpose
from linli.privacy import notices
from linli.privacy.models import NoticeVersion
from linli.privacy.notices import ProcessingNotice, Text, Version, all_notices, notice
from tests.territory import Territory

WORDS = Text(purpose="试", basis="试", way="试", kinds=("称呼",), keep="1 年")


def test_every_version_is_published_and_read_by_everybody(territory: Territory) -> None:
    client = Client()
    page = client.get(reverse("privacy:list")).content.decode()
    for each in all_notices():
        address = reverse("privacy:notice", args=(each.code,))
        assert address in page
        text = client.get(address).content.decode()
        for said in ("为了什么", "保存多久", "您的权利", "岳阳楼区", "12345", each.form):
            assert said in text, each.code
        assert len(notices.published(each.code)) == len(each.versions)


def test_an_unknown_notice_or_version_does_not_exist(db: None) -> None:
    client = Client()
    assert client.get(reverse("privacy:notice", args=("nonsense",))).status_code == 404
    assert client.get(reverse("privacy:notice", args=("feedback",)) + "?version=1").status_code == 404
    assert client.get(reverse("privacy:paper", args=("feedback", "exe"))).status_code == 404


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_it_is_a_paper_too(territory: Territory, ending: str) -> None:
    answer = Client().get(reverse("privacy:paper", args=("rights-request", ending)))
    assert answer.status_code == 200
    assert answer.content[:2] in (b"%P", b"PK")


def test_a_published_version_stands(db: None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        NoticeVersion.everything.update(version="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        NoticeVersion.everything.all().delete()
    first = NoticeVersion.everything.order_by("pk")[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        NoticeVersion.everything.create(
            code=first.code, version=first.version, valid_from=date(2030, 1, 1), content={}, digest="0"
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        NoticeVersion.everything.create(
            code=first.code, version="另一个", valid_from=first.valid_from, content={}, digest="0"
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        NoticeVersion.everything.create(
            code="x", version="", valid_from=first.valid_from, content={}, digest="0"
        )


def test_words_edited_after_publication_are_found_out(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    edited = ProcessingNotice(
        code="feedback",
        form="意见与投诉",
        versions=(Version(notice("feedback").versions[0].number, date(2024, 10, 1), WORDS),),
    )
    monkeypatch.setitem(notices._notices, "feedback", edited)
    assert notices.altered() == [f"feedback {edited.versions[0].number}"]
    assert notices.publish_missing() == 0


def test_the_version_of_the_day_is_in_force_and_a_new_one_is_published(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = notice("feedback").versions[0]
    new = Version("2025-01", date(2025, 1, 1), WORDS)
    both = ProcessingNotice(code="feedback", form="意见与投诉", versions=(old, new))
    monkeypatch.setitem(notices._notices, "feedback", both)
    assert both.on(date(2024, 12, 31)) == old
    assert both.on(date(2025, 1, 1)) == new
    assert notices.publish_missing() == 1
    assert [row.version for row in notices.published("feedback")] == ["2025-01", old.number]


def test_versions_come_in_order() -> None:
    again = Version("b", date(2024, 1, 1), WORDS)
    with pytest.raises(ValueError, match="each later"):
        notices.register(
            ProcessingNotice(code="x", form="x", versions=(Version("a", date(2024, 1, 1), WORDS), again))
        )
    with pytest.raises(ValueError, match="already"):
        notices.register(notice("feedback"))
    with pytest.raises(LookupError):
        notice("nonsense")


def test_forms_show_the_way_to_their_notice(db: None) -> None:
    for page, code in (("me:prove", "own-data"), ("desk:sign-in", "account")):
        text = Client().get(reverse(page)).content.decode()
        assert reverse("privacy:notice", args=(code,)) in text


def test_consents_refer_to_a_version_that_was_published() -> None:
    """What the demo's people signed is the text that can be read."""
    for purpose in Purpose:
        assert notices.signed(purpose, "2023-03"), purpose
    assert notices.signed(Purpose.KEEP_PHONE, "1999-01") == ""
