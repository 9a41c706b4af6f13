"""What was entered wrongly is put right: a party, a party too many, the case itself. The log says which fields, never
what stood in them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from linli.access.actor import Actor
from linli.common.clock import business_date, business_now
from linli.mediation.consents import parties_of
from linli.mediation.models import (
    PAPER_ONLY,
    UNCONFIRMABLE,
    Acceptance,
    Agreement,
    Clause,
    Confirmation,
    CourtResult,
    DisputeCase,
    DisputeKind,
    Intensity,
    Party,
    PartyConsent,
    Side,
    Signature,
    Special,
)
from linli.mediation.models.party import ADDRESS, PHONE
from linli.mediation.naming import require_nobody_named
from linli.mediation.recusal import ABSOLUTE
from linli.mediation.selectors import panel_rule_on
from linli.mediation.services.agreements import (
    CONFIRM,
    back_to_paper,
    last_day_to_apply,
    require_court_days,
    void_signatures,
)
from linli.mediation.services.panels import panel_of, shown_of, sitting, unformed
from linli.mediation.services.parties import Particulars
from linli.mediation.services.telling import WHY, locked, open_case, told
from linli.mediation.states import ARCHIVED
from linli.orgs.models import Area, Theme
from linli.people import crypto
from linli.workflow.deadlines import day_of
from linli.workflow.models import Deadline
from linli.workflow.references import Reference
from linli.workflow.selectors import RUNNING
from linli.workflow.services import drop

SAME = "和原来一样，没有要改的。"
ON_PAPER = ("side", "name", "is_organisation")
"""What the parties signed under: changed, they sign anew."""
RECUSAL = ("name", "is_organisation", "household", "employer", "agent_name")
"""What the recusal check compares."""


@dataclass(frozen=True, kw_only=True)
class CaseFacts:
    """What of a registered case may be put right."""

    title: str
    summary: str
    kind: DisputeKind
    special: Special
    intensity: Intensity
    place: Area | None = None
    claims: Sequence[str] = ()
    account: str = ""
    theme: Theme | None = None


@dataclass(frozen=True, kw_only=True)
class CourtFacts:
    """What stands in the record of the judicial confirmation; the later ones empty until the court has spoken."""

    court: str
    applied_on: date
    accepted_on: date | None = None
    decided_on: date | None = None
    result: CourtResult | str = ""
    document: str = ""


def facts_of(case: DisputeCase) -> CaseFacts:
    """As the case has them."""
    return CaseFacts(
        title=case.title,
        summary=case.summary,
        kind=DisputeKind(case.kind),
        special=Special(case.special),
        intensity=Intensity(case.intensity),
        place=case.place,
        claims=case.claims,
        account=case.account,
        theme=case.theme,
    )


def agreement_of(case: DisputeCase) -> Agreement | None:
    """The case's agreement, in force or not."""
    return Agreement.objects.unscoped(WHY).filter(case=case).select_related("committee").first()


def _require_open_to_change(case: DisputeCase) -> Agreement | None:
    agreement = agreement_of(case)
    if agreement is not None and agreement.effective_on is not None:
        raise ValidationError(f"协议{agreement.number}已在 {agreement.effective_on} 生效，登记不能再改。")
    if case.stage == ARCHIVED:
        raise ValidationError("案件已经归档，登记不能再改。")
    return agreement


def _labels(model: type[Party | DisputeCase | Confirmation], names: Iterable[str]) -> str:
    return "、".join(str(model._meta.get_field(name).verbose_name) for name in names)  # type: ignore[union-attr]


