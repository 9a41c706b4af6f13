"""Kinds of marks every district begins with (domain.md §3.1), and what the district makes of them afterwards."""

from django.core.exceptions import ValidationError
from django.db import transaction

from linli.audit import log
from linli.common.refs import new_ref
from linli.people.models import TagKind

WHY = "kinds of marks hold for the whole district"
KINDS: tuple[tuple[str, str, bool, bool, int], ...] = (
    ("alone", "独居老人", True, True, 12),
    ("disabled", "残疾", True, True, 24),
    ("allowance", "低保", True, False, 12),
    ("expecting", "孕产", True, True, 12),
    ("tenant", "租住", False, False, 12),
    ("party", "党员户", True, False, 24),
)
"""Code, name, whether sensitive, whether visited first, months it holds."""


def load_missing_kinds() -> int:
    """Add the kinds that are not there; how many. Those present stay as the district set them."""
    there = set(TagKind.objects.unscoped(WHY).values_list("code", flat=True))
    missing = [
        TagKind(
            code=code, name=name, is_sensitive=sensitive, visit_first=first, months=months, order=order * 10
        )
        for order, (code, name, sensitive, first, months) in enumerate(KINDS, start=1)
        if code not in there
    ]
    TagKind.everything.bulk_create(missing)
    return len(missing)


@transaction.atomic
def set_kind(
    *,
    actor: log.Acting,
    name: str,
    is_sensitive: bool,
    visit_first: bool,
    months: int,
    is_open: bool = True,
    kind: TagKind | None = None,
) -> TagKind:
    """A new kind, or another wording of one. Marks that stand keep the end they were given.

    Whether the actor may is asked above (``grid.leads.ledger.set_kind``), as for everything of this room.
    """
    made = kind or TagKind(code=f"own-{new_ref()}", order=500)
    made.name, made.is_sensitive, made.visit_first = name.strip(), is_sensitive, visit_first
    made.months, made.is_open = months, is_open
    made.full_clean()
    made.save()
    data = {"name": made.name, "months": months, "state": "在用" if is_open else "停用"}
    log.record(actor=actor, code="people.tag_kind.set", target=made, data=data)
    return made


def kinds_open() -> list[TagKind]:
    """Those that may be given, in order."""
    return list(TagKind.objects.unscoped(WHY).filter(is_open=True).order_by("order", "code"))


def all_kinds() -> list[TagKind]:
    """With those no longer given."""
    return list(TagKind.objects.unscoped(WHY).order_by("order", "code"))


def require_known(kind: TagKind) -> None:
    """Raises ValidationError for one no longer given."""
    if not kind.is_open:
        raise ValidationError({"kind": f"“{kind.name}”已经停用。请选别的标记。"})
