"""The first run: one page with a code from beside the server; the district and its three administrators, or nothing."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.exceptions import ValidationError
from django.test import Client

from linli.access import setup
from linli.access.actor import actor_for
from linli.access.policies import MANAGE_ACCOUNTS, READ_LOG, VIEW_RECORDS
from linli.access.setup import Administrator
from linli.audit.models import Act
from linli.orgs.models import Area
from linli.people.crypto import forget_key
from linli.people.models import ADMIN_POSTS, Account, Appointment, Post
from tests.access.accounts import sign_in
from tests.territory import build_territory

PASSWORDS = ("Xiangjiang-1-a", "Dongting-2-bb", "Junshan-3-ccc")
FORM = {
    "name": "君山区",
    "code": "430611",
    **{
        f"{post.value}-{part}": value
        for post, person, username, password in zip(
            ADMIN_POSTS, ("张一", "李二", "王三"), ("xitong", "anquan", "shenji"), PASSWORDS, strict=True
        )
        for part, value in (("name", person), ("username", username), ("password", password))
    },
}


@pytest.fixture(autouse=True)
def home(settings: LazySettings, tmp_path: Path, db: None) -> Path:
    settings.LINLI_HOME, settings.LINLI_DATA_KEY_FILE = tmp_path, tmp_path / "data.key"
    forget_key()
    return tmp_path


@pytest.fixture
def code(home: Path) -> str:
    return setup.issue_code()


def test_the_code_lies_where_only_its_owner_reads_it_and_stays_the_same(home: Path, code: str) -> None:
    file = home / "setup.code"
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.read_text().strip() == code == setup.issue_code()
    assert setup.is_code(code.lower().replace("-", " "))
    for wrong in ("", "-", code[:-1], "0000-0000-0000-0000"):
        assert not setup.is_code(wrong)


def test_every_address_leads_there_until_it_is_done(client: Client, code: str) -> None:
    for address in ("/", "/desk/", "/desk/sign-in/", "/postings/", "/desk/nonsense/"):
        assert client.get(address)["Location"] == "/desk/setup/", address
    assert client.get("/healthz").status_code == 200
    assert client.get("/privacy/account/").status_code != 302, "what becomes of what one fills in"
    assert "第一次设置" in client.get("/desk/setup/").content.decode()


def test_the_whole_way(client: Client, code: str, home: Path) -> None:
    assert client.post("/desk/setup/", {"secret": code, **FORM})["Location"] == "/desk/sign-in/"
    district = Area.everything.get()
    assert (district.name, district.code, district.kind) == ("君山区", "430611", "district")
    assert {each.post for each in Appointment.everything.all()} == set(ADMIN_POSTS)
    assert len({each.person_id for each in Appointment.everything.all()}) == 3
    acts = list(Act.everything.values_list("code", flat=True))
    assert acts.count("access.setup.done") == 1
    assert acts.count("access.account.opened") == acts.count("people.appointment.opened") == 3
    assert not any(password in str(act.data) for act in Act.everything.all() for password in PASSWORDS)
    assert not (home / "setup.code").exists()
    assert client.get("/desk/setup/").status_code == 404
    assert client.post("/desk/setup/", {"secret": code, **FORM}).status_code == 404

    manager = actor_for(Account.objects.get(username="xitong"))
    auditor = actor_for(Account.objects.get(username="shenji"))
    assert (manager.may(MANAGE_ACCOUNTS), manager.may(READ_LOG), manager.may(VIEW_RECORDS)) == (
        True,
        False,
        False,
    )
    assert (auditor.may(MANAGE_ACCOUNTS), auditor.may(READ_LOG), auditor.may(VIEW_RECORDS)) == (
        False,
        True,
        False,
    )
    assert sign_in(client, "xitong", PASSWORDS[0]) == "/desk/"
    assert client.get("/desk/")["Location"] == "/desk/account/password/", "a password somebody else chose"


def test_without_the_code_nothing_is_made_and_what_was_typed_stays(client: Client, code: str) -> None:
    page = client.post("/desk/setup/", {"secret": "0000", **FORM}).content.decode()
    assert "设置码不对" in page
    assert "君山区" in page
    assert not Area.everything.exists()


def test_codes_are_not_guessed(client: Client, code: str) -> None:
    for _ in range(10):
        client.post("/desk/setup/", {"secret": "0000", **FORM})
    page = client.post("/desk/setup/", {"secret": code, **FORM}).content.decode()
    assert "设置码试得太多了" in page
    assert not Area.everything.exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": ""}, "请填写区（县、市）名称"),
        ({"code": "43061"}, "行政区划代码是 6 位数字"),
        ({"code": "990611"}, "行政区划代码是 6 位数字"),
        ({"code": "430600"}, "县区一级后两位不是 00"),
        ({"auditor-name": "张一"}, "姓名不能一样"),
        ({"auditor-username": "XITONG"}, "用户名不能一样"),
        ({"auditor-password": PASSWORDS[0]}, "密码不能一样"),
        ({"auditor-username": "审计"}, "用户名用字母开头"),
        ({"auditor-password": "short"}, "至少要 10 个"),
        ({"auditor-password": "Shenji-2024-x"}, "不能有用户名"),
        ({"system_admin-name": ""}, "请填写系统管理员姓名"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_made(
    client: Client, code: str, change: dict[str, str], said: str
) -> None:
    page = client.post("/desk/setup/", {"secret": code, **FORM, **change})
    assert said in page.content.decode()
    assert not Area.everything.exists()
    assert not Account.objects.exists()
    assert "李二" in page.content.decode()


def test_there_is_nothing_without_a_code_or_beside_a_district(client: Client) -> None:
    assert client.get("/desk/setup/").status_code == 404
    setup.issue_code()
    build_territory()
    assert client.get("/desk/setup/").status_code == 404
    assert client.get("/desk/sign-in/").status_code == 200
    assert not setup.code_file().exists()


def test_the_service_itself_refuses_a_second_district_and_fewer_than_three() -> None:
    three = [
        Administrator(post=Post(post), name=f"某{n}", username=f"name-{n}", password=f"Dongting-{n}-abc")
        for n, post in enumerate(ADMIN_POSTS)
    ]
    with pytest.raises(ValidationError, match="各要一位"):
        setup.set_up(name="君山区", code="430611", administrators=three[:2])
    setup.set_up(name="君山区", code="430611", administrators=three)
    with pytest.raises(ValidationError, match="已经设置过了"):
        setup.set_up(name="君山区", code="430611", administrators=three)
