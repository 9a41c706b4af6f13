"""One file on its way in: checked, looked at, imported. A small one while the page waits, a large one by the worker.

How far it is lies sealed beside the file itself, outside the database: an import is one transaction, and nobody would
see its progress before its end. Work that failed, or whose worker died, can be given again: nothing was written.
"""

import logging
import time
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from django.core.exceptions import PermissionDenied, ValidationError
from django_tasks import task

from linli.access.actor import Actor, actor_for
from linli.common.uploads import Refused
from linli.exchange.rosters import waiting
from linli.exchange.rosters.declared import Roster, roster
from linli.exchange.rosters.importing import Checked, check, import_good
from linli.exchange.rosters.reading import is_book
from linli.people.models import Account

logger = logging.getLogger(__name__)

SMALL = 150_000
"""Bytes: about 1,000 rows, well below a second."""
SHOWN = 200
DEAD_AFTER = 300
"""Seconds without a sign; the writing of one step takes less."""
BEAT = 0.5

Stage = Literal["check", "checked", "import", "done", "failed"]
UNDERWAY: tuple[Stage, ...] = ("check", "import")


@dataclass
class Job:
    """What a page shows of it. ``stage`` "failed" keeps in ``failed`` what was tried, to be tried again."""

    stage: Stage
    ending: str
    beat: float = field(default_factory=time.time)
    failed: str = ""
    words: str = ""
    at: int = 0
    total: int = 0
    rows: int = 0
    good: int = 0
    known: int = 0
    bad: int = 0
    written: int = 0
    wrong: int = 0
    ignored: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    mistakes: list[dict[str, Any]] = field(default_factory=list)

    @property
    def is_underway(self) -> bool:
        """Somebody works on it, as far as can be told."""
        return self.stage in UNDERWAY and not self.is_dead

    @property
    def is_dead(self) -> bool:
        """It was begun, and nothing has been heard of it for long."""
        return self.stage in UNDERWAY and time.time() - self.beat > DEAD_AFTER

    @property
    def more(self) -> int:
        """Mistakes the page has no room for."""
        return max(0, self.wrong - len(self.mistakes))


def look(name: str) -> Job:
    """How far it is. Raises waiting.Gone."""
    return Job(**waiting.state(name))


def _note(name: str, job: Job) -> None:
    job.beat = time.time()
    waiting.note(name, asdict(job))


def begin(*, actor: Actor, declared: Roster, data: bytes) -> str:
    """Take a file in and check it, at once or by the worker; its name."""
    name = waiting.keep(data)
    job = Job(stage="check", ending="xlsx" if is_book(data) else "csv")
    _give(actor, declared, name, job, small=len(data) <= SMALL)
    return name


def go_on(*, actor: Actor, declared: Roster, name: str) -> Job:
    """Import what was found good; or do again what failed or died. Anything underway or done is left as it is."""
    job = look(name)
    step = {"checked": "import", "failed": job.failed}.get(job.stage, job.stage if job.is_dead else "")
    if step in UNDERWAY:
        job.stage, job.failed, job.words, job.at = step, "", "", 0
        _give(actor, declared, name, job, small=len(waiting.opened(name)) <= SMALL)
    return look(name)


def _give(actor: Actor, declared: Roster, name: str, job: Job, *, small: bool) -> None:
    _note(name, job)
    if small:
        _run(actor, declared, name)
    else:
        assert actor.account_id is not None  # the command line imports at once, without a job
        work.enqueue(name, actor.account_id, declared.kind)


@task()
def work(name: str, account_id: int, kind: str) -> None:
    """The worker's part, with the permissions the account has now."""
    account = Account.objects.select_related("person").get(pk=account_id)
    _run(actor_for(account), roster(kind), name)


def _run(actor: Actor, declared: Roster, name: str) -> None:
    try:
        job = look(name)
        data = waiting.opened(name)
    except waiting.Gone:  # given up meanwhile
        return
    try:
        (_check if job.stage == "check" else _import)(actor, declared, name, job, data)
    except (Refused, PermissionDenied, ValidationError) as error:
        _fail(name, job, "；".join(error.messages) if isinstance(error, ValidationError) else str(error))
    except Exception:  # whatever it was, the page must say that it ended
        _fail(name, job, "没有做完，什么也没有写入。请再试一次；还是不行，请告诉系统管理员。")
        logger.exception("an import failed")


def _fail(name: str, job: Job, words: str) -> None:
    job.failed, job.words, job.stage = job.stage, words, "failed"
    _note(name, job)


class _Beat:
    """Notes how far it is, twice a second at most."""

    def __init__(self, name: str, job: Job) -> None:
        self.name, self.job, self.last = name, job, time.monotonic()

    def __call__(self, at: int, total: int) -> None:
        self.job.at, self.job.total = at, total
        if time.monotonic() - self.last > BEAT:
            self.last = time.monotonic()
            _note(self.name, self.job)


def _check(actor: Actor, declared: Roster, name: str, job: Job, data: bytes) -> None:
    found = check(actor=actor, declared=declared, data=data, progress=_Beat(name, job))
    _tell(job, found)
    job.stage = "checked"
    _note(name, job)


def _tell(job: Job, found: Checked) -> None:
    job.rows, job.good = found.rows, len(found.good)
    job.known, job.bad, job.wrong = len(found.known), len(found.bad), len(found.mistakes)
    job.ignored, job.unread = list(found.ignored), list(found.unread)
    job.mistakes = [asdict(each) for each in found.mistakes[:SHOWN]]


def _import(actor: Actor, declared: Roster, name: str, job: Job, data: bytes) -> None:
    done = import_good(actor=actor, declared=declared, data=data, progress=_Beat(name, job), file=name)
    job.written, job.known, job.bad = done.written, done.known, done.bad
    job.stage, job.mistakes = "done", []
    _note(name, job)
    if not done.bad:
        waiting.drop(name, state_too=False)
