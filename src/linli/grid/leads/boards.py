"""三长公示栏: what a board says today, from the records; whether the printed one still says so, and since when not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import sha256

from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from linli.access.actor import Actor
from linli.audit import log
from linli.audit.log import age_of_records
from linli.common.clock import business_date
from linli.common.pictures import bare
from linli.common.uploads import JPEG, MEGABYTE, PNG, FileKind, discard, store
from linli.grid.leads.models import BoardPhoto, BoardPrint, LeadDuty, NoticeBoard, Sheet
from linli.grid.leads.selectors import WHY
from linli.grid.policies import KEEP_BOARDS, SET_UP_LEADS
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.orgs.selectors import in_force
from linli.people.crypto import find_hash
from linli.people.models import LEAD_POSTS, Appointment, Consent, Post, Purpose, Stay
from linli.people.selectors import phone_of

CHUNK, KEPT_SECONDS = 500, 3600
DUTIES = {
    Post.SECTION_LEAD: "联系片内各组，核实和分派组里报来的事，办不了的报社区。",
    Post.GROUP_LEAD: "联系组内各邻，邻长空缺时代为联系，能办的办，办不了的报片长。",
    Post.NEIGHBOUR_LEAD: "联系身边的几户人家，走一走、看一看、听一听、问一问、帮一帮，有事帮着说。",
}
POST_OF_KIND = {
    Kind.SECTION: Post.SECTION_LEAD,
    Kind.GROUP: Post.GROUP_LEAD,
    Kind.NEIGHBOURHOOD: Post.NEIGHBOUR_LEAD,
}


@dataclass(frozen=True)
class Line:
    """One post on the board. ``name``: whole with consent, else ``王邻长``; ``acting``: somebody stands in."""

    area: Area
    post: Post
    name: str
    phone: str
    own_phone: bool
    acting: bool
    since: date | None

    @property
    def key(self) -> str:
        """Names the line among prints."""
        return self.area.code

    @property
    def mark(self) -> str:
        """A keyed mark of what it says: tells whether two are the same, and nothing else."""
        return find_hash(f"{self.area.name}|{self.name}|{self.phone}|{self.acting}", "board.line")


@dataclass(frozen=True)
class Content:
    """Everything a board says on a day."""

    board: NoticeBoard
    day: date
    lines: Sequence[Line]
    duties: Sequence[tuple[str, str]]

    @property
    def marks(self) -> dict[str, str]:
        """Line by line, with the texts and numbers."""
        own = {line.key: line.mark for line in self.lines}
        said = "|".join(text for _, text in self.duties)
        phones = f"{self.board.office_phone}|{self.board.supervision_phone}"
        return own | {
            "duties": find_hash(said, "board.line"),
            "phones": find_hash(phones, "board.line"),
        }


@dataclass(frozen=True)
class Difference:
    """A printed board says something else than the records. ``since``: from when, where the records tell."""

    what: str
    since: date | None


def duties_on(day: date) -> list[tuple[str, str]]:
    """Post and what it does: the district's words, or the built-in ones."""
    rows = LeadDuty.objects.unscoped(WHY).filter(in_force(day))
    own = {row.post: row.text for row in rows}
    return [(post.label, own.get(post.value, DUTIES[post])) for post in LEAD_POSTS]


def _served(boards: Sequence[NoticeBoard], day: date) -> dict[int, set[int]]:
    """Estate → its neighbourhoods: those in which a household of its buildings stays."""
    rows = (
        Stay.objects.unscoped(WHY)
        .filter(in_force(day), household__building__parent__in={board.estate_id for board in boards})
        .order_by()
        .values_list("household__building__parent_id", "neighbourhood_id")
        .distinct()
    )
    found: dict[int, set[int]] = {}
    for estate, neighbourhood in rows:
        assert estate is not None  # a building stands in an estate
        found.setdefault(estate, set()).add(neighbourhood)
    return found


def contents(boards: Sequence[NoticeBoard], day: date) -> list[Content]:
    """What each says on ``day``: six queries for all of them."""
    served = _served(boards, day)
    near = Area.objects.unscoped(WHY).in_bulk({pk for each in served.values() for pk in each})
    up = {int(step) for area in near.values() for step in area.path.strip("/").split("/")[3:-1]}
    areas = near | Area.objects.unscoped(WHY).in_bulk(up)
    held = _held(areas, day)
    people = {each.person_id for each in held.values()}
    agreed = set(
        Consent.objects.unscoped(WHY)
        .filter(in_force(day), purpose=Purpose.SHOW_ON_BOARD, person__in=people)
        .values_list("person_id", flat=True)
    )
    ended = _ended(areas)
    duties = duties_on(day)
    found = []
    for board in boards:
        own = _with_parents(served.get(board.estate_id, set()), areas)
        lines = [_line(area, areas, held, agreed, ended, board) for area in own]
        found.append(Content(board, day, lines, duties))
    return found


