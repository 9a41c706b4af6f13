"""The demo's accounts: about ten, one per kind of reader. Only these have passwords; they are printed, not secret."""

from dataclasses import dataclass
from typing import NamedTuple

from django.contrib.auth.hashers import make_password

from linli.access.actor import SYSTEM, Actor, actor_for
from linli.access.services import open_account
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.people.models import Account, Appointment, Person, Post

PASSWORD = "Linli-2024-demo"  # noqa: S105  # printed on every start of a demo
WHY = "the demo is being built, or says whom it built"


class DemoAccount(NamedTuple):
    """What a newcomer needs to sign in."""

    username: str
    password: str
    role: str
    area: str


@dataclass(frozen=True)
class _Wanted:
    username: str
    post: Post
    role: str
    place: str
    name: str
    nth: int = 0


WANTED = (
    _Wanted("quwei", Post.DISTRICT_OFFICER, "区委社会工作部", "岳阳楼区", "何立群", 0),
    _Wanted("zuzhibu", Post.DISTRICT_OFFICER, "区委组织部", "岳阳楼区", "彭志远", 1),
    _Wanted("wulipai", Post.STREET_OFFICER, "街道工作人员", "五里牌街道", "罗晓军"),
    _Wanted("qijialing", Post.STREET_OFFICER, "街道工作人员", "奇家岭街道", "易清华"),
    _Wanted("gaoshanpo", Post.COMMUNITY_SECRETARY, "社区书记", "高山坡社区", "周敏"),
    _Wanted("qijia", Post.COMMUNITY_OFFICER, "社区工作人员", "奇家社区", "陈思雨"),
    _Wanted("pianzhang", Post.SECTION_LEAD, "片长", "高山坡社区", "李国平"),
    _Wanted("zuzhang", Post.GROUP_LEAD, "组长", "高山坡社区", "王德福"),
    _Wanted("linzhang", Post.NEIGHBOUR_LEAD, "邻长", "高山坡社区", "刘桂兰"),
    _Wanted("chengguan", Post.DEPARTMENT_OFFICER, "区城管局办理人", "岳阳楼区", "邓文斌"),
    _Wanted("jiwei", Post.DISCIPLINE_OFFICER, "纪检监察", "岳阳楼区", "丁卫国"),
    _Wanted("xitong", Post.SYSTEM_ADMIN, "系统管理员", "岳阳楼区", "姚建平"),
    _Wanted("anquan", Post.SECURITY_ADMIN, "安全管理员", "岳阳楼区", "段红梅"),
    _Wanted("shenji", Post.AUDITOR, "审计管理员", "岳阳楼区", "谭静"),
)


def open_demo_accounts() -> None:
    """After the people are there: the first holder of each post gets the account and the name."""
    for wanted in WANTED:
        area = Area.objects.unscoped(WHY).get(
            name=wanted.place, kind__in=(Kind.DISTRICT, Kind.STREET, Kind.COMMUNITY)
        )
        held = (
            Appointment.objects.unscoped(WHY)
            .filter(post=wanted.post, area__path__under=area.path, valid_to__isnull=True)
            .order_by("pk")[wanted.nth : wanted.nth + 1]
            .get()
        )
        Person.objects.unscoped(WHY).filter(pk=held.person_id).update(name=wanted.name)
        person = Person.objects.unscoped(WHY).get(pk=held.person_id)
        open_account(actor=SYSTEM, person=person, username=wanted.username, password=None)
    # One hash for all: it is slow by design, and the password is printed anyway.
    Account.objects.filter(username__in=[w.username for w in WANTED]).update(password=make_password(PASSWORD))


def demo_actor(username: str) -> Actor:
    """One of the demo's accounts with its posts, to write in its name."""
    return actor_for(Account.objects.get(username=username))


def demo_accounts() -> list[DemoAccount]:
    """Those of the accounts this database has; none when it is no demo."""
    there = set(
        Account.objects.filter(username__in=[w.username for w in WANTED]).values_list("username", flat=True)
    )
    return [DemoAccount(w.username, PASSWORD, w.role, w.place) for w in WANTED if w.username in there]
