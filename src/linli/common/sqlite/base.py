"""Django's SQLite backend, with a queue in front of the write lock.

SQLite has one writer at a time and no queue: who finds the file locked sleeps longer and longer between tries, so a
newcomer, who tries often, overtakes one who has waited for seconds, until that one gives up with "database is locked".
Here a transaction first takes a lock on a file beside the database, and tries the more often the longer it has waited.
Readers, who never wait in WAL mode, do not pass here; nor does a statement outside a transaction.
"""

import fcntl
import os
import random
import time
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

SUFFIX = "-queue"
"""Of the file's name, as SQLite adds -wal and -shm; it stays empty."""

LONGEST_WAIT = 60.0
"""Seconds; a longer wait means that a transaction is stuck, not that many are waiting."""

_FIRST_NAP, _SHORTEST_NAP = 0.004, 0.0005


# The methods overridden here are Django's own, which its stubs leave out: hence the ignores.
class DatabaseWrapper(base.DatabaseWrapper):
    """Holds the queue's lock from the beginning of a transaction to its end."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._queue: int | None = None

    def _start_transaction_under_autocommit(self) -> None:
        self._wait_in_line()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._leave_line()
            raise

    def _commit(self) -> Any:
        done = super()._commit()  # type: ignore[misc]
        self._leave_line()
        return done

    def _rollback(self) -> Any:
        try:
            return super()._rollback()  # type: ignore[misc]
        finally:
            self._leave_line()

    def _close(self) -> Any:
        try:
            return super()._close()  # type: ignore[misc]
        finally:
            self._leave_line()

    def _wait_in_line(self) -> None:
        if self._queue is not None or self.is_in_memory_db():
            return
        line = os.open(f"{self.settings_dict['NAME']}{SUFFIX}", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        began = time.monotonic()
        while True:
            try:
                fcntl.flock(line, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                waited = time.monotonic() - began
                if waited > LONGEST_WAIT:
                    os.close(line)
                    raise OperationalError("database is locked: the writer ahead does not finish") from None
                nap = max(_SHORTEST_NAP, _FIRST_NAP / (1 + 4 * waited))
                time.sleep(nap * random.uniform(0.5, 1.5))  # noqa: S311  # so that waiters do not march in step
            else:
                self._queue = line
                return

    def _leave_line(self) -> None:
        line, self._queue = self._queue, None
        if line is not None:
            os.close(line)
