"""The district's own practice for panels, from a day on."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q

from linli.access.actor import Actor
from linli.access.policies import CONFIGURE
from linli.audit import log
from linli.mediation.models import PanelRule

WHY = "the practice of the whole district"


@transaction.atomic
def set_panel_rule(
    *, actor: Actor, least: int, most: int, woman_in_family: bool, basis: str, valid_from: date
) -> PanelRule:
    """In force from ``valid_from``; ends the one before. Panels formed before stay as they are.

    Raises ValidationError in words, PermissionDenied for who may not change the district's settings.
    """
    if not actor.may(CONFIGURE):
        raise PermissionDenied("调解团人数是全区设置，由系统管理员按区里的决定调整。")
    if least % 2 == 0 or most % 2 == 0:
        raise ValidationError("调解团是单数，最少和最多都请填单数。")
    own = PanelRule.objects.unscoped(WHY).select_for_update()
    if own.filter(valid_from__gte=valid_from).exists():
        raise ValidationError("已经有从同一天或更晚开始的设置。请改选更晚的开始日期。")
    own.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=valid_from)).update(valid_to=valid_from)
    rule = PanelRule(
        least=least, most=most, woman_in_family=woman_in_family, basis=basis.strip(), valid_from=valid_from
    )
    rule.full_clean()
    rule.save()
    data = {
        "said": rule.said,
        "woman": "要有" if woman_in_family else "不要求",
        "day": valid_from.isoformat(),
    }
    log.record(actor=actor, code="mediation.panel_rule.set", target=rule, data=data)
    return rule