@transaction.atomic
def correct_party(
    *, actor: Actor, party: Party, side: Side, about: Particulars, phone: str = "", address: str = ""
) -> Party:
    """Set a party's particulars anew; telephone and address only where they are given.

    Another side or name lets the signatures under a draft fall away, another agent those the agent gave. Members whom
    the records now show to have a ground are asked about recusal anew. Raises ValidationError once the agreement is
    in force, the file archived, or the particulars erased.
    """
    case = locked(actor, party.case)
    agreement = _require_open_to_change(case)
    party = Party.objects.unscoped(WHY).select_for_update().get(pk=party.pk)
    if party.erased_on is not None:
        raise ValidationError(f"保存期满，联系方式已在 {party.erased_on} 删去，不能再改。")
    values = {"side": side} | {each.name: getattr(about, each.name) for each in fields(about)}
    changed = [name for name, value in values.items() if getattr(party, name) != value]
    for name in changed:
        setattr(party, name, values[name])
    for name, text, kind in (("phone_sealed", phone, PHONE), ("address_sealed", address, ADDRESS)):
        if text.strip():
            setattr(party, name, crypto.seal(text.strip(), kind))
            changed.append(name)
    if not changed:
        raise ValidationError(SAME)
    require_nobody_named([party], case.title, case.summary)
    party.full_clean()
    party.save(update_fields=changed)
    what = _labels(Party, changed).replace("（密文）", "")
    told(actor, case, "mediation.party.corrected", side=party.get_side_display(), what=what)
    if agreement is not None and _signs_anew(agreement, party, changed):
        void_signatures(actor=actor, case=case, agreement=agreement)
    if set(changed) & set(RECUSAL):
        _ask_anew(case)
    return party


def _signs_anew(agreement: Agreement, party: Party, changed: Sequence[str]) -> bool:
    if set(changed) & set(ON_PAPER):
        return True
    own = Signature.objects.unscoped(WHY).filter(agreement=agreement, party=party, by_agent=True)
    return "agent_name" in changed and own.exists()


def _ask_anew(case: DisputeCase) -> None:
    """Who was cleared and now has a ground the records show is no longer cleared, and the panel not formed."""
    panel, today = panel_of(case), business_date()
    if panel is None:
        return
    parties = parties_of(case)
    for member in sitting(panel):
        if member.cleared_on is not None and shown_of(member, parties, today) & set(ABSOLUTE):
            member.cleared_on = None
            member.save(update_fields=["cleared_on"])
            unformed(panel)


@transaction.atomic
def add_contact(*, actor: Actor, party: Party, phone: str = "", address: str = "") -> Party:
    """Telephone and address, entered or set anew at any time until the file is archived: the visits that follow an
    agreement need them, and no signed paper reads otherwise for it.

    Raises ValidationError where neither is given and once the particulars are erased.
    """
    case = locked(actor, party.case)
    party = Party.objects.unscoped(WHY).select_for_update().get(pk=party.pk)
    if party.erased_on is not None:
        raise ValidationError(f"保存期满，联系方式已在 {party.erased_on} 删去，不能再登记。")
    kinds = (("phone_sealed", phone, PHONE, "电话"), ("address_sealed", address, ADDRESS, "住址"))
    given = [(name, text.strip(), kind, label) for name, text, kind, label in kinds if text.strip()]
    if not given:
        raise ValidationError("电话和住址至少填一样。")
    for name, text, kind, _ in given:
        setattr(party, name, crypto.seal(text, kind))
    party.full_clean()
    party.save(update_fields=[name for name, *_ in given])
    what = "、".join(label for *_, label in given)
    told(actor, case, "mediation.party.reached", side=party.get_side_display(), what=what)
    return party


@transaction.atomic
def correct_court(*, actor: Actor, confirmation: Confirmation, to: CourtFacts) -> Confirmation:
    """Set the record of the judicial confirmation anew, until the file is archived.

    Raises ValidationError for days out of order, as ``agreements.apply_for_confirmation`` and ``note_decision`` do.
    """
    case = locked(actor, confirmation.agreement.case)
    rows = Confirmation.objects.unscoped(WHY).select_for_update().select_related("agreement__case")
    row = rows.get(pk=confirmation.pk)
    values = {each.name: getattr(to, each.name) for each in fields(to)}
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    if not changed:
        raise ValidationError(SAME)
    for name in changed:
        setattr(row, name, values[name])
    require_court_days(row)
    latest = last_day_to_apply(row.agreement)
    if "applied_on" in changed and latest is not None and row.applied_on > latest:
        raise ValidationError({"applied_on": f"共同申请最迟到 {latest}，{row.applied_on} 已经过期。"})
    row.full_clean()
    row.save(update_fields=changed)
    told(actor, case, "mediation.confirmation.corrected", what=_labels(Confirmation, changed))
    return row


