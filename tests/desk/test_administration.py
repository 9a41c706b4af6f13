"""Pages of the system and the security administrator: what they do, and that nobody else finds them."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from linli.access.actor import SYSTEM
from linli.access.roles import all_declared
from linli.audit.models import Act
from linli.common.clock import business_date
from linli.inbox.models import Message
from linli.orgs.models import Area, Organisation, OrganisationKind
from linli.people.models import LEAD_POSTS, Account, Appointment, Person, Post
from linli.people.selectors import phone_of
from linli.people.services import AREA_KIND_OF, appoint, leave_post
from linli.workflow.clocks import all_clocks
from linli.workflow.selectors import clock_on
from tests.grid.rows import lead as lead_of
from tests.territory import Territory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def text(response: Any) -> str:
    return str(response.content.decode())


@pytest.fixture
def system(territory: Territory) -> Client:
    return signed_in(territory.account(Post.SYSTEM_ADMIN, territory.district))


@pytest.fixture
def security(territory: Territory) -> Client:
    return signed_in(territory.account(Post.SECURITY_ADMIN, territory.district))


@pytest.fixture
def worker(territory: Territory) -> Account:
    return territory.account(Post.COMMUNITY_OFFICER, territory.community, password="Worker-2024-demo")


# Accounts


def test_accounts_stand_in_order_of_user_name_and_are_narrowed(
    system: Client, territory: Territory, worker: Account, django_assert_max_num_queries: Any
) -> None:
    elsewhere = territory.account(Post.STREET_OFFICER, territory.streets[1])
    with django_assert_max_num_queries(16):
        page = text(system.get(reverse("desk:accounts")))
    assert page.index(worker.username) < page.index(elsewhere.username)
    assert f"{territory.community.name}·社区（村）工作人员" in page
    narrowed = text(system.get(reverse("desk:accounts") + f"?street={territory.streets[0].code}"))
    assert worker.username in narrowed
    assert f"{elsewhere.username}/" not in narrowed
    assert "没有这样的账号" in text(system.get(reverse("desk:accounts") + "?q=nobody"))


def test_accounts_nobody_uses_are_a_list_to_close(
    system: Client, territory: Territory, worker: Account
) -> None:
    long_ago = timezone.now() - timedelta(days=61)
    Account.objects.filter(pk=worker.pk).update(last_login=long_ago)
    never = territory.account(Post.COMMUNITY_OFFICER, territory.communities[1])
    Account.objects.filter(pk=never.pk).update(created_at=long_ago)
    fresh = territory.account(Post.COMMUNITY_OFFICER, territory.communities[2])
    page = text(system.get(reverse("desk:accounts") + "?state=dormant"))
    assert [name in page for name in (f"/{worker.username}/", f"/{never.username}/")] == [True, True]
    assert f"/{fresh.username}/" not in page
    assert "逐个问清再停用" in page


def test_an_account_is_opened_for_a_holder_of_a_post(system: Client, territory: Territory) -> None:
    lead = territory.account(Post.NEIGHBOUR_LEAD, territory.neighbourhoods[0]).person
    assert lead is not None
    Account.objects.filter(person=lead).delete()
    Person.everything.filter(pk=lead.pk).update(name="赵开号")
    found = text(system.post(reverse("desk:account-new"), {"name": "赵开号"}))
    address = reverse("desk:account-open", args=(lead.ref,))
    assert address in found
    refused = system.post(address, {"username": "1"})
    assert refused.status_code == 409
    assert "字母开头" in text(refused)
    opened = system.post(address, {"username": "zhaokaihao"})
    assert "只显示这一次" in text(opened)
    account = Account.objects.get(username="zhaokaihao")
    assert account.must_change_password
    password = opened.context["password"]
    assert account.check_password(password)
    assert password not in text(system.get(reverse("desk:account", args=("zhaokaihao",))))
    assert system.get(address).status_code == 404  # one each


def test_no_account_for_somebody_without_a_post(system: Client, territory: Territory) -> None:
    person = territory.person(name="钱无职")
    assert person.ref not in text(system.post(reverse("desk:account-new"), {"name": "钱无职"}))
    assert system.get(reverse("desk:account-open", args=(person.ref,))).status_code == 404


def test_it_is_closed_opened_again_and_given_a_password(system: Client, worker: Account) -> None:
    address = reverse("desk:account", args=(worker.username,))
    page = text(system.get(address))
    assert page.count("btn-primary") == 1
    assert system.post(address, {"act": "close"}).status_code == 409  # without a reason
    assert "已停用" in text(system.post(address, {"act": "close", "reason": "left"}, follow=True))
    worker.refresh_from_db()
    assert not worker.is_active
    assert "没有停用" not in text(system.post(address, {"act": "open"}, follow=True))
    told = system.post(address, {"act": "reset"})
    worker.refresh_from_db()
    assert worker.check_password(told.context["password"])
    assert "没有锁定" in text(system.post(address, {"act": "unlock"}))
    assert system.post(address, {"act": "nonsense"}).status_code == 404
    assert system.get(reverse("desk:account", args=("nobody",))).status_code == 404


def test_who_is_reset_and_the_security_administrator_read_of_it(
    system: Client, security: Client, worker: Account
) -> None:
    address = reverse("desk:account", args=(worker.username,))
    Authenticator.objects.create(user=worker, type=Authenticator.Type.TOTP, data={"secret": "x"})
    system.post(address, {"act": "reset"})
    system.post(address, {"act": "factors"})
    titles = [
        f"{worker.username} 的密码由系统管理员重设了",
        f"{worker.username} 的第二重验证由系统管理员清除了",
    ]
    told = Message.everything.filter(kind="desk.account_reset").order_by("pk")
    assert list(told.filter(account=worker).values_list("title", flat=True)) == titles
    for title in titles:
        assert title in text(security.get(reverse("desk:inbox")))
        assert title not in text(system.get(reverse("desk:inbox")))


# Settings


def test_the_district_s_own_clocks_are_changed_and_the_law_s_are_not(system: Client) -> None:
    own = next(rule for rule in all_clocks() if rule.configurable and rule.unit)
    law = next(rule for rule in all_clocks() if not rule.configurable and rule.unit)
    page = text(system.get(reverse("desk:settings")))
    assert own.object in page
    assert reverse("desk:setting", args=(own.code,)) in page
    assert reverse("desk:setting", args=(law.code,)) not in page
    assert system.get(reverse("desk:setting", args=(law.code,))).status_code == 404
    data = {
        "amount": own.amount + 1,
        "unit": own.unit,
        "basis": "区委办〔2024〕9号",
        "valid_from": "2024-10-30",
    }
    address = reverse("desk:setting", args=(own.code,))
    assert system.post(address, data | {"basis": ""}).status_code == 409
    assert system.post(address, data).status_code == 302
    assert clock_on(own.code, business_date()).amount == own.amount + 1


# Posts


def test_somebody_is_put_in_a_post_and_leaves_it(security: Client, territory: Territory) -> None:
    address = reverse("desk:post-new")
    given = {
        "name": "孙新任",
        "post": Post.COMMUNITY_OFFICER,
        "area": territory.community.name,
        "day": "2024-11-01",
        "basis": "任〔2024〕3号",
    }
    asked = security.post(address, given)
    assert "新建一位" in text(asked)
    assert not Person.everything.filter(name="孙新任").exists()
    wrong = security.post(address, given | {"who": "new", "phone": "abc"})
    assert wrong.status_code == 409
    assert not Person.everything.filter(name="孙新任").exists()
    assert security.post(address, given | {"who": "new", "phone": "0730-8600000"}).status_code == 302
    person = Person.everything.get(name="孙新任")
    assert phone_of(person) == "0730-8600000"
    held = Appointment.everything.get(person=person)
    page = text(security.get(reverse("desk:post", args=(held.ref,))))
    assert "还没上任" in page
    assert "8600000" not in page
    again = security.post(address, given | {"area": territory.communities[1].name})
    assert "不是上面的人，新建一位" in text(again)
    twice = security.post(address, given | {"who": person.ref})
    assert "已经在这里担任同一职务" in text(twice)
    address = reverse("desk:post", args=(held.ref,))
    assert security.post(address, {"day": "2024-10-01", "reason": "错"}).status_code == 409
    assert security.post(address, {"day": "2024-12-01", "reason": "调任"}).status_code == 302
    assert "登记卸任</button>" not in text(security.get(address))


def test_no_service_puts_somebody_in_a_unit_of_another_place(territory: Territory) -> None:
    office = territory.organisation(territory.streets[1], OrganisationKind.STREET_OFFICE)
    with pytest.raises(ValidationError, match="请选那里的单位"):
        appoint(
            actor=SYSTEM,
            person=territory.person(),
            post=Post.STREET_OFFICER,
            area=territory.streets[0],
            day=business_date(),
            basis="测试",
            unit=office,
        )


def test_an_administrator_is_somebody_else(security: Client, territory: Territory, worker: Account) -> None:
    assert worker.person is not None
    given = {
        "name": worker.person.name,
        "post": Post.AUDITOR,
        "area": territory.district.code,
        "day": "2024-11-01",
        "basis": "任〔2024〕3号",
        "who": worker.person.ref,
    }
    refused = security.post(reverse("desk:post-new"), given)
    assert refused.status_code == 409
    assert "不能同时担任业务职务" in text(refused)


def test_a_name_of_several_places_asks_for_the_code(security: Client, territory: Territory) -> None:
    given = {
        "name": "周",
        "post": Post.COMMUNITY_OFFICER,
        "area": "同名社区",
        "day": "2024-11-01",
        "basis": "任〔2024〕3号",
    }
    Area.everything.filter(pk__in=[each.pk for each in territory.communities[1:3]]).update(name="同名社区")
    refused = text(security.post(reverse("desk:post-new"), given))
    assert "请写区划代码" in refused
    assert territory.communities[2].code in refused
    nowhere = text(security.post(reverse("desk:post-new"), given | {"area": "没有社区"}))
    assert "没有叫“没有社区”的社区" in nowhere


def test_a_post_in_a_department_names_its_unit(security: Client, territory: Territory) -> None:
    unit = territory.organisation(territory.district, OrganisationKind.DEPARTMENT)
    office = territory.organisation(territory.streets[1], OrganisationKind.STREET_OFFICE)
    address = reverse("desk:post-new")
    given = {
        "name": "孙新任",
        "post": Post.DEPARTMENT_OFFICER,
        "area": territory.district.name,
        "day": "2024-11-01",
        "basis": "任〔2024〕3号",
        "who": "new",
    }
    assert unit.name in text(security.get(address))
    assert "要写明单位" in text(security.post(address, given))
    assert "要选这一类单位" in text(security.post(address, given | {"unit": office.ref}))
    street = given | {"post": Post.STREET_OFFICER, "area": territory.streets[0].name}
    assert "不在岳阳楼街道" in text(security.post(address, street | {"unit": office.ref}))
    worker = given | {"post": Post.COMMUNITY_OFFICER, "area": territory.community.name}
    assert "不写单位" in text(security.post(address, worker | {"unit": unit.ref}))
    assert not Person.everything.filter(name="孙新任").exists()
    assert security.post(address, given | {"unit": unit.ref}).status_code == 302
    held = Appointment.everything.get(person__name="孙新任")
    assert held.unit == unit
    assert unit.name in text(security.get(reverse("desk:post", args=(held.ref,))))


def test_a_department_not_known_yet_is_registered_with_the_post(
    security: Client, territory: Territory
) -> None:
    address = reverse("desk:post-new")
    given = {
        "name": "孙新任",
        "post": Post.DEPARTMENT_OFFICER,
        "area": territory.district.name,
        "new_unit": "区水利局",
        "day": "2024-11-01",
        "basis": "任〔2024〕3号",
        "who": "new",
    }
    elsewhere = {"post": Post.COMMUNITY_OFFICER, "area": territory.community.name}
    assert "只有区直部门的任职" in text(security.post(address, given | elsewhere))
    assert security.post(address, given).status_code == 302
    unit = Organisation.everything.get(name="区水利局")
    assert (unit.kind, unit.area) == (OrganisationKind.DEPARTMENT, territory.district)
    assert Appointment.everything.get(person__name="孙新任").unit == unit
    assert "已经有区水利局" in text(security.post(address, given | {"name": "李后来"}))
    assert not Person.everything.filter(name="李后来").exists()


@pytest.mark.parametrize("post", LEAD_POSTS)
def test_a_lead_is_not_put_in_a_post_here(post: Post, security: Client, territory: Territory) -> None:
    address = reverse("desk:post-new")
    assert f'value="{post.value}"' not in text(security.get(address))
    area = next(
        area
        for area in (territory.sections[0], territory.groups[0], territory.neighbourhoods[0])
        if area.kind == AREA_KIND_OF[post]
    )
    given = {
        "name": "孙新任",
        "post": post,
        "area": area.code,
        "day": "2024-11-01",
        "basis": "无",
        "who": "new",
    }
    assert security.post(address, given).status_code == 409
    assert not Appointment.everything.filter(post=post).exists()


def test_a_lead_with_a_file_does_not_leave_here(security: Client, territory: Territory) -> None:
    held = lead_of(territory).appointment
    address = reverse("desk:post", args=(held.ref,))
    page = text(security.get(address))
    assert "登记卸任</button>" not in page
    assert "先审核、公示、有决定" in page
    security.post(address, {"day": "2024-12-01", "reason": "不干了"})
    held.refresh_from_db()
    assert held.valid_to is None


def test_posts_are_narrowed(
    security: Client, territory: Territory, worker: Account, django_assert_max_num_queries: Any
) -> None:
    assert worker.person is not None
    held = Appointment.everything.get(person=worker.person)
    posts = reverse("desk:posts")
    with django_assert_max_num_queries(14):
        assert worker.person.name in text(security.get(posts))
    assert worker.person.name in text(security.get(f"{posts}?street={territory.streets[0].code}"))
    assert worker.person.name not in text(security.get(f"{posts}?street={territory.streets[1].code}"))
    assert worker.person.name not in text(security.get(f"{posts}?post=auditor"))
    leave_post(
        actor=territory.actor(Post.SECURITY_ADMIN, territory.district),
        appointment=held,
        day=business_date(),
        reason="调任",
    )
    assert worker.person.name not in text(security.get(posts))
    assert worker.person.name in text(security.get(f"{posts}?state=ended"))


def test_the_permissions_are_those_the_rooms_declare(security: Client) -> None:
    page = text(security.get(reverse("desk:permissions")))
    for each in all_declared():
        assert each.capability in page
    assert "共 2 项" in text(security.get(reverse("desk:permissions") + "?role=system_admin"))


# Who finds them


OF_SYSTEM = ("desk:accounts", "desk:account-new", "desk:settings")
OF_SECURITY = ("desk:posts", "desk:post-new", "desk:permissions")


@pytest.mark.parametrize("post", list(Post))
def test_each_finds_the_own_pages_only(post: Post, territory: Territory) -> None:
    areas = {
        "street": territory.streets[0],
        "community": territory.community,
        "section": territory.sections[0],
        "group": territory.groups[0],
        "neighbourhood": territory.neighbourhoods[0],
        "micro_grid": territory.micro_grids[0],
        "district": territory.district,
    }
    client = signed_in(territory.account(post, areas[AREA_KIND_OF[post]]))
    menu = text(client.get(reverse("desk:all")))
    for names, owner in ((OF_SYSTEM, Post.SYSTEM_ADMIN), (OF_SECURITY, Post.SECURITY_ADMIN)):
        for name in names:
            assert client.get(reverse(name)).status_code == (200 if post is owner else 404), name
        assert (reverse(names[0]) in menu) == (post is owner)


@pytest.mark.parametrize(
    ("post", "duty"),
    [(Post.SYSTEM_ADMIN, "锁定的账号"), (Post.SECURITY_ADMIN, "在任的任职"), (Post.AUDITOR, "留痕")],
)
def test_an_administrator_s_first_page_tells_the_duties(post: Post, duty: str, territory: Territory) -> None:
    client = signed_in(territory.account(post, territory.district))
    page = text(client.get(reverse("desk:home")))
    assert duty in page
    assert "今天没有可看的业务内容" not in page
    assert Act.everything.filter(is_look=False, code__startswith="desk.").count() == 0
