"""The district's own minimum days, within the law."""

from django.core.exceptions import ValidationError
from django.db import transaction

from linli.access.actor import Actor
from linli.audit import log
from linli.notices.models import PostingKind
from linli.notices.policies import require
from linli.notices.selectors import KINDS
from linli.orgs.models import Area
from linli.workflow.deadlines import Unit


@transaction.atomic
def set_minimum(*, actor: Actor, district: Area, kind: PostingKind, minimum: int) -> PostingKind:
    """Postings made from now on hang at least ``minimum`` days; running ones keep theirs.

    Raises PermissionDenied but for the district; ValidationError below what the law or the table sets.
    """
    require(actor, district, "notices.kind.set")
    kind = PostingKind.objects.unscoped(KINDS).select_for_update().get(pk=kind.pk)
    if minimum < kind.floor:
        least = Unit(kind.unit).said(kind.floor)
        raise ValidationError(f"{kind.name}不能少于 {least}（{kind.basis}）。请改成 {kind.floor} 或更多。")
    kind.minimum = minimum
    kind.full_clean()
    kind.save()
    log.record(
        actor=actor,
        code="notices.kind.set",
        target=kind,
        area_id=district.pk,
        data={"kind": kind.name, "said": kind.said},
    )
    return kind
