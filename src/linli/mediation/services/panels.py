"""The panel: invited (or drawn: ``draws``), asked for grounds to stand aside, accepted by every party, formed."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from linli.access.actor import Actor
from linli.common.clock import business_date
from linli.mediation.consents import missing, parties_of
from linli.mediation.models import (
    Acceptance,
    Capacity,
    ChosenBy,
    DisputeCase,
    DisputeKind,
    Ground,
    Matter,
    Notable,
    Panel,
    PanelMember,
    Party,
    Reason,
    RecusalCheck,
    Way,
)
from linli.mediation.recusal import findings, from_records, must_stand_aside
from linli.mediation.selectors import (
    ASIDE,
    committee_on,
    is_mediator_on,
    listed_on,
    listings_of,
    panel_rule_on,
)
from linli.mediation.services.team import join, leave
from linli.mediation.services.telling import WHY, open_case, told
from linli.mediation.states import IN_MEDIATION
from linli.mediation.timeline import Since, first, last, require_day
from linli.people.models import Person

INVITED = "依据：《人民调解法》第二十条。"


def panel_of(case: DisputeCase) -> Panel | None:
    """The case's panel, if one was begun."""
    return Panel.objects.unscoped(WHY).filter(case=case).first()


def sitting(panel: Panel) -> list[PanelMember]:
    """Members who have not left, the convenor first."""
    rows = PanelMember.objects.unscoped(WHY).filter(panel=panel, left_on__isnull=True)
    return list(rows.select_related("person", "notable").order_by("-is_convenor", "pk"))


def begun(actor: Actor, case: DisputeCase, chosen_by: ChosenBy | None) -> Panel:
    """``chosen_by``: None where the one invited says nothing about how the panel was chosen."""
    panel = panel_of(case)
    if panel is None:
        panel = Panel(case=case, chosen_by=ChosenBy.COMMUNITY, recorded_by_id=actor.account_id)
    if chosen_by is not None:
        panel.chosen_by = chosen_by
    panel.full_clean()
    panel.save()
    return panel


def _begun(case: DisputeCase) -> Since:
    """Nobody is asked to a panel before the first party was told its rights, or the case accepted."""
    told_on = first(party.told_rights_on for party in parties_of(case))
    return ("告知权利义务", told_on) if told_on is not None else ("受理", case.accepted_on)


def require_notables_welcome(case: DisputeCase) -> None:
    """Every party agreed to others than mediators (第二十条). Raises ValidationError."""
    if lacking := missing(case, Matter.NOTABLES):
        raise ValidationError(f"还有 {len(lacking)} 方没有同意请群英和专家，不能请。{INVITED}")


@transaction.atomic
def invite(
    *,
    actor: Actor,
    case: DisputeCase,
    person: Person,
    capacity: Capacity,
    reason: Reason,
    words: str = "",
    notable: Notable | None = None,
    is_convenor: bool = False,
    chosen_by: ChosenBy = ChosenBy.COMMUNITY,
    on: date,
) -> PanelMember:
    """Ask one more to the panel. Whoever is no appointed mediator needs every party's consent (第二十条)."""
    case = open_case(actor, case)
    if case.stage not in IN_MEDIATION:
        raise ValidationError("先告知权利义务、各方同意调解，再请人。依据：《人民调解法》第十七条。")
    require_day(on, "请人", _begun(case))
    if capacity is not Capacity.MEDIATOR:
        require_notables_welcome(case)
    elif not _is_mediator(case, person, on):
        raise ValidationError("这位不是本调委会聘任的人民调解员。请按群英或部门人员请，要各方同意。")
    panel = begun(actor, case, _says_how(case, chosen_by))
    most = panel_rule_on(on).most
    if len(sitting(panel)) >= most:
        raise ValidationError(f"调解团最多 {most} 人。要换人，请先让一位退出。")
    if notable is not None and not listed_on(on).filter(pk=notable.pk, paused_on__isnull=True).exists():
        raise ValidationError("这位群英当天不在册或者暂停参与，请另请一位。")
    member = PanelMember(
        panel=panel,
        person=person,
        notable=notable,
        capacity=capacity,
        chosen_by=chosen_by,
        reason=reason,
        reason_words=words,
        is_convenor=is_convenor,
        joined_on=on,
        recorded_by_id=actor.account_id,
    )
    member.full_clean()
    member.save()
    unformed(panel)
    told(actor, case, "mediation.panel.invited", capacity=Capacity(capacity).label)
    return member