def _with_parents(near: Iterable[int], areas: dict[int, Area]) -> list[Area]:
    keys = set(near)
    for pk in tuple(keys):
        steps = [int(step) for step in areas[pk].path.strip("/").split("/")]
        keys |= {step for step in steps if step in areas}
    found = [areas[key] for key in keys if Kind(areas[key].kind) in POST_OF_KIND]
    return sorted(found, key=lambda area: (area.code, area.path))


def _held(areas: dict[int, Area], day: date) -> dict[int, Appointment]:
    rows = Appointment.objects.unscoped(WHY).filter(in_force(day), area__in=areas, post__in=LEAD_POSTS)
    return {each.area_id: each for each in rows.select_related("person")}


def _ended(areas: dict[int, Area]) -> dict[int, date]:
    rows = Appointment.objects.unscoped(WHY).filter(
        area__in=areas, post__in=LEAD_POSTS, valid_to__isnull=False
    )
    return {area: day for area, day in rows.order_by("valid_to").values_list("area_id", "valid_to") if day}


def _line(
    area: Area,
    areas: dict[int, Area],
    held: dict[int, Appointment],
    agreed: set[int],
    ended: dict[int, date],
    board: NoticeBoard,
) -> Line:
    post = POST_OF_KIND[Kind(area.kind)]
    own = held.get(area.pk)
    stands_in = held.get(area.parent_id or 0) if own is None and post is Post.NEIGHBOUR_LEAD else None
    serving = own or stands_in
    since = own.valid_from if own else ended.get(area.pk)
    if serving is None:
        return Line(area, post, "", board.office_phone, False, False, since)
    name, phone = serving.person.name, ""
    if serving.person_id in agreed:
        phone = phone_of(serving.person)
    else:
        name = f"{name[:1]}{Post(serving.post).label}"
    return Line(area, post, name, phone or board.office_phone, bool(phone), own is None, since)


def content(board: NoticeBoard, day: date | None = None) -> Content:
    """What one board says."""
    return contents([board], day or business_date())[0]


def differences(said: Content, last: BoardPrint | None) -> list[Difference]:
    """What the printed board says otherwise; empty while it is up to date."""
    if last is None:
        return [Difference("还没有贴过", said.board.valid_from)]
    was, now = dict(last.lines), said.marks
    by_key = {line.key: line for line in said.lines}
    found = []
    for key, mark in now.items():
        if was.get(key) != mark:
            line = by_key.get(key)
            since = line.since if line and line.since and line.since > last.printed_on else None
            found.append(Difference(_called(key, by_key), since))
    found += [Difference("少了一个邻、组或片", None) for key in was.keys() - now.keys()][:1]
    return found


def _called(key: str, lines: dict[str, Line]) -> str:
    """As it is called on this board; several of one name with the group or section they belong to."""
    if key in lines:
        own = lines[key]
        name = f"{own.area.name}{own.post.label}"
        same = [each for each in lines.values() if (each.area.name, each.post) == (own.area.name, own.post)]
        above = (each.area.name for each in lines.values() if each.area.pk == own.area.parent_id)
        return f"{next(above, '')}{name}" if len(same) > 1 else name
    return {"duties": "职责", "phones": "电话"}[key]


def standing(actor: Actor) -> QuerySet[NoticeBoard]:
    """The boards in use this reader may see, each with the print that hangs (``latest``)."""
    newest = BoardPrint.objects.unscoped(WHY).filter(board=OuterRef("board")).order_by("-printed_on", "-pk")
    hangs = BoardPrint.objects.unscoped(WHY).filter(pk=Subquery(newest.values("pk")[:1]))
    rows = NoticeBoard.objects.visible_to(actor).filter(valid_to__isnull=True)
    rows = rows.select_related("estate__parent").defer("estate__boundary", "estate__parent__boundary")
    return rows.prefetch_related(Prefetch("prints", hangs, to_attr="hangs")).order_by("estate__code", "pk")


def latest(board: NoticeBoard) -> BoardPrint | None:
    """The print that hangs, of a board out of ``standing``."""
    found: list[BoardPrint] = board.hangs  # type: ignore[attr-defined]  # prefetched
    return found[0] if found else None


def compared(actor: Actor, day: date) -> dict[int, list[Difference]]:
    """Every board in use, in order, with what its print says otherwise. All of them are read, so the answer is kept
    until anything is written."""
    paths = ",".join(sorted(actor.paths(KEEP_BOARDS)))
    seen = sha256(f"{paths}|{day}|{age_of_records()}".encode()).hexdigest()
    found: dict[int, list[Difference]] | None = cache.get(f"grid.boards.{seen}")
    if found is None:
        found = {}
        every = standing(actor)
        for start in range(0, every.count(), CHUNK):
            part = list(every[start : start + CHUNK])
            said = contents(part, day)
            found |= {b.pk: differences(c, latest(b)) for b, c in zip(part, said, strict=True)}
        cache.set(f"grid.boards.{seen}", found, KEPT_SECONDS)
    return found


