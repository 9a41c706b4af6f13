"""Notices of processing (PIPL art. 17): what each form that asks for personal data tells before it asks.

The words stand in ``linli.privacy.texts`` and, by rooms of their own, in those rooms. A published version goes into the
database after the next migration and never changes there; new words are a new version.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from linli.people.models import Purpose
from linli.privacy.models import NoticeVersion

WHY = "notices are published for everybody"
HANDLER = "{district}（街道、社区（村）按职责办理）"
CONTACT = "所在社区（村）服务窗口，或拨打 12345"
RIGHTS = (
    "您可以查阅、复制、更正、删除自己的信息，撤回同意，要求解释。网上在“我的信息”办，也可以到社区（村）当面说、"
    "打电话说，15 个工作日内答复；不能照办的，会写明理由。对答复不满意，可以向网信部门投诉，也可以向法院起诉。"
)


@dataclass(frozen=True, kw_only=True)
class Text:
    """The words of one version. ``kinds``: the data asked for; ``sensitive``: which of it is, and why it is needed."""

    purpose: str
    basis: str
    way: str
    kinds: tuple[str, ...]
    keep: str
    shared: str = "不向别的单位或个人提供，不公开。"
    sensitive: str = ""
    must: str = ""
    handler: str = HANDLER
    contact: str = CONTACT
    rights: str = RIGHTS


@dataclass(frozen=True)
class Version:
    """``number`` as people say it, ``2024-10``; in force from ``valid_from`` until the next one."""

    number: str
    valid_from: date
    text: Text

    @property
    def content(self) -> dict[str, Any]:
        """As it is kept."""
        return {**asdict(self.text), "kinds": list(self.text.kinds)}

    @property
    def digest(self) -> str:
        """Over the words."""
        spelt = json.dumps(self.content, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(spelt.encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class ProcessingNotice:
    """The notice of one form, with its versions in order. ``code`` stands in its address."""

    code: str
    form: str
    versions: tuple[Version, ...]

    def on(self, day: date) -> Version:
        """The version in force; the first one before it began."""
        begun = [each for each in self.versions if each.valid_from <= day]
        return begun[-1] if begun else self.versions[0]


_notices: dict[str, ProcessingNotice] = {}
_of_purpose: dict[Purpose, str] = {}


def register(*found: ProcessingNotice) -> None:
    """Add notices. Raises ValueError for a code taken, no version, or versions out of order."""
    for each in found:
        if each.code in _notices:
            raise ValueError(f"notice {each.code} is registered already")
        days = [version.valid_from for version in each.versions]
        if not days or days != sorted(set(days)):
            raise ValueError(f"notice {each.code}: versions, each later than the one before")
        _notices[each.code] = each


def signed_for(code: str, *purposes: Purpose) -> None:
    """Consents to these purposes are given to the words of this notice; ``Consent.text_version`` is its version."""
    _of_purpose.update(dict.fromkeys(purposes, notice(code).code))


def signed(purpose: str, version: str) -> str:
    """Code of the notice a consent was given to, or "" when no such version was published."""
    found = _notices.get(_of_purpose.get(Purpose(purpose), ""))
    known = found is not None and version in {each.number for each in found.versions}
    return found.code if found is not None and known else ""


def notice(code: str) -> ProcessingNotice:
    """Raises LookupError for an unknown code."""
    if code not in _notices:
        raise LookupError(f"no notice {code}")
    return _notices[code]


def all_notices() -> tuple[ProcessingNotice, ...]:
    """In order of registration."""
    return tuple(_notices.values())


def publish_missing() -> int:
    """Put versions new in the program into the database; those there stay. How many were added."""
    known = set(NoticeVersion.objects.unscoped(WHY).values_list("code", "version"))
    fresh = [
        NoticeVersion(
            code=each.code,
            version=version.number,
            valid_from=version.valid_from,
            content=version.content,
            digest=version.digest,
        )
        for each in all_notices()
        for version in each.versions
        if (each.code, version.number) not in known
    ]
    NoticeVersion.everything.bulk_create(fresh)
    return len(fresh)


def published(code: str) -> Sequence[NoticeVersion]:
    """All versions of a notice, the newest first."""
    return list(NoticeVersion.objects.unscoped(WHY).filter(code=code).order_by("-valid_from"))


def altered() -> list[str]:
    """Versions whose words in the program are no longer those published: ``code number``."""
    kept = {
        (row.code, row.version): row.digest
        for row in NoticeVersion.objects.unscoped(WHY).only("code", "version", "digest")
    }
    return [
        f"{each.code} {version.number}"
        for each in all_notices()
        for version in each.versions
        if kept.get((each.code, version.number), version.digest) != version.digest
    ]
