"""Whom and what the acts of the log name: accounts, persons, records with a reference. Read for readers of the log."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import CharField, F, Model, Q, QuerySet, Value

from linli.audit.models import Act
from linli.common.models import Record
from linli.common.refs import ALPHABET, LENGTH
from linli.common.text import masked_name
from linli.disclosure.selectors import acts_naming
from linli.orgs.models import Area
from linli.people.models import Account, Person
from linli.ui import records

WHY = "the reader holds the log, which names them"
MOST_PERSONS = 50
BY_KIND = {"system": "系统", "public": "公众"}


@cache
def kinds_of_record() -> dict[str, type[Record]]:
    """Type as the log writes it → model, of everything that has a reference."""
    return {
        model._meta.label_lower: model
        for model in apps.get_models()
        if issubclass(model, Record) and not model._meta.abstract
    }


@cache
def kinds_about_persons() -> tuple[tuple[type[Model], str], ...]:
    """Models whose rows belong to one person, with the field that says to whom."""
    return tuple(
        (model, field.name)
        for model in apps.get_models()
        if model.__module__.startswith("linli.")
        for field in model._meta.concrete_fields
        if field.related_model is Person
    )


def label_of(target_type: str) -> str:
    """What one is called: 调解案件."""
    model = apps.get_model(target_type) if target_type else None
    if model is None:
        return ""
    try:
        return records.for_model(model).label
    except KeyError:
        return str(model._meta.verbose_name)


def persons_called(text: str) -> list[Person]:
    """Persons with exactly this name, or whose account has this user name."""
    rows = Person.objects.unscoped(WHY).filter(Q(name=text) | Q(account__username__iexact=text))
    return list(rows.order_by("pk")[:MOST_PERSONS])


def accounts_of(persons: Sequence[Person], username: str = "") -> list[int]:
    """Ids of their accounts, and of the one with this user name: it may be nobody's."""
    theirs = Q(person__in=persons) | (Q(username__iexact=username) if username else Q(pk__in=[]))
    return list(Account.objects.filter(theirs).values_list("pk", flat=True))


def about_accounts(accounts: Sequence[int]) -> Q:
    """Acts whose target is one of these accounts."""
    return Q(target_type=Account._meta.label_lower, target_id__in=accounts)


def about_persons(persons: Sequence[Person]) -> Q:
    """Acts whose target is one of the persons, or a row that belongs to one; and looks in which one stood in clear."""
    if not persons:
        return Q(pk__in=[])
    found = Q(target_type=Person._meta.label_lower, target_id__in=[each.pk for each in persons])
    for model, field in kinds_about_persons():
        owned = model._base_manager.filter(**{f"{field}__in": persons}).values("pk")
        found |= Q(target_type=model._meta.label_lower, target_id__in=owned)
    return found | Q(pk__in=acts_naming(persons).values("pk"))


def record_with(ref: str) -> tuple[str, int] | None:
    """Type and id of the record with this reference: one query over all kinds."""
    if len(ref) != LENGTH or not set(ref) <= set(ALPHABET):
        return None
    found = _united(
        model.objects.unscoped(WHY).filter(ref=ref).order_by() for model in kinds_of_record().values()
    )
    return next(((kind, pk) for kind, pk, _ in found), None)


def refs_of(acts: Iterable[Act]) -> dict[tuple[str, int], str]:
    """(type, id) → reference, of the targets that have one: one query over the kinds that occur. Of an account it is
    the user name, by which the log is searched too.
    """
    wanted: dict[str, set[int]] = defaultdict(set)
    of_account = Account._meta.label_lower
    for act in acts:
        if act.target_id is not None and act.target_type in (*kinds_of_record(), of_account):
            wanted[act.target_type].add(act.target_id)
    accounts = wanted.pop(of_account, set())
    users = Account.objects.filter(pk__in=accounts).values_list("pk", "username") if accounts else ()
    rows = (
        kinds_of_record()[kind].objects.unscoped(WHY).filter(pk__in=ids).order_by()
        for kind, ids in sorted(wanted.items())
    )
    found = {(kind, pk): ref for kind, pk, ref in _united(rows)}
    return found | {(of_account, pk): username for pk, username in users}


def _united(queries: Iterable[QuerySet[Any]]) -> Iterable[tuple[str, int, str]]:
    parts = [
        rows.annotate(log_type=Value(rows.model._meta.label_lower, CharField()), log_id=F("pk")).values_list(
            "log_type", "log_id", "ref"
        )
        for rows in queries
    ]
    if not parts:
        return ()
    united: Iterable[tuple[str, int, str]] = parts[0].union(*parts[1:], all=True)
    return united


def actors_of(acts: Iterable[Act], *, masked: bool, username: bool) -> dict[int, str]:
    """Account → who it is: the name, in full or masked, with the user name behind it or alone."""
    ids = {act.actor_id for act in acts if act.actor_id is not None}
    if not ids:
        return {}
    found = {}
    for pk, user, name in Account.objects.filter(pk__in=ids).values_list("pk", "username", "person__name"):
        called = masked_name(name) if masked and name else name
        if username:
            found[pk] = f"{called}（{user}）" if called else user
        else:
            found[pk] = called or masked_name(user)
    return found


def who(act: Act, names: dict[int, str]) -> str:
    """Who acted, in words."""
    if act.actor_kind != "account" or act.actor_id is None:
        return BY_KIND.get(act.actor_kind, act.actor_kind)
    return names.get(act.actor_id, f"账号 {act.actor_id}")


def areas_of(acts: Iterable[Act]) -> dict[int, str]:
    """Area → its name."""
    ids = {act.area_id for act in acts if act.area_id is not None}
    if not ids:
        return {}
    return dict(Area.objects.unscoped(WHY).filter(pk__in=ids).values_list("pk", "name"))
