"""Opening accounts and keeping them: what the system administrator does, and what an account does for itself.

How one signs in: ``linli.access.backends`` (who it is), ``locks`` (how often one may be wrong), ``gates`` (what must
be done before anything else opens).
"""

import re

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone

from linli.access import locks, sessions
from linli.access.actor import Actor
from linli.access.models import PastPassword
from linli.access.passwords import one_time_password
from linli.access.policies import MANAGE_ACCOUNTS
from linli.audit import log
from linli.common.clock import business_date
from linli.orgs.selectors import in_force
from linli.people.models import Account, Appointment, Person, Post

WHY = "whether the district keeps a system administrator"
NAME = re.compile(r"[A-Za-z][A-Za-z0-9._-]{1,39}")


class Deactivation(models.TextChoices):
    """Why an account is closed. A choice, because a sentence would put somebody's illness into the log."""

    LEFT = "left", "离开岗位"
    AWAY = "away", "较长时间不在岗"
    DOUBLE = "double", "重复开通"
    DOUBTFUL = "doubtful", "怀疑被别人使用"


def _demand_manager(actor: Actor) -> None:
    if not actor.may(MANAGE_ACCOUNTS):
        raise PermissionDenied("开通、停用、解锁账号由系统管理员办理。")


def _record(actor: Actor, code: str, account: Account, **data: object) -> None:
    area_id = account.person.area_id if account.person else None
    log.record(actor=actor, code=code, target=account, area_id=area_id, data=data)


@transaction.atomic
def open_account(*, actor: Actor, person: Person, username: str, password: str | None) -> Account:
    """An account for a person; without a password nobody can sign in with it yet (``reset_password`` gives one).

    A password given here was set by somebody else: its holder changes it at the first sign-in. Raises PermissionDenied,
    ValidationError (name taken or not a name, person has one, password too weak).
    """
    _demand_manager(actor)
    username = username.strip()
    if not NAME.fullmatch(username):
        raise ValidationError("用户名用字母开头，2 到 40 个字母、数字、点、横线或下划线。请改一下。")
    if Account.objects.filter(username__iexact=username).exists():
        raise ValidationError(f"用户名 {username} 已经有人用了，请换一个。")
    account = Account(username=username, person=person)
    if password is None:
        account.set_unusable_password()
    else:
        validate_password(password, account)
        account.set_password(password)
        account.password_set_at = timezone.now()
        account.must_change_password = True
    if Account.objects.filter(person=person).exists():
        raise ValidationError("这个人已经有账号了。一人一号，忘了密码请重设，不要再开。")
    account.full_clean()
    account.save()
    _record(actor, "access.account.opened", account, username=username)
    return account


@transaction.atomic
def deactivate(*, actor: Actor, account: Account, reason: Deactivation) -> Account:
    """Close an account and end its sessions. Raises PermissionDenied, ValidationError (one's own, the last manager)."""
    _demand_manager(actor)
    account = Account.objects.select_for_update().get(pk=account.pk)
    if not account.is_active:
        raise ValidationError("这个账号已经停用了。")
    if account.pk == actor.account_id:
        raise ValidationError("不能停用自己的账号。请另一位系统管理员办理。")
    if _is_last_manager(account):
        raise ValidationError("这是最后一位系统管理员的账号，停用后没人能开通和解锁账号。请先让另一位上任。")
    account.is_active = False
    account.save(update_fields=["is_active"])
    sessions.end(account)
    _record(actor, "access.account.deactivated", account, reason=Deactivation(reason).label)
    return account


def _is_last_manager(account: Account) -> bool:
    day = business_date()
    posts = Appointment.objects.unscoped(WHY).filter(in_force(day), post=Post.SYSTEM_ADMIN)
    if account.person is None or not posts.filter(person=account.person).exists():
        return False
    others = Account.objects.filter(is_active=True, person__in=posts.values("person")).exclude(pk=account.pk)
    return not others.exists()


@transaction.atomic
def reactivate(*, actor: Actor, account: Account) -> Account:
    """Open a closed account again; what it may do still comes from its posts."""
    _demand_manager(actor)
    account = Account.objects.select_for_update().get(pk=account.pk)
    if account.is_active:
        raise ValidationError("这个账号没有停用。")
    account.is_active = True
    account.save(update_fields=["is_active"])
    locks.lift(account)
    _record(actor, "access.account.reactivated", account)
    return account


@transaction.atomic
def reset_password(*, actor: Actor, account: Account) -> str:
    """A new one-time password, shown once to whoever asked; changed at the next sign-in. Ends sessions and a lock."""
    _demand_manager(actor)
    if account.pk == actor.account_id:
        raise ValidationError("自己的密码在“我的账号”里改。")
    account = Account.objects.select_for_update().get(pk=account.pk)
    if not account.is_active:
        raise ValidationError("这个账号停用了，请先启用再重设密码。")
    password = one_time_password()
    _set_password(account, password, by_somebody_else=True)
    sessions.end(account)
    locks.lift(account)
    _record(actor, "access.password.reset", account)
    return password


@transaction.atomic
def unlock(*, actor: Actor, account: Account) -> None:
    """Forget the wrong attempts that locked an account, and end its sessions: somebody else may have been trying."""
    _demand_manager(actor)
    if not locks.lift(account):
        raise ValidationError("这个账号没有锁定。")
    sessions.end(account)
    _record(actor, "access.account.unlocked", account, how="系统管理员解锁")


@transaction.atomic
def reset_factors(*, actor: Actor, account: Account) -> int:
    """Take away all second factors of somebody who lost them; how many. Ends the account's sessions."""
    _demand_manager(actor)
    if account.pk == actor.account_id:
        raise ValidationError("自己的第二重验证在“我的账号”里换。")
    rows = Authenticator.objects.filter(user=account)
    count: int = rows.exclude(type=Authenticator.Type.RECOVERY_CODES).count()
    if not count:
        raise ValidationError("这个账号没有设第二重验证。")
    rows.delete()
    sessions.end(account)
    _record(actor, "access.factor.reset", account, count=count)
    return count


@transaction.atomic
def change_password(*, actor: Actor, old: str, new: str, session_key: str | None) -> Account:
    """One's own password. Ends all one's sessions but ``session_key``. Raises ValidationError in words, by field."""
    if actor.account_id is None:
        raise PermissionDenied("请先登录。")
    account = Account.objects.select_for_update().get(pk=actor.account_id)
    if not account.check_password(old):
        raise ValidationError({"old": "现在的密码不对。"})
    if old == new:
        raise ValidationError({"new": "新密码和现在的一样，请换一个。"})
    try:
        validate_password(new, account)
    except ValidationError as weak:
        raise ValidationError({"new": weak.messages}) from None
    _set_password(account, new, by_somebody_else=False)
    sessions.end(account, but=session_key)
    _record(actor, "access.password.changed", account)
    return account


def _set_password(account: Account, password: str, *, by_somebody_else: bool) -> None:
    if account.has_usable_password():
        PastPassword.objects.unscoped(WHY).create(
            account=account, password=account.password, replaced_at=timezone.now()
        )
    account.set_password(password)
    account.password_set_at = timezone.now()
    account.must_change_password = by_somebody_else
    account.save(update_fields=["password", "password_set_at", "must_change_password"])


@transaction.atomic
def end_other_sessions(*, actor: Actor, session_key: str | None) -> int:
    """Sign out everywhere but here; how many places that were."""
    if actor.account is None:
        raise PermissionDenied("请先登录。")
    count = sessions.end(actor.account, but=session_key)
    if count:
        _record(actor, "access.session.others_ended", actor.account, count=count)
    return count
