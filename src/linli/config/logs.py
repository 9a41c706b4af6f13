"""Where log lines go: warnings to the console, everything of note to a rotating file in the home folder.

The log for machines and administrators; the record of acts and looks at personal data is the room `audit`.
"""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

from linli.common.request_number import number


class HomeFileHandler(RotatingFileHandler):
    """A rotating file whose folder is made at the first line, so that merely loading settings writes nothing."""

    def __init__(self, folder: str, process: str) -> None:
        """One file per process: two processes rotating one file would lose lines."""
        self.folder = Path(folder)
        super().__init__(
            self.folder / f"{process}.log", maxBytes=5_000_000, backupCount=5, encoding="utf-8", delay=True
        )

    def _open(self) -> Any:  # the type of the open file is private to logging
        self.folder.mkdir(parents=True, exist_ok=True)
        return super()._open()


class NumberFilter(logging.Filter):
    """Puts the number of the request on each line, so that the one a failed page shows leads to its traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.number = number() or "-"
        return True


def logging_settings(home: Path, process: str) -> dict[str, Any]:  # the shape of logging.config.dictConfig
    """The value of settings.LOGGING for the process named `process`."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"format": "{asctime} {levelname} {name} {number}: {message}", "style": "{"}},
        "filters": {"number": {"()": "linli.config.logs.NumberFilter"}},
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "level": "WARNING",
                "formatter": "line",
                "filters": ["number"],
            },
            "file": {
                "()": "linli.config.logs.HomeFileHandler",
                "folder": str(home / "logs"),
                "process": process,
                "level": "INFO",
                "formatter": "line",
                "filters": ["number"],
            },
        },
        "root": {"handlers": ["console", "file"], "level": "INFO"},
        "loggers": {
            # Django adds a console handler and mail of its own; ours are enough.
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            # A 404 is an answer, not a fault; the console stays quiet about it.
            "django.request": {"level": "ERROR", "propagate": True},
            # The worker announces each job and its own end; the terminal has no use for either. A job that
            # failed is kept with its error in the database.
            "django_tasks": {"handlers": ["file"], "level": "INFO", "propagate": False},
            "django_tasks_db": {"handlers": ["file"], "level": "INFO", "propagate": False},
        },
    }
