"""Saved views of registers: kept, renamed, dropped by the account they belong to; to anybody else they do not exist."""

from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet

from linli.access.actor import Actor
from linli.audit import log
from linli.desk.filters import SEARCH, without_numbers
from linli.desk.models import SavedView

WHY = "narrowed to the account itself"
MOST = 12
"""So many for one register: they stand side by side above it."""
LEFT_OUT = ("page", "select", "view")


def views_of(actor: Actor, register: str) -> QuerySet[SavedView]:
    """Those of this account, in the order they were kept."""
    rows = SavedView.objects.unscoped(WHY).filter(account=actor.account, register=register)
    return rows.order_by("pk") if actor.account is not None else rows.none()


def view_of(actor: Actor, register: str, ref: str) -> SavedView | None:
    """One of this account's."""
    return views_of(actor, register).filter(ref=ref).first()


def kept_query(query: str) -> str:
    """What of an address makes a view: filters and order in one spelling; without empty ones and persons' numbers."""
    asked = [(name, without_numbers(value) if name == SEARCH else value) for name, value in parse_qsl(query)]
    pairs = [(name, value) for name, value in asked if name not in LEFT_OUT and value.strip()]
    return urlencode(sorted(pairs))


@transaction.atomic
def save_view(*, actor: Actor, register: str, name: str, query: str) -> SavedView:
    """Keep filters and order under a name. Raises PermissionDenied, ValidationError."""
    if actor.account is None:
        raise PermissionDenied
    found = SavedView(account=actor.account, register=register, name=name.strip(), query=kept_query(query))
    if not found.query:
        raise ValidationError("还没有选任何条件或排序，没有什么可存。请先筛选，再存。")
    if views_of(actor, register).count() >= MOST:
        raise ValidationError(f"每个登记簿最多存 {MOST} 个。请先删去一个不用的。")
    found.full_clean()
    found.save()
    log.record(actor=actor, code="desk.view.saved", target=found, data={"register": register})
    return found


@transaction.atomic
def rename_view(*, actor: Actor, view: SavedView, name: str) -> SavedView:
    """Call it something else. Raises PermissionDenied, ValidationError."""
    found = _own(actor, view)
    found.name = name.strip()
    found.full_clean()
    found.save(update_fields=["name"])
    log.record(actor=actor, code="desk.view.renamed", target=found, data={"register": found.register})
    return found


@transaction.atomic
def delete_view(*, actor: Actor, view: SavedView) -> None:
    """Drop it; the records stay as they are. Raises PermissionDenied."""
    found = _own(actor, view)
    log.record(actor=actor, code="desk.view.deleted", target=found, data={"register": found.register})
    found.delete()


def forget_accounts(accounts: Sequence[int]) -> None:
    """Views of accounts whose persons have gone nameless."""
    SavedView.objects.unscoped("accounts that are nobody's any more").filter(account__in=accounts).delete()


def _own(actor: Actor, view: SavedView) -> SavedView:
    found = views_of(actor, view.register).select_for_update(of=("self",)).filter(pk=view.pk).first()
    if found is None:
        raise PermissionDenied
    return found