def _says_how(case: DisputeCase, chosen_by: ChosenBy) -> ChosenBy | None:
    """A panel drawn or chosen by the parties stays one when the community adds somebody, as long as one who came so
    sits there; each member keeps who proposed them."""
    if chosen_by is not ChosenBy.COMMUNITY:
        return chosen_by
    panel = panel_of(case)
    there = sitting(panel) if panel is not None else []
    return None if any(each.chosen_by != ChosenBy.COMMUNITY for each in there) else chosen_by


def _is_mediator(case: DisputeCase, person: Person, on: date) -> bool:
    committee = committee_on(case.community, on)
    return committee is not None and is_mediator_on(committee, person, on)


def ask_anew(*, actor: Actor, case: DisputeCase) -> None:
    """A party joined: each member is asked about it, and it about each member. Inside the caller's act."""
    panel = panel_of(case)
    if panel is None:
        return
    rows = PanelMember.objects.unscoped(WHY).filter(panel=panel, left_on__isnull=True)
    if rows.filter(cleared_on__isnull=False).update(cleared_on=None):
        told(actor, case, "mediation.panel.asked_anew")
    unformed(panel)


def shown_of(member: PanelMember, parties: Sequence[Party], day: date) -> set[Ground]:
    """Grounds the records show, with what the roster knows of the person, whatever they sit as."""
    listed = member.notable or listings_of([member.person], day).get(member.person_id)
    return from_records(member.person, listed, parties)


def unformed(panel: Panel) -> None:
    """It is to be formed anew. Inside the caller's act."""
    if panel.formed_on is not None:
        panel.formed_on = None
        panel.save(update_fields=["formed_on"])


@transaction.atomic
def check_recusal(
    *,
    actor: Actor,
    member: PanelMember,
    said: Mapping[Ground, bool],
    estate_asked: bool = False,
    on: date,
) -> list[Ground]:
    """Ask a member about every ground and look into the records. Who has a ground leaves at once; gives the grounds.

    Raises ValidationError when a ground was not asked.
    """
    case = open_case(actor, member.panel.case)
    require_day(on, "查回避的", _begun(case))
    if set(said) != set(Ground):
        raise ValidationError("每一种回避事由都要问到，再保存。")
    shown = shown_of(member, parties_of(case), on)
    found = findings(shown, said)
    RecusalCheck.objects.unscoped(WHY).filter(member=member).delete()
    RecusalCheck.everything.bulk_create(
        RecusalCheck(
            member=member,
            ground=each.ground,
            found=each.found,
            from_records=each.from_records,
            checked_on=on,
            recorded_by_id=actor.account_id,
        )
        for each in found
    )
    grounds = must_stand_aside(found, estate_asked=estate_asked)
    told(actor, case, "mediation.panel.checked", finding="要回避" if grounds else "无关系")
    if grounds:
        member.cleared_on = None
        _leave(actor, case, member, on, f"{ASIDE}：{grounds[0].label}")
    else:
        member.cleared_on = on
        member.save(update_fields=["cleared_on"])
        join(case=case, person=member.person, on=on)
    return grounds


@transaction.atomic
def accept_member(
    *,
    actor: Actor,
    member: PanelMember,
    party: Party,
    accepted: bool,
    on: date,
    way: Way = Way.PAPER,
) -> Acceptance:
    """One party's word on one member. A no lets the member leave; the community invites another (第十九条)."""
    case = open_case(actor, member.panel.case)
    if party.case_id != case.pk:
        raise ValidationError("这一方不是本案的当事人。")
    if member.left_on is not None:
        raise ValidationError("这位已经退出调解团。")
    require_day(on, "接不接受的", _begun(case))
    row, _ = Acceptance.everything.update_or_create(
        member=member,
        party=party,
        defaults={
            "accepted": accepted,
            "answered_on": on,
            "way": way,
            "recorded_by_id": actor.account_id,
        },
    )
    side = party.get_side_display()
    told(actor, case, "mediation.panel.accepted", side=side, answer="接受" if accepted else "不接受")
    if not accepted:
        _leave(actor, case, member, on, f"{side}不接受")
    return row


