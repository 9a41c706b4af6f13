"""The one way by which records leave as a file: policy, purpose, watermark, digest, log; large ones take two."""

import hashlib
import json
import logging
import os
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from linli.access.actor import SYSTEM, Actor, actor_for
from linli.audit import log
from linli.disclosure.making import Maker, Parameters, Wanted, maker
from linli.disclosure.models import Export, ExportSubject
from linli.disclosure.models.export import Subjects
from linli.disclosure.policies import REFUSALS, grant_for
from linli.disclosure.purposes import offered
from linli.disclosure.selectors import EXPORTED, held
from linli.disclosure.services.looking import chosen
from linli.disclosure.states import APPROVED, ASKED, EXPORT, READY
from linli.workflow import approving
from linli.workflow.models import Approval
from linli.workflow.references import Reference

logger = logging.getLogger(__name__)

KIND = "disclosure.export"
WHY = "the machine's own files, or an export its second person decided on"
ROWS_OF_SUBJECTS = 1_000
"""Up to so many persons and households are rows, asked by an index; more are packed into one value."""
CHUNK = 64 * 1024


@dataclass(frozen=True)
class Taken:
    """What came of it. ``file``: to be sent now, at its beginning; None while a second person is asked."""

    export: Export
    file: IO[bytes] | None

    @property
    def name(self) -> str:
        """Of the file: what it is, of which area, and its number."""
        return file_name(self.export)


def file_name(export: Export) -> str:
    """``群英谱人数 岳阳楼区 a3k9….xlsx``."""
    place = f" {export.area.name}" if export.area is not None else ""
    return f"{export.title}{place} {export.ref}.{export.ending}"


def watermark_of(export: Export, at: datetime) -> str:
    """The line in every file: who took it, as what, when, under which number, for what."""
    account = export.account
    name = f"{account.person.name}（{account.username}）" if account.person else account.username
    parts = [
        f"导出人 {name}",
        f"任职 {held(export.post, export.post_area)}",
        f"时间 {timezone.localtime(at):%Y-%m-%d %H:%M}",
        f"编号 {export.ref}",
    ]
    if export.purpose:
        parts.append(f"用途 {export.purpose_label}{f'：{export.words}' if export.words else ''}")
    if export.decided_by is not None:
        parts.append(f"第二人 {export.decided_by.username}")
    return "，".join(parts)


def needs_second_person(actor: Actor, found: Maker, wanted: Wanted) -> bool:
    """Large and personal: with what the same account took along in the last 24 hours without a second person, so that
    a large one cannot be had in small pieces.
    """
    if not (found.second_person and wanted.personal):
        return False
    most = settings.LINLI_EXPORT_SECOND_PERSON_ROWS
    return wanted.rows >= most or wanted.rows + _taken_lately(actor) >= most


def _taken_lately(actor: Actor) -> int:
    rows = Export.objects.unscoped(WHY).filter(
        account=actor.account,
        is_personal=True,
        decided_by__isnull=True,
        made_at__gt=timezone.now() - timedelta(days=1),
    )
    return rows.aggregate(all=Sum("rows"))["all"] or 0


def wanted_by(actor: Actor, kind: str, parameters: Parameters, ending: str) -> Wanted:
    """What an export of this kind would hold. Raises LookupError for what is not there, PermissionDenied for who may
    not take it along.
    """
    found = maker(kind)
    wanted = found.wanted(actor, parameters, ending)
    _require(actor, found, wanted)
    return wanted


def _require(actor: Actor, found: Maker, wanted: Wanted) -> None:
    if not actor.may(found.capability, wanted.area):
        raise PermissionDenied(f"您的任职{REFUSALS['disclosure.export.take']}")


def export(*, actor: Actor, kind: str, wanted: Wanted, purpose: str = "", words: str = "") -> Taken:
    """Take records along, or ask for the second person. The file is made, then put on record, then given away.

    Raises PermissionDenied, and ValidationError by field where personal data are taken for no purpose.
    """
    found = maker(kind)
    _require(actor, found, wanted)
    why, said = "", ""
    if wanted.personal or purpose:
        meant, said = chosen(purpose, words, {each.code: each for each in offered(kind)}.__getitem__)
        why = meant.code
    asked = _asked(actor, found, wanted, why, said)
    if needs_second_person(actor, found, wanted):
        return Taken(_ask(actor, asked), None)
    stream: IO[bytes] = TemporaryFile()  # noqa: SIM115  # the answer that sends it closes it
    try:
        now = timezone.now()
        made: dict[str, Any] = {"made_at": now, "rows": wanted.write(watermark_of(asked, now), stream)}
        made["digest"] = _digest(stream)
        with transaction.atomic():
            EXPORT.apply(asked, "take", actor=actor, at=now, **made)
            asked.save(force_insert=True)
            _on_record(actor, asked, wanted.subjects())
    except BaseException:
        stream.close()
        raise
    stream.seek(0)
    return Taken(asked, stream)


