"""The first run of a new district: its name and code, and its three administrators.

Open only while ``LINLI_HOME/setup.code`` lies there, which ``linli up`` writes for an empty database, and only to
whoever can read it. Afterwards there is nothing at that address any more.
"""

import os
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import constant_time_compare

from linli.access.actor import SYSTEM
from linli.access.services import open_account
from linli.audit import log
from linli.common.clock import business_date
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.orgs.services import open_area
from linli.people.crypto import ensure_key
from linli.people.models import ADMIN_POSTS, Account, Person, Post
from linli.people.services import appoint

FILE = "setup.code"
WHY = "whether there is a district at all"
DISTRICT_CODE = re.compile(r"(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12])\d{4}")
"""The first two digits are the province (GB/T 2260)."""


@dataclass(frozen=True, kw_only=True)
class Administrator:
    """One of the three: the post, who it is, how they sign in for the first time."""

    post: Post
    name: str
    username: str
    password: str


def code_file() -> Path:
    """Where the code lies while it is good."""
    return Path(settings.LINLI_HOME) / FILE


def has_district() -> bool:
    """Whether the database holds one."""
    return Area.objects.unscoped(WHY).exists()


def is_pending() -> bool:
    """Whether every address leads to the set-up. A look for a file; the database is asked only while it lies there."""
    file = code_file()
    if not file.exists():
        return False
    if has_district():  # set up by another process, or restored from a backup
        file.unlink(missing_ok=True)
        return False
    return True


def issue_code() -> str:
    """The one-time code, made on first call and the same until set-up is done; in a file only its owner may read."""
    file = code_file()
    if not file.exists():
        code = "-".join(secrets.token_hex(2).upper() for _ in range(4))
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as written:
            written.write(f"{code}\n")
    return file.read_text(encoding="utf-8").strip()


def is_code(text: str) -> bool:
    """Whether this is the code; spaces, hyphens and case do not matter."""
    if not is_pending():
        return False

    def bare(code: str) -> str:
        return re.sub(r"[^0-9A-Z]", "", code.upper())

    return bool(bare(text)) and constant_time_compare(bare(text), bare(issue_code()))


def proven_code(text: str) -> str:
    """A district's code. Raises ValidationError in words."""
    code = text.strip()
    if not DISTRICT_CODE.fullmatch(code) or code.endswith("00"):
        raise ValidationError(
            "行政区划代码是 6 位数字，前两位是省份，县区一级后两位不是 00，如 430602。请核对。"
        )
    return code


def set_up(*, name: str, code: str, administrators: Sequence[Administrator]) -> Area:
    """Make the district and its three administrators, all or nothing, and close this door.

    Raises ValidationError in words: a district is there, not a code, not three different persons and names.
    """
    name, code = name.strip(), proven_code(code)
    if not name:
        raise ValidationError("请填写区的名称。")
    _prove_three(administrators)
    ensure_key()
    with transaction.atomic():
        if has_district():
            raise ValidationError("这里已经设置过了。请直接登录。")
        day = business_date()
        district = open_area(actor=SYSTEM, kind=Kind.DISTRICT, code=code, name=name, parent=None, day=day)
        for each in administrators:
            person = Person(name=each.name.strip(), area=district)
            person.full_clean(exclude=["ref"])
            person.save()
            appoint(actor=SYSTEM, person=person, post=each.post, area=district, day=day, basis="首次设置")
            open_account(actor=SYSTEM, person=person, username=each.username, password=each.password)
        log.record(
            actor=SYSTEM,
            code="access.setup.done",
            target=district,
            area_id=district.pk,
            data={"name": name, "code": code},
        )
    code_file().unlink(missing_ok=True)
    return district


def _prove_three(administrators: Sequence[Administrator]) -> None:
    if {each.post for each in administrators} != set(ADMIN_POSTS) or len(administrators) != len(ADMIN_POSTS):
        raise ValidationError("系统管理员、安全管理员、审计管理员各要一位。")
    for what, values in (
        ("姓名", [each.name.strip() for each in administrators]),
        ("用户名", [each.username.strip().casefold() for each in administrators]),
        ("密码", [each.password for each in administrators]),
    ):
        if len(set(values)) < len(values):
            raise ValidationError(f"三位管理员要是三个人，{what}不能一样。请改一下。")


def prove_first_password(username: str, password: str) -> None:
    """Raises ValidationError in words for one that is too weak; nothing typed is not this rule's."""
    if password:
        validate_password(password, Account(username=username))
