"""Every variable Linli reads from the environment: typed, with its default and what it is for.

This is the only place that reads the environment for settings. The table in docs/environment.md is written from
the fields below, so a variable cannot exist without being explained.
"""

from __future__ import annotations

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
        process=cast("str", env.str("LINLI_PROCESS", default="command")),
        sms_backend=sms_backend,
    )


def environment_table() -> str:
    """The variables as a Markdown table, in the order in which they are declared."""
    rows = ["| variable | default | what it is for |", "|---|---|---|"]
    rows.extend(
        f"| `{each.metadata['variable']}` | {each.metadata['default']} | {each.metadata['purpose']} |"
        for each in fields(Environment)
    )
    return "\n".join(rows)
