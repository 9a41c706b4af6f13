"""Sending to everybody in an emergency, and ticking the doors somebody went to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localtime

from linli.access import sms
from linli.access.actor import Actor
from linli.audit import log
from linli.common.clock import business_date, business_now
from linli.grid.broadcasts.models import Broadcast, BroadcastDoor, BroadcastKind, BroadcastPlace, Reached
from linli.grid.policies import SEND_BROADCAST, SETTLE_REQUEST
from linli.inbox.kinds import Kind as MessageKind
from linli.inbox.services import tell
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.orgs.selectors import in_force, under_paths
from linli.people.models import Account, Stay
from linli.people.selectors import leads_on, phone_of
from linli.workflow import approving
from linli.workflow.approvals import ApprovalKind
from linli.workflow.models import Approval

WHY = "a broadcast reaches everybody in its places; the sender was admitted to them"
TO_ALL = "grid.broadcast"
BATCH, AT_ONCE, LISTED_AT_ONCE, STEPS = 1_000, 500, 3_000, 60
MESSAGE = MessageKind(
    code="grid.broadcast",
    label="紧急通知",
    title="{kind}：{words}",
    line="请看哪些户要上门，一户一户告知。",
    address=lambda broadcast: reverse("broadcasts:broadcast", args=(broadcast.ref,)),
    may_be_urgent=True,
)
PLACES = (Kind.DISTRICT, Kind.STREET, Kind.COMMUNITY, Kind.SECTION, Kind.GROUP, Kind.NEIGHBOURHOOD)


@dataclass(frozen=True, kw_only=True)
class Said:
    """What is to be sent where."""

    kind: BroadcastKind
    text: str
    areas: Sequence[Area]
    urgent: bool = True


def send(*, actor: Actor, said: Said) -> Broadcast | Approval:
    """Send now; to the whole district it is put before a second person first (the approval comes back).

    Raises ValidationError in words, PermissionDenied outside the actor's areas.
    """
    _check(actor, said)
    whole = [area for area in said.areas if area.kind == Kind.DISTRICT]
    if not whole:
        return _send(actor, said)
    order = {"kind": str(said.kind), "text": said.text.strip(), "urgent": said.urgent}
    return approving.ask(actor=actor, kind=TO_ALL, area=whole[0], reason="通知全区", order=order)


def _check(actor: Actor, said: Said) -> None:
    if not said.text.strip():
        raise ValidationError({"text": "请写要告诉大家什么：出了什么事、要做什么、找谁。"})
    if len(said.text.strip()) > 200:
        raise ValidationError({"text": "最多 200 个字。"})
    if not said.areas:
        raise ValidationError({"areas": "请选通知到哪里。"})
    for area in said.areas:
        if area.kind not in PLACES:
            raise ValidationError({"areas": f"{area.name}不能直接通知，请选社区、片、组或邻。"})
        if not actor.may(SEND_BROADCAST, area):
            raise PermissionDenied(f"您的任职不包括{area.name}，不能往那里发紧急通知。请找那里的社区或街道。")


@transaction.atomic
def _send(actor: Actor, said: Said) -> Broadcast:
    areas = [a for a in said.areas if not any(a != b and a.path.startswith(b.path) for b in said.areas)]
    broadcast = Broadcast(
        area=_around(areas),
        kind=said.kind,
        text=said.text.strip(),
        urgent=said.urgent,
        sent_at=business_now(),
        recorded_by_id=actor.account_id,
    )
    broadcast.full_clean()
    broadcast.leads_told = len(accounts := _leads(areas))
    broadcast.expected = _stays(areas, business_date()).count()
    broadcast.save()
    BroadcastPlace.everything.bulk_create([BroadcastPlace(broadcast=broadcast, area=each) for each in areas])
    if broadcast.expected <= LISTED_AT_ONCE:
        while _list_some(broadcast, areas):
            pass
    data = {"kind": broadcast.get_kind_display(), "words": broadcast.text[:60]}
    tell(accounts=accounts, kind=MESSAGE.code, target=broadcast, data=data, urgent=said.urgent)
    log.record(
        actor=actor,
        code="grid.broadcast.sent",
        target=broadcast,
        area_id=broadcast.area_id,
        data={"kind": broadcast.get_kind_display(), "count": len(areas)},
    )
    return broadcast


def _around(areas: Sequence[Area]) -> Area:
    """The nearest area that holds all of them."""
    steps = [area.path.strip("/").split("/") for area in areas]
    shared = 0
    while all(len(each) > shared and each[shared] == steps[0][shared] for each in steps):
        shared += 1
    if shared == 0:
        raise ValidationError({"areas": "这些地方不在同一个区。"})
    return Area.objects.unscoped(WHY).get(pk=int(steps[0][shared - 1]))


def _under(areas: Sequence[Area], path: str) -> Q:
    return under_paths([area.path for area in areas], path)


def _leads(areas: Sequence[Area]) -> list[Account]:
    rows = leads_on(business_date()).filter(_under(areas, "area__path"), person__account__is_active=True)
    return list({each.person.account for each in rows.select_related("person__account")})


def _stays(areas: Sequence[Area], day: date) -> QuerySet[Stay]:
    return Stay.objects.unscoped(WHY).filter(
        _under(areas, "neighbourhood__path"), in_force(day), in_force(day, prefix="household__")
    )


def _list_some(broadcast: Broadcast, areas: Sequence[Area]) -> bool:
    """The next doors go on the list, each exactly once; False when that was the last of them."""
    day = localtime(broadcast.sent_at).date()
    rows = _stays(areas, day).filter(household__gt=broadcast.listed_to).order_by("household")
    found = rows.values_list(
        "household_id", "household__building_id", "neighbourhood_id", "household__phone_hash"
    )
    batch = [
        BroadcastDoor(
            broadcast=broadcast,
            household_id=household,
            building_id=building,
            neighbourhood_id=neighbourhood,
            reached=Reached.PHONE if phone else Reached.DOOR,
        )
        for household, building, neighbourhood, phone in found[:BATCH]
    ]
    BroadcastDoor.everything.bulk_create(batch)
    if batch:
        broadcast.listed_to = batch[-1].household_id
    if len(batch) < BATCH:
        broadcast.listed_at = business_now()
    broadcast.save(update_fields=["listed_to", "listed_at"])
    return broadcast.listed_at is None


def list_waiting() -> int:
    """Every minute: lists the doors of what was sent to very many, a thousand in each transaction; how many steps."""
    ids = list(
        Broadcast.objects.unscoped(WHY)
        .filter(listed_at__isnull=True, expected__gt=0)
        .order_by("sent_at")
        .values_list("pk", flat=True)
    )
    steps, more = 0, bool(ids)
    for pk in ids:
        more = True
        while more and steps < STEPS:
            with transaction.atomic():
                rows = Broadcast.objects.unscoped(WHY).select_for_update(of=("self",))
                found = rows.filter(pk=pk, listed_at__isnull=True).first()
                if found is None:  # another process has done it meanwhile
                    break
                places = BroadcastPlace.objects.unscoped(WHY).filter(broadcast=found).select_related("area")
                more = _list_some(found, [place.area for place in places])
            steps += 1
    return steps


def text_waiting() -> int:
    """Every minute: text messages to doors that agreed to be called; what does not leave is a door to go to."""
    rows = BroadcastDoor.objects.unscoped(WHY).filter(reached=Reached.PHONE)
    ids = list(rows.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    sent = 0
    for pk in ids:
        with transaction.atomic():
            locked = rows.select_for_update(of=("self",)).select_related("household", "broadcast")
            door = locked.filter(pk=pk).first()
            if door is not None:  # not taken by another process meanwhile
                sent += _text(door)
    return sent


def _text(door: BroadcastDoor) -> int:
    number = phone_of(door.household)
    words = f"【{door.broadcast.get_kind_display()}】{door.broadcast.text}"
    try:
        if not number:  # withdrawn since
            raise sms.NotSent("no number")
        sms.send(number, words)
    except sms.NotSent:
        door.reached = Reached.DOOR
    else:
        door.reached, door.at = Reached.TEXTED, business_now()
    door.save(update_fields=["reached", "at"])
    return int(door.reached == Reached.TEXTED)


@transaction.atomic
def tick(*, actor: Actor, door: BroadcastDoor, reached: Reached) -> BroadcastDoor:
    """Somebody of the area was at the door. Ticked again it is corrected. Whose tick it was stands in the log, as of
    any act, and in no list."""
    rows = BroadcastDoor.objects.visible_to(actor).select_for_update(of=("self",))
    found = rows.select_related("neighbourhood", "broadcast").filter(pk=door.pk).first()
    if found is None or not actor.may(SETTLE_REQUEST, found.neighbourhood):
        raise PermissionDenied("这一户由当地的三长或社区上门。")
    if reached not in (Reached.SEEN, Reached.ABSENT, Reached.DOOR):
        raise ValidationError("请选“已当面告知”或“没有人在家”。")
    found.reached, found.at = reached, (None if reached == Reached.DOOR else business_now())
    found.save(update_fields=["reached", "at"])
    data = {"kind": found.broadcast.get_kind_display(), "what": reached.label}
    log.record(
        actor=actor,
        code="grid.broadcast.ticked",
        target=found.broadcast,
        area_id=found.neighbourhood_id,
        data=data,
    )
    return found


def _described(approval: Approval) -> str:
    return f"通知全区（{BroadcastKind(approval.order['kind']).label}）：{approval.order['text']}"


def _carry_out(approval: Approval, actor: Actor) -> Broadcast:
    order = approval.order
    said = Said(
        kind=BroadcastKind(order["kind"]), text=order["text"], areas=[approval.area], urgent=order["urgent"]
    )
    return _send(actor, said)


APPROVAL = ApprovalKind(
    code=TO_ALL,
    label="向全区发紧急通知",
    capability=SEND_BROADCAST,
    carry_out=_carry_out,
    describe=_described,
    address=lambda _: reverse("broadcasts:broadcasts"),
    days=1,
)