def _asked(actor: Actor, found: Maker, wanted: Wanted, purpose: str, words: str) -> Export:
    areas = [wanted.area] if wanted.area is not None else actor.areas()
    grant = grant_for(actor, found.capability, areas)
    if grant is None or actor.account is None:
        raise PermissionDenied("导出要用本人账号，写明任职。请先登录。")
    return Export(
        account=actor.account,
        recorded_by_id=actor.account_id,
        post=grant.post,
        post_area=grant.area,
        area=wanted.area,
        kind=found.kind,
        title=wanted.title[:120],
        fields=list(wanted.headings),
        personal=list(wanted.personal),
        is_personal=bool(wanted.personal),
        filters=wanted.filters[:300],
        parameters=dict(wanted.parameters),
        ending=wanted.ending,
        purpose=purpose,
        words=words,
        expected_rows=wanted.rows,
        asked_at=timezone.now(),
    )


def _digest(stream: IO[bytes]) -> str:
    stream.seek(0)
    found = hashlib.sha256()
    while chunk := stream.read(CHUNK):
        found.update(chunk)
    return found.hexdigest()


def _on_record(actor: Actor, export: Export, subjects: Subjects) -> None:
    """The act, with the columns the file held; and which persons and households stood in it."""
    ids = [(kind, pk) for kind, found in sorted(subjects.items()) for pk in sorted(set(found))]
    if len(ids) <= ROWS_OF_SUBJECTS:
        rows = [ExportSubject(export=export, **{f"{kind}_id": pk}) for kind, pk in ids]
        ExportSubject.objects.unscoped("those of the export being recorded").bulk_create(rows)
    else:
        unique = {kind: sorted(set(found)) for kind, found in subjects.items()}
        export.subjects_packed = zlib.compress(json.dumps(unique, separators=(",", ":")).encode())
        export.save(update_fields=["subjects_packed"])
    log.record(
        actor=actor,
        code=EXPORTED,
        target=export,
        area_id=export.area_id,
        data=_told(export) | {"count": export.rows, "digest": export.digest, "personal": export.personal},
    )


def _told(export: Export) -> dict[str, Any]:
    purpose = f"，用途：{export.purpose_label}" if export.purpose else ""
    return {
        "title": export.title,
        "count": export.expected_rows,
        "fields": "、".join(export.fields),
        "filters": export.filters,
        "purpose": purpose,
        "post": held(export.post, export.post_area),
        "export": export.ref,
        "ending": export.ending,
    }


# --- with a second person ---------------------------------------------------------------------------------


@transaction.atomic
def _ask(actor: Actor, asked: Export) -> Export:
    """Asked twice, it waits once."""
    same = {"account": asked.account, "kind": asked.kind, "ending": asked.ending, "state": ASKED}
    for waiting in _related().filter(**same):
        if waiting.parameters == asked.parameters:
            found: Export = waiting
            return found
    asked.save(force_insert=True)
    reason = asked.purpose_label + (f"：{asked.words}" if asked.words else "")
    approving.ask(
        actor=actor, kind=KIND, area=asked.area or asked.post_area, reason=reason[:300], target=asked
    )
    _log(actor, "asked", asked)
    return asked


def _log(actor: Actor, done: str, export: Export) -> None:
    log.record(
        actor=actor,
        code=f"disclosure.export.{done}",
        target=export,
        area_id=export.area_id,
        data=_told(export),
    )


def _of(approval: Approval) -> Export:
    found = Reference(approval.target_type, approval.target_id or 0).resolve()
    if not isinstance(found, Export):
        raise ValidationError("这次导出已经不在了，不用再办。")
    return found


def describe(approval: Approval) -> str:
    """For the second person: what, how much of whom, for what. Values are in no sentence."""
    export = _of(approval)
    return (
        f"{held(export.post, export.post_area)}要导出{export.title}，约 {export.expected_rows:,} 条"
        f"（{export.ending.upper()}）。列：{'、'.join(export.fields)}；其中{'、'.join(export.personal)}是个人信息，"
        f"文件里已遮盖。{export.filters}。同意后文件保留 {settings.LINLI_EXPORT_HOURS} 小时，只有导出人能下载。"
    )


