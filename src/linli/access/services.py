"""Opening accounts. Sign-in itself is Django's."""

from django.core.exceptions import ValidationError
from django.db import transaction

from linli.access.actor import Actor
from linli.audit import log
from linli.people.models import Account, Person


@transaction.atomic
def open_account(*, actor: Actor, person: Person, username: str, password: str | None) -> Account:
    """An account for a person; without a password nobody can sign in with it yet."""
    if Account.objects.filter(username__iexact=username).exists():
        raise ValidationError(f"用户名 {username} 已经有人用了，请换一个。")
    account = Account(username=username, person=person)
    if password is None:
        account.set_unusable_password()
    else:
        account.set_password(password)
    account.full_clean()
    account.save()
    log.record(
        actor=actor,
        code="access.account.opened",
        target=account,
        area_id=person.area_id,
        data={"username": username},
    )
    return account
