"""The `linli` command. Sub-commands are the management commands of the rooms; this module only finds and lists them.

Exit codes, the same for every sub-command: 0 = it holds (or was done), 1 = it does not, 2 = bad use.
"""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from importlib.metadata import version

from django.apps import apps
from django.core.management import ManagementUtility, get_commands, load_command_class
from django.core.management.base import CommandError
from django.db import OperationalError, ProgrammingError

from linli.config.environment import BadEnvironment

BAD_USE = 2
# Django's own `check` (of the settings) stays what it is for Django: `python -m django check`.
NAMES = {"check": "check_text"}


class LinliUtility(ManagementUtility):
    """Django's own dispatcher, speaking first of what Linli offers."""

    def main_help_text(self, commands_only: bool = False) -> str:
        """Linli's commands with one line each; with `--commands`, every name known, one per line."""
        if commands_only:
            return super().main_help_text(commands_only=True)
        lines = ["linli — 邻里", "", "Usage: linli COMMAND [options]", ""]
        width = max((len(name) for name in own_commands()), default=0) + 2
        lines.extend(f"  {name:<{width}}{summary}" for name, summary in own_commands().items())
        lines += [
            "",
            "linli COMMAND --help explains one command; linli help --commands lists Django's as well.",
            "Exit code: 0 it holds, 1 it does not, 2 bad use.",
        ]
        return "\n".join(lines)

    def fetch_command(self, subcommand: str) -> object:  # type: ignore[override]  # Django names it BaseCommand
        """As Django, but with our names first, and an unknown one is bad use (2), not a failed check (1)."""
        try:
            return super().fetch_command(NAMES.get(subcommand, subcommand))
        except SystemExit:
            sys.exit(BAD_USE)


def own_commands() -> dict[str, str]:
    """Names and one-line help of the commands that rooms of Linli bring."""
    by_app: dict[str, list[str]] = defaultdict(list)
    for name, app in get_commands().items():
        if isinstance(app, str):
            by_app[app].append(name)
    called = {command: name for name, command in NAMES.items()}
    ours = {
        called.get(name, name): load_command_class(config.name, name).help.split("\n")[0]
        for config in apps.get_app_configs()
        if config.name.startswith("linli.")
        for name in by_app[config.name]
    }
    return dict(sorted(ours.items()))


def main() -> None:
    """Run the command named on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
    if sys.argv[1:] in (["--version"], ["version"]):
        sys.stdout.write(f"linli {version('linli')}\n")
        return
    try:
        LinliUtility(["linli", *sys.argv[1:]]).execute()
    except (OperationalError, ProgrammingError) as error:
        if "no such table" not in str(error) and "does not exist" not in str(error):
            raise
        sys.stderr.write("数据库还没有建立。先运行 linli up，或 linli migrate。\n")
        sys.exit(BAD_USE)
    except BadEnvironment as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(BAD_USE)
    except CommandError as error:  # raised outside a command's own handling
        sys.stderr.write(f"{error}\n")
        sys.exit(error.returncode)
    except BrokenPipeError:  # the reader of a pipe, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


if __name__ == "__main__":
    main()