def heir_of(board: NoticeBoard) -> NoticeBoard | None:
    """The board in use that took the place of one taken down: here, or where its estate was merged into."""
    estate = board.estate
    where = [estate.pk, estate.parent_id] if estate.valid_to is not None else [estate.pk]
    rows = NoticeBoard.objects.unscoped(WHY).filter(estate__in=where, valid_to__isnull=True)
    told = (f"{board.place}（原{estate.name}）"[:80], board.place)
    found = {each.place: each for each in rows.order_by("pk")}
    return next((found[place] for place in told if place in found), next(iter(found.values()), None))


def last_print(board: NoticeBoard) -> BoardPrint | None:
    """The one that hangs."""
    return BoardPrint.objects.unscoped(WHY).filter(board=board).order_by("-printed_on", "-pk").first()


def _require(actor: Actor, area: Area) -> None:
    if not actor.may(KEEP_BOARDS, area):
        raise PermissionDenied(f"{area.name}不在您的任职地区之内，请由当地工作人员办理。")


@transaction.atomic
def register(
    *, actor: Actor, estate: Area, place: str, office_phone: str, supervision_phone: str, day: date
) -> NoticeBoard:
    """A board at a place of an estate."""
    _require(actor, estate)
    if estate.kind != Kind.ESTATE:
        raise ValidationError({"estate": "公示栏设在小区，请选小区。"})
    board = NoticeBoard(
        estate=estate,
        place=place.strip(),
        office_phone=office_phone.strip(),
        supervision_phone=supervision_phone.strip(),
        valid_from=day,
        recorded_by_id=actor.account_id,
    )
    board.full_clean()
    board.save()
    data = {"area": estate.name}
    log.record(actor=actor, code="grid.board.registered", target=board, area_id=estate.pk, data=data)
    return board


@transaction.atomic
def record_print(*, actor: Actor, board: NoticeBoard, sheet: Sheet, day: date) -> BoardPrint:
    """The new print hangs from ``day``: what it says is today's content."""
    _require(actor, board.estate)
    if board.valid_to is not None:
        raise ValidationError("这个公示栏已经撤除。")
    if day > business_date() or day < board.valid_from:
        raise ValidationError({"day": "换上日期在公示栏设立以后、今天以前。"})
    found = BoardPrint(
        board=board,
        sheet=sheet,
        printed_on=day,
        lines=content(board).marks,
        recorded_by_id=actor.account_id,
    )
    found.full_clean()
    found.save()
    data = {"area": board.estate.name, "sheet": sheet.label}
    log.record(actor=actor, code="grid.board.printed", target=found, area_id=board.estate_id, data=data)
    return found


PHOTOS, LARGEST_PHOTO = (JPEG, PNG), 8 * MEGABYTE


@transaction.atomic
def keep_photo(*, actor: Actor, board: NoticeBoard, kind: FileKind, data: bytes, day: date) -> BoardPhoto:
    """The picture of the board as it hangs, in the place of the one before. ``kind`` and ``data`` as examined; what the
    camera wrote into it of place, time and device is taken out."""
    _require(actor, board.estate)
    if board.valid_to is not None:
        raise ValidationError("这个公示栏已经撤除。")
    if day > business_date() or day < board.valid_from:
        raise ValidationError({"day": "拍摄日期在公示栏设立以后、今天以前。"})
    found = BoardPhoto.objects.unscoped(WHY).filter(board=board).first() or BoardPhoto(board=board)
    before = found.key
    found.taken_on, found.media, found.key = day, kind.code, store(bare(data))
    found.recorded_by_id = actor.account_id
    found.full_clean()
    found.save()
    if before:
        transaction.on_commit(partial(discard, before))
    said = {"area": board.estate.name}
    log.record(actor=actor, code="grid.board.photo", target=board, area_id=board.estate_id, data=said)
    return found


@transaction.atomic
def remove(*, actor: Actor, board: NoticeBoard, day: date) -> NoticeBoard:
    """The board is taken down."""
    _require(actor, board.estate)
    board.valid_to = day
    board.full_clean()
    board.save(update_fields=["valid_to"])
    data = {"area": board.estate.name}
    log.record(actor=actor, code="grid.board.removed", target=board, area_id=board.estate_id, data=data)
    return board


@transaction.atomic
def set_duty(*, actor: Actor, area: Area, post: Post, text: str, day: date) -> LeadDuty:
    """Other words for what a post does, from ``day``; every printed board is out of date with it."""
    if not actor.may(SET_UP_LEADS, area):
        raise PermissionDenied
    current = LeadDuty.objects.unscoped(WHY).filter(area=area, post=post, valid_to__isnull=True).first()
    if current is not None:
        current.valid_to = day
        current.full_clean()
        current.save(update_fields=["valid_to"])
    duty = LeadDuty(area=area, post=post, text=text.strip(), valid_from=day, recorded_by_id=actor.account_id)
    duty.full_clean()
    duty.save()
    data = {"post": post.label, "day": day.isoformat()}
    log.record(actor=actor, code="grid.duty.set", target=duty, area_id=area.pk, data=data)
    return duty
