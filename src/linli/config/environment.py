"""Every variable Linli reads from the environment: typed, with its default and what it is for.

This is the only place that reads the environment for settings. The table in docs/environment.md is written from
the fields below, so a variable cannot exist without being explained.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

import environ

if TYPE_CHECKING:
    from collections.abc import Mapping

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")


class BadEnvironment(ValueError):
    """A variable is set to something Linli cannot use. The message names the variable and what would do."""


def variable(name: str, default: str, purpose: str) -> Any:  # a dataclass field: its type is the annotation's
    """Declare a field of `Environment` as read from `name`; `default` is shown in the table as written here."""
    return field(metadata={"variable": name, "default": default, "purpose": purpose})


@dataclass(frozen=True, slots=True)
class Environment:
    """What the environment asks for; complete, checked, and needing neither key nor database to be made."""

    home: Path = variable(
        "LINLI_HOME",
        "`var/` in the checkout",
        "The one folder for all data: database, keys, uploads, logs, collected static files.",
    )
    database_url: str = variable(
        "DATABASE_URL",
        "`linli.sqlite3` in the home folder",
        "PostgreSQL 15 or later, as `postgres://user:password@host:port/name`.",
    )
    base_url: str = variable(
        "LINLI_BASE_URL",
        "`http://127.0.0.1:8000`",
        "The address people use. With `https://`, cookies are sent over TLS only.",
    )
    allowed_hosts: tuple[str, ...] = variable(
        "LINLI_ALLOWED_HOSTS",
        "the loopback names and the host of `LINLI_BASE_URL`",
        "Host names the server answers to, separated by commas.",
    )
    debug: bool = variable(
        "LINLI_DEBUG", "`false`", "Django's debug pages. Never on a machine others can reach."
    )
    secret_key: str = variable(
        "LINLI_SECRET_KEY",
        "`secret.key` in the home folder, made when first needed",
        "Signs sessions and forms. Changing it signs everybody out.",
    )
    data_key: str = variable(
        "LINLI_DATA_KEY",
        "`data.key` in the home folder, made when first needed",
        "Encrypts telephone and id numbers. Losing it loses them.",
    )
    data_cipher: str = variable(
        "LINLI_DATA_CIPHER",
        "`aes-256-gcm`",
        "The cipher for telephone and id numbers: `aes-256-gcm` or `sm4-gcm`.",
    )
    shown_coordinates: str = variable(
        "LINLI_SHOWN_COORDINATES",
        "`cgcs2000`",
        "What places are written in on pages, to be looked up on the map people use: `cgcs2000`, `gcj02` or `bd09`. "
        "They are kept in CGCS2000 whatever is shown.",
    )
    process: str = variable(
        "LINLI_PROCESS",
        "`command`",
        "Names the log file of this process; `linli up` sets it to `web` and `worker`.",
    )
    sms_backend: str = variable(
        "LINLI_SMS_BACKEND",
        "`file`",
        "How text messages leave: `file` (into `sms/` in the home folder), `console`, or the dotted path of a "
        "function `(number, text)` that hands them to the district's gateway.",
    )
    sms_sign_in: bool = variable(
        "LINLI_SMS_SIGN_IN", "`false`", "Whether one may sign in with a code sent to the telephone on file."
    )
    second_factor_roles: tuple[str, ...] = variable(
        "LINLI_SECOND_FACTOR_ROLES",
        "`system_admin,security_admin,auditor`",
        "Roles (docs/permissions.md) that open nothing before a second factor is set up; `none` asks nobody.",
    )
    second_factor_in_demo: bool = variable(
        "LINLI_SECOND_FACTOR_IN_DEMO",
        "`false`",
        "Whether that holds for the printed accounts of the demo too.",
    )
    password_length: int = variable("LINLI_PASSWORD_LENGTH", "`10`", "Fewest signs of a password, 8 to 64.")
    password_classes: int = variable(
        "LINLI_PASSWORD_CLASSES",
        "`3`",
        "How many of capitals, small letters, digits and other signs a password has, 1 to 4.",
    )
    password_days: int = variable(
        "LINLI_PASSWORD_DAYS", "`0`", "After how many days a password is changed; 0: it stays good."
    )
    password_history: int = variable(
        "LINLI_PASSWORD_HISTORY", "`3`", "How many of the last passwords may not come back, 0 to 24."
    )
    lock_failures: int = variable(
        "LINLI_LOCK_FAILURES", "`5`", "Wrong passwords in a row that lock an account, 3 to 20."
    )
    lock_source_failures: int = variable(
        "LINLI_LOCK_SOURCE_FAILURES",
        "`40`",
        "Failures from one network address within the time below that lock the address: an office shares one.",
    )
    lock_minutes: int = variable("LINLI_LOCK_MINUTES", "`15`", "How long a lock lasts, 1 to 1440 minutes.")
    idle_minutes: int = variable(
        "LINLI_IDLE_MINUTES", "`30`", "After how many minutes without a page one signs in again, 5 to 720."
    )
    idle_minutes_administrators: int = variable(
        "LINLI_IDLE_MINUTES_ADMINISTRATORS", "`15`", "The same for the three administrators."
    )
    session_hours: int = variable(
        "LINLI_SESSION_HOURS", "`12`", "After how many hours one signs in again whatever one did, 1 to 24."
    )
    oidc_server: str = variable(
        "LINLI_OIDC_SERVER",
        "none",
        "统一身份认证: the issuer's address (OpenID Connect). With it, the sign-in page offers this way too.",
    )
    oidc_client_id: str = variable("LINLI_OIDC_CLIENT_ID", "none", "What the issuer calls Linli.")
    oidc_client_secret: str = variable("LINLI_OIDC_CLIENT_SECRET", "none", "Linli's secret with the issuer.")
    oidc_name: str = variable("LINLI_OIDC_NAME", "`统一身份认证`", "What the button says.")
    oidc_claim: str = variable(
        "LINLI_OIDC_CLAIM",
        "`preferred_username`",
        "The claim that is the user name here. No account is ever made from it.",
    )

    reveal_minutes: int = variable(
        "LINLI_REVEAL_MINUTES",
        "`10`",
        "How long a telephone or id number shown for a purpose stays in clear, 1 to 60 minutes.",
    )
    export_second_person_rows: int = variable(
        "LINLI_EXPORT_SECOND_PERSON_ROWS",
        "`1000`",
        "From how many rows on within 24 hours exports with personal columns need a second person, 1 to 1000000.",
    )
    export_hours: int = variable(
        "LINLI_EXPORT_HOURS", "`24`", "How long the file of an approved export is kept, 1 to 168 hours."
    )
    channels: tuple[str, ...] = variable(
        "LINLI_CHANNELS",
        "`wecom,dingtalk`",
        "Channels a person may choose beside the inbox: `wecom` (企业微信), `dingtalk` (钉钉), or `none`.",
    )
    mail_url: str = variable(
        "LINLI_MAIL_URL",
        "none",
        "The mail server as apprise writes it, `mailtos://user:password@host:465?from=…`. With it, mail is a channel.",
    )
    quiet_from: int = variable(
        "LINLI_QUIET_FROM", "`21`", "The hour from which nothing leaves but 特急, 0 to 23."
    )
    quiet_until: int = variable(
        "LINLI_QUIET_UNTIL", "`8`", "The hour at which what was held leaves, 0 to 23."
    )
    digest_hour: int = variable("LINLI_DIGEST_HOUR", "`8`", "The hour of the daily summary, 0 to 23.")
    public_phones: tuple[tuple[str, str], ...] = variable(
        "LINLI_PUBLIC_PHONES",
        "none",
        "Telephone numbers for residents by code of area, `430602=0730-1234567,430602006=0730-7654321`; the nearest "
        "one above a place is shown.",
    )


PHONE = re.compile(r"\+?[0-9][0-9 -]{2,18}")
DATABASES = ("postgres", "postgresql", "psql", "pgsql", "sqlite")


def default_home() -> Path:
    """`var/` beside pyproject.toml when run from a checkout, else `var/` in the working directory."""
    checkout = Path(__file__).resolve().parents[3]
    return (checkout if (checkout / "pyproject.toml").is_file() else Path.cwd()) / "var"


def read_environment(variables: Mapping[str, str] | None = None) -> Environment:
    """Read the environment, or `variables` in its place. Raises BadEnvironment on a value that cannot hold."""
    env = environ.Env()
    if variables is not None:
        env.ENVIRON = dict(variables)
    base_url = cast("str", env.str("LINLI_BASE_URL", default="http://127.0.0.1:8000")).rstrip("/")
    address = urlsplit(base_url)
    if address.scheme not in {"http", "https"} or not address.hostname:
        message = f"LINLI_BASE_URL must be an address such as http://127.0.0.1:8000, not {base_url!r}."
        raise BadEnvironment(message)
    hosts = tuple(env.list("LINLI_ALLOWED_HOSTS", default=[]))
    cipher = cast("str", env.str("LINLI_DATA_CIPHER", default="aes-256-gcm"))
    if cipher not in {"aes-256-gcm", "sm4-gcm"}:
        message = f"LINLI_DATA_CIPHER must be aes-256-gcm or sm4-gcm, not {cipher!r}."
        raise BadEnvironment(message)
    shown = cast("str", env.str("LINLI_SHOWN_COORDINATES", default="cgcs2000"))
    if shown not in {"cgcs2000", "gcj02", "bd09"}:
        message = f"LINLI_SHOWN_COORDINATES must be cgcs2000, gcj02 or bd09, not {shown!r}."
        raise BadEnvironment(message)
    database_url = cast("str", env.str("DATABASE_URL", default=""))
    if database_url and urlsplit(database_url).scheme not in DATABASES:
        message = (
            f"DATABASE_URL must begin with one of {', '.join(DATABASES)}, such as postgres://…, or be empty."
        )
        raise BadEnvironment(message)
    home = cast("str", env.str("LINLI_HOME", default=""))
    sms_backend = cast("str", env.str("LINLI_SMS_BACKEND", default="file"))
    if sms_backend not in {"console", "file"} and "." not in sms_backend:
        message = f"LINLI_SMS_BACKEND must be file, console or a dotted path, not {sms_backend!r}."
        raise BadEnvironment(message)
    return Environment(
        home=Path(home).expanduser().resolve() if home else default_home(),
        database_url=database_url,
        base_url=base_url,
        allowed_hosts=hosts or tuple(dict.fromkeys((*LOOPBACK_NAMES, address.hostname))),
        debug=env.bool("LINLI_DEBUG", default=False),
        secret_key=cast("str", env.str("LINLI_SECRET_KEY", default="")),
        data_key=cast("str", env.str("LINLI_DATA_KEY", default="")),
        data_cipher=cipher,
        shown_coordinates=shown,
        process=cast("str", env.str("LINLI_PROCESS", default="command")),
        sms_backend=sms_backend,
        **_sign_in(env),
        reveal_minutes=_number(env, "LINLI_REVEAL_MINUTES", 10, 1, 60),
        export_second_person_rows=_number(env, "LINLI_EXPORT_SECOND_PERSON_ROWS", 1_000, 1, 1_000_000),
        export_hours=_number(env, "LINLI_EXPORT_HOURS", 24, 1, 168),
        **_messages(env),
        public_phones=_phones(env),
    )


def _phones(env: Any) -> tuple[tuple[str, str], ...]:
    found = []
    for each in env.list("LINLI_PUBLIC_PHONES", default=[]):
        code, _, number = (part.strip() for part in each.partition("="))
        if not code.isdigit() or not PHONE.fullmatch(number):
            message = f"LINLI_PUBLIC_PHONES holds pairs such as 430602=0730-1234567, not {each!r}."
            raise BadEnvironment(message)
        found.append((code, number))
    return tuple(found)


def _number(env: Any, name: str, default: int, least: int, most: int) -> int:
    try:
        found = int(env.str(name, default=str(default)))
    except ValueError:
        found = least - 1
    if not least <= found <= most:
        message = f"{name} must be a whole number from {least} to {most}."
        raise BadEnvironment(message)
    return found


def _sign_in(env: Any) -> dict[str, Any]:
    """What concerns passwords, locks, sessions and the other ways to sign in."""
    roles = tuple(
        env.list("LINLI_SECOND_FACTOR_ROLES", default=["system_admin", "security_admin", "auditor"])
    )
    oidc = {
        name: cast("str", env.str(f"LINLI_OIDC_{name.upper()}", default=""))
        for name in ("server", "client_id", "client_secret")
    }
    if any(oidc.values()) and not (oidc["server"] and oidc["client_id"]):
        message = "LINLI_OIDC_SERVER and LINLI_OIDC_CLIENT_ID are set together, or neither."
        raise BadEnvironment(message)
    if oidc["server"] and urlsplit(oidc["server"]).scheme not in {"http", "https"}:
        message = "LINLI_OIDC_SERVER must be an address such as https://sso.example.gov.cn/realms/district."
        raise BadEnvironment(message)
    return {
        "sms_sign_in": env.bool("LINLI_SMS_SIGN_IN", default=False),
        "second_factor_roles": () if roles == ("none",) else roles,
        "second_factor_in_demo": env.bool("LINLI_SECOND_FACTOR_IN_DEMO", default=False),
        "password_length": _number(env, "LINLI_PASSWORD_LENGTH", 10, 8, 64),
        "password_classes": _number(env, "LINLI_PASSWORD_CLASSES", 3, 1, 4),
        "password_days": _number(env, "LINLI_PASSWORD_DAYS", 0, 0, 3650),
        "password_history": _number(env, "LINLI_PASSWORD_HISTORY", 3, 0, 24),
        "lock_failures": _number(env, "LINLI_LOCK_FAILURES", 5, 3, 20),
        "lock_source_failures": _number(env, "LINLI_LOCK_SOURCE_FAILURES", 40, 5, 10_000),
        "lock_minutes": _number(env, "LINLI_LOCK_MINUTES", 15, 1, 1440),
        "idle_minutes": _number(env, "LINLI_IDLE_MINUTES", 30, 5, 720),
        "idle_minutes_administrators": _number(env, "LINLI_IDLE_MINUTES_ADMINISTRATORS", 15, 5, 720),
        "session_hours": _number(env, "LINLI_SESSION_HOURS", 12, 1, 24),
        **{f"oidc_{name}": value for name, value in oidc.items()},
        "oidc_name": cast("str", env.str("LINLI_OIDC_NAME", default="统一身份认证")),
        "oidc_claim": cast("str", env.str("LINLI_OIDC_CLAIM", default="preferred_username")),
    }


def _messages(env: Any) -> dict[str, Any]:
    """What concerns messages to people: channels, quiet hours, the daily summary."""
    channels = tuple(env.list("LINLI_CHANNELS", default=["wecom", "dingtalk"]))
    if not {*channels} <= {"wecom", "dingtalk", "none"}:
        message = "LINLI_CHANNELS holds wecom, dingtalk, both separated by a comma, or none."
        raise BadEnvironment(message)
    mail_url = cast("str", env.str("LINLI_MAIL_URL", default=""))
    if mail_url and urlsplit(mail_url).scheme not in {"mailto", "mailtos"}:
        message = "LINLI_MAIL_URL must begin with mailto:// or mailtos://, or be empty."
        raise BadEnvironment(message)
    return {
        "channels": tuple(each for each in channels if each != "none"),
        "mail_url": mail_url,
        "quiet_from": _number(env, "LINLI_QUIET_FROM", 21, 0, 23),
        "quiet_until": _number(env, "LINLI_QUIET_UNTIL", 8, 0, 23),
        "digest_hour": _number(env, "LINLI_DIGEST_HOUR", 8, 0, 23),
    }


def environment_table() -> str:
    """The variables as a Markdown table, in the order in which they are declared."""
    rows = ["| variable | default | what it is for |", "|---|---|---|"]
    rows.extend(
        f"| `{each.metadata['variable']}` | {each.metadata['default']} | {each.metadata['purpose']} |"
        for each in fields(Environment)
    )
    return "\n".join(rows)
