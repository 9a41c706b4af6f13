"""Data-quality checks of this room."""

from collections.abc import Iterator

from linli.common.quality import QualityCheck, Severity, register
from linli.privacy import notices


def altered_notices() -> Iterator[str]:
    """Published versions whose words were edited in the program."""
    yield from notices.altered()


def register_all() -> None:
    """Called when the room starts."""
    register(
        QualityCheck(
            code="privacy.notice.stands",
            question="有没有发布后又改了字的个人信息告知书？",
            severity=Severity.ERROR,
            explanation="居民同意的是当时的文本；改字要出新版本（《个人信息保护法》第十四条、第十七条）。",
            mend="把程序里的文本改回原样，改动写成一个新版本。",
            find=altered_notices,
        )
    )
