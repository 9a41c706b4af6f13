"""Who holds posts and accounts, for those who keep them: names and posts, and nothing of anybody's business."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from linli.access.actor import Actor
from linli.access.locks import locks_of
from linli.access.policies import MANAGE_POSTS
from linli.common.clock import business_date
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.orgs.selectors import in_force, places, under_paths
from linli.people.models import Account, Appointment, Person, Post
from linli.workflow.policies import HAND_OVER
from linli.workflow.selectors import clock_on

WHY = "whoever keeps accounts or posts sees names and posts of the whole district, and nothing else"
DORMANT = "burden.account.silent"
"""The clock after which something nobody uses is to be closed (domain.md App. A); the district may set its own."""
MOST_FOUND = 20

ACCOUNT_STATES = {
    "active": "在用",
    "locked": "锁定",
    "dormant": "很久没有登录",
    "postless": "现在没有任职",
    "closed": "停用",
}
POST_STATES = {"now": "在任", "ahead": "还没上任", "ended": "已卸任"}


@dataclass(frozen=True)
class Held:
    """A person with the posts of a day, in words."""

    person: Person
    posts: str


def _posts(rows: Iterable[Appointment]) -> dict[int, str]:
    listed, found = list(rows), dict[int, list[str]]()
    called = places(row.area for row in listed)
    for row in listed:
        found.setdefault(row.person_id, []).append(f"{called[row.area_id]}·{row.get_post_display()}")
    return {person: "，".join(posts) for person, posts in found.items()}


def with_posts(persons: Iterable[Person], day: date) -> list[Held]:
    """Each with the posts in force that day: one query."""
    listed = list(persons)
    rows = (
        Appointment.objects.unscoped(WHY)
        .filter(in_force(day), person__in=[person.pk for person in listed])
        .select_related("area")
        .order_by("area__path", "post")
    )
    posts = _posts(rows)
    return [Held(person, posts.get(person.pk, "")) for person in listed]


def persons(actor: Actor) -> QuerySet[Person]:
    """Whom the actor may name in a hand-over: holders of posts in the own area; the keeper of posts, anybody."""
    rows = Person.objects.unscoped(WHY).order_by("pk")
    if actor.may(MANAGE_POSTS):
        return rows
    paths = actor.paths(HAND_OVER)
    if not paths:
        return rows.none()
    held = Appointment.objects.unscoped(WHY).filter(under_paths(paths, "area__path"), person=OuterRef("pk"))
    return rows.filter(Exists(held))


def called(rows: QuerySet[Person], name: str, day: date) -> list[Held]:
    """Those of ``rows`` with exactly this name, or with this user name."""
    name = name.strip()
    if not name:
        return []
    found = rows.filter(Q(name=name) | Q(account__username__iexact=name))
    return with_posts(found[:MOST_FOUND], day)


# Accounts


def dormant_after() -> int:
    """Days without a sign-in after which an account is listed to be closed."""
    return clock_on(DORMANT, business_date()).amount


def dormant(now: datetime) -> Q:
    """Nobody signed in for so long, and the account is at least as old."""
    before = now - timedelta(days=dormant_after())
    return Q(is_active=True) & (Q(last_login__lt=before) | Q(last_login__isnull=True, created_at__lt=before))


def accounts(query: str = "", street: Area | None = None, state: str = "") -> QuerySet[Account]:
    """By user name; narrowed by a name, by where its posts of today lie, by state."""
    rows = Account.objects.select_related("person").order_by("username")
    today = Appointment.objects.unscoped(WHY).filter(in_force(business_date()), person=OuterRef("person"))
    if query:
        rows = rows.filter(Q(username__icontains=query) | Q(person__name=query))
    if street is not None:
        rows = rows.filter(Exists(today.filter(area__path__under=street.path)))
    narrowed = {
        "active": Q(is_active=True),
        "closed": Q(is_active=False),
        "dormant": dormant(timezone.now()) if state == "dormant" else Q(),
        "locked": Q(pk__in=locks_of(Account.objects.all())) if state == "locked" else Q(),
        "postless": Q(is_active=True) & ~Exists(today),
    }
    return rows.filter(narrowed[state]) if state in narrowed else rows


@dataclass(frozen=True)
class Shown:
    """One account in a list."""

    account: Account
    posts: str
    state: str
    tint: str


def shown(found: Iterable[Account]) -> list[Shown]:
    """As rows of a list: two queries for all of them."""
    listed, before = list(found), timezone.now() - timedelta(days=dormant_after())
    locked = locks_of(listed)
    held = with_posts([a.person for a in listed if a.person is not None], business_date())
    posts = {each.person.pk: each.posts for each in held}
    return [
        Shown(account, posts.get(account.person_id or 0, ""), *_state(account, account.pk in locked, before))
        for account in listed
    ]


def _state(account: Account, locked: bool, before: datetime) -> tuple[str, str]:
    if not account.is_active:
        return "停用", ""
    if locked:
        return "锁定", "amber"
    if not account.has_usable_password():
        return "还没有密码", ""
    seen = account.last_login or account.created_at
    return ("很久没有登录", "") if seen < before else ("在用", "pine")


# Posts


def appointments(
    query: str = "", post: str = "", street: Area | None = None, state: str = "now"
) -> QuerySet[Appointment]:
    """By area and post; narrowed by a name, a post, a place, and whether it is in force today."""
    day = business_date()
    rows = (
        Appointment.objects.unscoped(WHY)
        .select_related("person", "area", "unit")
        .order_by("area__code", "post", "pk")
    )
    if query:
        rows = rows.filter(person__name=query)
    if post in Post.values:
        rows = rows.filter(post=post)
    if street is not None:
        rows = rows.filter(area__path__under=street.path)
    narrowed = {
        "now": in_force(day),
        "ahead": Q(valid_from__gt=day),
        "ended": Q(valid_to__lte=day),
    }
    return rows.filter(narrowed[state]) if state in narrowed else rows


def streets() -> list[tuple[str, str]]:
    """Code and name, for a filter."""
    rows = Area.objects.unscoped(WHY).filter(kind=Kind.STREET, valid_to__isnull=True).order_by("code")
    return list(rows.values_list("code", "name"))


def street(code: str) -> Area | None:
    """The street with this code."""
    return Area.objects.unscoped(WHY).filter(kind=Kind.STREET, code=code).first() if code else None