@transaction.atomic
def remove_party(*, actor: Actor, party: Party) -> None:
    """Take out a party entered by mistake: while nothing was told to it, asked of it, or written of it. The others
    close up, so that the numbers keep no gap."""
    case = open_case(actor, party.case)
    party = Party.objects.unscoped(WHY).select_for_update().get(pk=party.pk)
    if party.told_rights_on or party.id_seen_on or _is_spoken_of(party):
        raise ValidationError(
            "已经向这一方告知过权利义务、核对过身份，或者写进了协议，不能再删。"
            "写错了的，请更正；不愿调解的，记下“不同意”。"
        )
    side, serial = party.get_side_display(), party.serial
    rows = Party.objects.unscoped(WHY).filter(case=case)
    rows.filter(pk=party.pk).delete()
    for later in rows.filter(serial__gt=serial).order_by("serial"):
        later.serial -= 1
        later.save(update_fields=["serial"])
    case.parties_count = max(2, rows.count())
    case.save(update_fields=["parties_count"])
    told(actor, case, "mediation.party.removed", side=side)


def _is_spoken_of(party: Party) -> bool:
    """Some row depends on the party."""
    return (
        PartyConsent.objects.unscoped(WHY).filter(party=party).exists()
        or Acceptance.objects.unscoped(WHY).filter(party=party).exists()
        or Signature.objects.unscoped(WHY).filter(party=party).exists()
        or Clause.objects.unscoped(WHY).filter(obligor=party).exists()
        or Clause.objects.unscoped(WHY).filter(obligee=party).exists()
    )


def closed_ways(special: str) -> set[str]:
    """Which ways the law closes for such a matter."""
    ways = {"confirmation": UNCONFIRMABLE, "electronic form": PAPER_ONLY}
    return {way for way, closed in ways.items() if special in closed}


def is_stricter(before: str, after: str) -> bool:
    """Every way that was closed stays closed."""
    return closed_ways(after) >= closed_ways(before)


@transaction.atomic
def correct_case(*, actor: Actor, case: DisputeCase, to: CaseFacts) -> DisputeCase:
    """Set anew what was registered. Once the agreement is in force, nothing but a stricter ``special``.

    Where the matter now excludes them, an electronic draft becomes one to be signed by hand, and the days for
    judicial confirmation stop, in the same act. A panel the kind of the dispute no longer allows is not formed.
    """
    case = locked(actor, case)
    values = {each.name: getattr(to, each.name) for each in fields(to)} | {"claims": list(to.claims)}
    changed = [name for name, value in values.items() if getattr(case, name) != value]
    if not changed:
        raise ValidationError(SAME)
    agreement = agreement_of(case)
    if agreement is None or agreement.effective_on is None or changed != ["special"]:
        _require_open_to_change(case)
    elif not is_stricter(case.special, to.special):
        raise ValidationError(
            {"special": f"协议{agreement.number}已经生效，特殊事项只能改严：不能再放开司法确认或电子签名。"}
        )
    for name in changed:
        setattr(case, name, values[name])
    require_nobody_named(parties_of(case), case.title, case.summary)
    case.full_clean()
    case.save(update_fields=changed)
    told(actor, case, "mediation.case.corrected", what=_labels(DisputeCase, changed))
    if "special" in changed and agreement is not None:
        _close_ways(actor, case, agreement)
    if "kind" in changed:
        _require_woman(case)
    return case


def _close_ways(actor: Actor, case: DisputeCase, agreement: Agreement) -> None:
    if case.special in PAPER_ONLY:
        back_to_paper(actor=actor, case=case)
    if case.special in UNCONFIRMABLE:
        to = Reference.to(agreement)
        rows = Deadline.objects.unscoped(WHY).filter(target_type=to.type, target_id=to.id, kind=CONFIRM)
        for clock in rows.filter(RUNNING):
            reason = f"涉及{case.get_special_display()}，法院不受理司法确认"
            drop(actor=actor, deadline=clock, reason=reason, at=max(business_now(), clock.started_at))


def _require_woman(case: DisputeCase) -> None:
    """A family dispute's panel has a woman; one without is to be formed anew."""
    panel = panel_of(case)
    rule = panel_rule_on(day_of(business_now()))
    if panel is None or case.kind != DisputeKind.FAMILY or not rule.woman_in_family:
        return
    if not any(member.person.sex == "f" for member in sitting(panel)):
        unformed(panel)