def _leave(actor: Actor, case: DisputeCase, member: PanelMember, on: date, reason: str) -> None:
    member.left_on, member.left_reason = max(on, member.joined_on), reason
    member.full_clean()
    member.save(update_fields=["left_on", "left_reason", "cleared_on"])
    leave(case=case, person=member.person, on=on)
    unformed(member.panel)
    told(actor, case, "mediation.panel.left", reason=reason)


@transaction.atomic
def let_go(*, actor: Actor, member: PanelMember, on: date, reason: str) -> None:
    """A member leaves for another reason than those asked for."""
    case = open_case(actor, member.panel.case)
    if not reason.strip():
        raise ValidationError("请写明为什么退出。")
    require_day(on, "退出", ("请来", member.joined_on))
    _leave(actor, case, member, on, reason.strip())


def notables_leave(*, actor: Actor, case: DisputeCase, on: date, reason: str) -> None:
    """Everybody but appointed mediators leaves: a party no longer wants others there. Inside the caller's act."""
    panel = panel_of(case)
    for member in sitting(panel) if panel is not None else []:
        if member.capacity != Capacity.MEDIATOR:
            _leave(actor, case, member, on, reason)


def is_size(members: Sequence[PanelMember], on: date | None = None) -> bool:
    """As many as the rule of the day wants, and odd. ``on``: today where none is given."""
    rule = panel_rule_on(on or business_date())
    return rule.least <= len(members) <= rule.most and len(members) % 2 == 1


def enough(members: Sequence[PanelMember]) -> bool:
    """Whether so many sit there, and one who presides."""
    return is_size(members) and any(member.is_convenor for member in members)


def unasked(case: DisputeCase, members: Sequence[PanelMember]) -> int:
    """How often a party was not yet asked about a member, or did not accept."""
    rows = Acceptance.objects.unscoped(WHY).filter(member__in=members, accepted=True)
    yes = set(rows.values_list("member_id", "party_id"))
    parties = parties_of(case)
    return sum((member.pk, party.pk) not in yes for member in members for party in parties)


def lacking(case: DisputeCase, members: Sequence[PanelMember], on: date | None = None) -> list[str]:
    """What keeps these from being the panel, in words; empty when nothing does. ``on``: today where none is given."""
    found, rule = [], panel_rule_on(on or business_date())
    if not is_size(members, on):
        found.append(f"人数要是 {rule.said}，现在 {len(members)} 人")
    if not any(member.is_convenor for member in members):
        found.append("还没有主持的人民调解员")
    if unchecked := sum(member.cleared_on is None for member in members):
        found.append(f"有 {unchecked} 人没有查回避")
    is_family = case.kind == DisputeKind.FAMILY and rule.woman_in_family
    if is_family and not any(member.person.sex == "f" for member in members):
        found.append("婚姻家庭纠纷要有一位女性")
    if open_ := unasked(case, members):
        found.append(f"还有 {open_} 个“是否接受”没有问到")
    return found


@transaction.atomic
def form_panel(*, actor: Actor, case: DisputeCase, on: date) -> Panel:
    """The panel stands. Raises ValidationError naming everything that is missing."""
    case = open_case(actor, case)
    panel = panel_of(case)
    members = sitting(panel) if panel is not None else []
    if any(member.capacity != Capacity.MEDIATOR for member in members):
        require_notables_welcome(case)
    reasons = lacking(case, members, on)
    if panel is None or reasons:
        raise ValidationError("调解团还不能组成：" + "；".join(reasons) + "。")
    said = Acceptance.objects.unscoped(WHY).filter(member__in=members).values_list("answered_on", flat=True)
    checked = last(day for member in members for day in (member.joined_on, member.cleared_on))
    require_day(on, "组成", ("请人、查回避", checked), ("各方接受", last(said)))
    panel.formed_on = on
    panel.save(update_fields=["formed_on"])
    told(actor, case, "mediation.panel.formed", size=len(members))
    return panel
