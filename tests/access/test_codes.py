"""One-time codes: five minutes, five tries, one purpose, one number; asked for once a minute."""

import os
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import LazySettings
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from linli.access import codes
from linli.access.forgetting import forget_old
from linli.access.models import OneTimeCode
from linli.desk.sign_in_views import MOST_CODES
from linli.people.models import Post
from linli.people.services import keep_phone
from tests.access.accounts import street_account
from tests.territory import Territory

NUMBER = "13812342046"
PAGE = "/desk/sign-in/message/"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    noon = datetime(2026, 11, 26, 12, 0, tzinfo=timezone.get_default_timezone())
    with time_machine.travel(noon, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def sms(settings: LazySettings, tmp_path: Path) -> Path:
    settings.LINLI_HOME, settings.LINLI_SMS_BACKEND = tmp_path, "file"
    return tmp_path / "sms"


def send(purpose: str = "access.sign_in", number: str = NUMBER) -> None:
    codes.send(purpose=purpose, number=number, told="登录工作台")


def redeem(code: str, purpose: str = "access.sign_in", number: str = NUMBER) -> None:
    codes.redeem(purpose=purpose, number=number, code=code)


def latest(sms: Path) -> str:
    text = max(sms.iterdir()).read_text(encoding="utf-8")
    assert "5 分钟内有效" in text
    return text.split("验证码 ")[1][:6]


def test_a_code_is_good_once_for_its_purpose_and_number(db: None, sms: Path) -> None:
    send()
    code = latest(sms)
    assert code not in str(OneTimeCode.everything.values())
    for purpose, number in (("privacy.mine", NUMBER), ("access.sign_in", "13912342046")):
        with pytest.raises(ValidationError, match="验证码不对"):
            redeem(code, purpose, number)
    redeem(f" {code} ")
    with pytest.raises(ValidationError, match="验证码不对"):
        redeem(code)


def test_five_minutes(db: None, sms: Path, clock: time_machine.Traveller) -> None:
    send()
    clock.shift(timedelta(minutes=5))
    with pytest.raises(ValidationError, match="已经过期"):
        redeem(latest(sms))


def test_five_tries(db: None, sms: Path) -> None:
    send()
    code = latest(sms)
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    for _ in range(5):
        with pytest.raises(ValidationError, match="验证码不对"):
            redeem(wrong)
    with pytest.raises(ValidationError, match="作废了"):
        redeem(code)


def test_only_the_last_one_counts_and_one_waits_a_minute(
    db: None, sms: Path, clock: time_machine.Traveller
) -> None:
    send()
    first = latest(sms)
    with pytest.raises(ValidationError, match=r"太勤了，请.*再试"):
        send()
    send("privacy.mine")
    clock.shift(timedelta(minutes=1))
    send()
    second = latest(sms)
    if first != second:
        with pytest.raises(ValidationError, match="验证码不对"):
            redeem(first)
    redeem(second)


def test_ten_a_day(db: None, clock: time_machine.Traveller) -> None:
    for _ in range(10):
        send()
        clock.shift(timedelta(minutes=1))
    with pytest.raises(ValidationError, match="太勤了"):
        send()


def test_signing_in_by_message_is_off_unless_wanted(territory: Territory, client: Client) -> None:
    assert client.get(PAGE).status_code == 404
    assert PAGE not in client.get("/desk/sign-in/").content.decode()


def test_signing_in_by_message(
    territory: Territory, client: Client, settings: LazySettings, sms: Path
) -> None:
    settings.LINLI_SMS_SIGN_IN = True
    account = street_account(territory)
    assert account.person is not None
    keep_phone(owner=account.person, number=NUMBER)
    assert PAGE in client.get("/desk/sign-in/").content.decode()
    sent = client.post(PAGE, {"phone": NUMBER}).content.decode()
    assert "验证码已经发出" in sent
    code = latest(sms)
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    assert "验证码不对" in client.post(PAGE, {"phone": NUMBER, "code": wrong}).content.decode()
    done = client.post(PAGE, {"phone": NUMBER, "code": code, "next": "/desk/due/"})
    assert done["Location"] == "/desk/due/"
    assert client.get("/desk/").status_code == 200


def test_a_telephone_of_nobody_is_answered_alike_and_gets_no_message(
    territory: Territory, client: Client, settings: LazySettings, sms: Path
) -> None:
    settings.LINLI_SMS_SIGN_IN = True
    territory.account(Post.STREET_OFFICER, territory.streets[0])
    assert "验证码已经发出" in client.post(PAGE, {"phone": NUMBER}).content.decode()
    assert not sms.exists()
    for _ in range(5):
        client.post(PAGE, {"phone": NUMBER, "code": "123456"})
    assert "锁定了" in client.post(PAGE, {"phone": NUMBER, "code": "123456"}).content.decode()


def answers(client: Client, phone: str) -> list[str]:
    """What is said when a code is asked for twice, without what differs on every page."""
    found = []
    for _ in range(2):
        page = client.post(PAGE, {"phone": phone}).content.decode()
        found.append(
            re.sub(r'(csrfmiddlewaretoken" value|nonce|data-meter)="[^"]*"', "", page.replace(phone, ""))
        )
    return found


def test_asking_twice_does_not_tell_whether_a_number_is_kept(
    territory: Territory, settings: LazySettings, sms: Path
) -> None:
    settings.LINLI_SMS_SIGN_IN = True
    one, shared = street_account(territory), "13712342046"
    assert one.person is not None
    keep_phone(owner=one.person, number=NUMBER)
    for _ in range(2):
        holder = territory.account(Post.STREET_OFFICER, territory.streets[0]).person
        assert holder is not None
        keep_phone(owner=holder, number=shared)
    known, several, unknown = (answers(Client(), each) for each in (NUMBER, shared, "13912342046"))
    assert "验证码已经发出" in known[0]
    assert "太勤了" in known[1]
    assert known == several == unknown
    assert len(list(sms.iterdir())) == 1


def test_a_telephone_of_several_is_refused_like_one_of_nobody(territory: Territory) -> None:
    for _ in range(2):
        holder = territory.account(Post.STREET_OFFICER, territory.streets[0], "Right-2024-one")
        assert holder.person is not None
        keep_phone(owner=holder.person, number=NUMBER)
    said = [
        re.findall(r'<[^>]*role="alert".*?</div>', page, re.DOTALL)
        for page in (
            Client().post("/desk/sign-in/", {"username": each, "password": "x"}).content.decode()
            for each in (NUMBER, "13912342046", "nobody")
        )
    ]
    assert said[0] == said[1] == said[2]
    assert "请改用用户名" in said[0][0]


def test_one_address_has_no_numbers_tried_by_the_hundred(
    territory: Territory, client: Client, settings: LazySettings
) -> None:
    settings.LINLI_SMS_SIGN_IN = True
    pages = [
        client.post(PAGE, {"phone": f"139{number:08d}"}).content.decode() for number in range(MOST_CODES + 1)
    ]
    assert "太多了" in pages[-1]
    assert not any("太多了" in page for page in pages[:-1])


def test_messages_in_files_go_after_a_day(db: None, sms: Path, clock: time_machine.Traveller) -> None:
    send()
    (old,) = sms.iterdir()
    send("privacy.mine")
    os.utime(old, (0, 0))
    forget_old()
    (kept,) = sms.iterdir()
    assert kept != old
