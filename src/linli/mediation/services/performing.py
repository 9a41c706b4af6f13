"""What was done on the clauses of an agreement in force, shown by something (第三十一条)."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum

from linli.access.actor import Actor
from linli.common.money import yuan
from linli.mediation.models import Clause, Performance, PieceKind
from linli.mediation.services.pieces import Scan, add_scans
from linli.mediation.services.telling import WHY, locked, told
from linli.mediation.timeline import require_day

LONGEST_TITLE = 100


@transaction.atomic
def note_performance(
    *,
    actor: Actor,
    clause: Clause,
    done_on: date,
    evidence: str,
    amount_fen: int | None = None,
    is_complete: bool = True,
    scans: Sequence[Scan] = (),
) -> Performance:
    """What was done on a clause; ``scans`` of what shows it go into the file as receipts.

    Raises ValidationError for one that is performed already, and for more money than it says.
    """
    agreement = clause.agreement
    case = locked(actor, agreement.case)
    if agreement.effective_on is None:
        raise ValidationError("协议还没有生效，没有要履行的。")
    clause.performed_on = Clause.objects.unscoped(WHY).select_for_update().get(pk=clause.pk).performed_on
    require_day(done_on, "履行", ("协议生效", agreement.effective_on))
    if clause.performed_on is not None:
        raise ValidationError(f"第{clause.serial}条已在 {clause.performed_on} 履行完，不用再记。")
    _require_owed(clause, amount_fen)
    row = Performance(
        clause=clause,
        done_on=done_on,
        amount_fen=amount_fen,
        is_complete=is_complete,
        evidence=evidence,
        recorded_by_id=actor.account_id,
    )
    row.full_clean()
    row.save()
    if is_complete:
        clause.performed_on = done_on
        clause.save(update_fields=["performed_on"])
    told(actor, case, "mediation.agreement.performed", clause=clause.serial)
    if scans:
        title = f"第{clause.serial}条履行：{evidence}"[:LONGEST_TITLE]
        add_scans(actor=actor, case=case, kind=PieceKind.RECEIPT, title=title, dated=done_on, scans=scans)
    return row


def _require_owed(clause: Clause, amount_fen: int | None) -> None:
    """All that was paid on a clause is not more than what it says; one that names no money sets no limit."""
    if amount_fen is None or clause.amount_fen is None:
        return
    rows = Performance.objects.unscoped(WHY).filter(clause=clause)
    paid = rows.aggregate(paid=Sum("amount_fen"))["paid"] or 0
    if paid + amount_fen > clause.amount_fen:
        before = f"，已经记了 {yuan(paid)} 元" if paid else ""
        raise ValidationError(
            {
                "amount_fen": f"第{clause.serial}条写的是 {yuan(clause.amount_fen)} 元{before}，"
                f"这次 {yuan(amount_fen)} 元，多了。请核对金额。"
            }
        )