def carry_out(approval: Approval, actor: Actor) -> None:
    """The second person agreed: the file is made once that stands, outside this transaction."""
    export = _of(approval)
    EXPORT.apply(export, "approve", actor=actor, at=timezone.now())
    export.decided_by = actor.account
    export.kept_until = timezone.now() + timedelta(hours=settings.LINLI_EXPORT_HOURS)
    export.save(update_fields=[*EXPORT.changed_fields("approve"), "decided_by", "kept_until"])
    _log(actor, "approved", export)
    transaction.on_commit(lambda: _prepare_now(export.pk), robust=True)


def decline(done: str, approval: Approval) -> None:
    """Listens to approvals: refused, taken back or run out."""
    if approval.kind != KIND or done not in ("refused", "withdrawn", "expired"):
        return
    export = _of(approval)
    if export.state == ASKED:
        EXPORT.apply(export, "decline", actor=SYSTEM, at=timezone.now())
        export.save(update_fields=EXPORT.changed_fields("decline"))
        _log(SYSTEM, "declined", export)


def _prepare_now(pk: int) -> None:
    export = _related().get(pk=pk)
    try:
        prepare(export)
    except (PermissionDenied, LookupError, ValidationError) as refused:
        logger.warning("export not prepared", extra={"export": export.ref, "why": str(refused)})


def _related() -> Any:
    return Export.objects.unscoped(WHY).select_related(
        "account__person", "post_area", "area", "decided_by__person"
    )


def path_of(export: Export) -> Path:
    """Where its file lies: outside the web root."""
    return Path(settings.LINLI_EXPORTS) / f"{export.ref}.{export.ending}"


def prepare(export: Export) -> Export:
    """Make the file of an approved export, as far as the one who asked may see today; mode 0600.

    Raises PermissionDenied or LookupError where the asker's posts no longer allow it.
    """
    actor = actor_for(export.account)
    wanted = wanted_by(actor, export.kind, export.parameters, export.ending)
    if (wanted.area.pk if wanted.area is not None else None) != export.area_id:
        raise PermissionDenied("文件的地区和批准的不一样了。请重新提出。")
    path = path_of(export)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    now = timezone.now()
    with suppress(FileNotFoundError):
        path.unlink()
    opened = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    try:
        with os.fdopen(opened, "w+b") as stream:
            made: dict[str, Any] = {
                "made_at": now,
                "rows": wanted.write(watermark_of(export, now), stream),
                "kept_until": export.kept_until,
            }
            stream.flush()
            made["digest"] = _digest(stream)
        with transaction.atomic():
            EXPORT.apply(export, "prepare", actor=actor, at=now, **made)
            export.save(update_fields=EXPORT.changed_fields("prepare"))
            _on_record(actor, export, wanted.subjects())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return export


def open_file(*, actor: Actor, export: Export) -> IO[bytes]:
    """The file of an approved export, for the one who asked and nobody else, as long as it is kept; on record.

    Raises PermissionDenied for anybody else and for one who left the post, ValidationError when it is gone.
    """
    found = maker(export.kind)
    if actor.account_id != export.account_id or not actor.may(found.capability, export.area):
        raise PermissionDenied("文件只有导出人本人、还在任职时才能下载。")
    gone = export.kept_until is None or export.kept_until <= timezone.now()
    if export.state == APPROVED and not gone:
        export = prepare(_related().get(pk=export.pk))
    if export.state != READY or gone or not path_of(export).exists():
        raise ValidationError("文件已经过了保留时间，删除了。要用请重新导出。")
    stream = path_of(export).open("rb")
    with transaction.atomic():
        log.record(
            actor=actor,
            code="disclosure.export.downloaded",
            target=export,
            area_id=export.area_id,
            data={"title": export.title, "export": export.ref},
        )
    return stream


def drop_old() -> int:
    """Daily work: files past their hours go, and so does any file no export owns. How many exports were closed."""
    now, count = timezone.now(), 0
    for export in _related().filter(state__in=(APPROVED, READY), kept_until__lte=now):
        path_of(export).unlink(missing_ok=True)
        with transaction.atomic():
            EXPORT.apply(export, "drop", actor=SYSTEM, at=now)
            export.save(update_fields=EXPORT.changed_fields("drop"))
            _log(SYSTEM, "dropped", export)
        count += 1
    known = set(_related().filter(state=READY).values_list("ref", flat=True))
    for path in _files():
        if path.stem not in known and datetime.fromtimestamp(
            path.stat().st_mtime, now.tzinfo
        ) < now - timedelta(hours=1):
            path.unlink(missing_ok=True)
    return count


def _files() -> Iterator[Path]:
    folder = Path(settings.LINLI_EXPORTS)
    return folder.iterdir() if folder.is_dir() else iter(())
