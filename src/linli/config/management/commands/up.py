"""`linli up`: from whatever is there to a running platform, and back down on Ctrl-C."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from linli.access import setup
from linli.config.server import Address, ChildDied, Children, PortBusy, start_web, start_worker
from linli.demo.accounts import demo_accounts
from linli.demo.loading import is_empty
from linli.people.crypto import KeyProblem, ensure_key
from linli.workflow import periodic

if TYPE_CHECKING:
    from argparse import ArgumentParser

BAD_USE = 2


class Command(BaseCommand):
    """Prepare what is missing, start web and worker, print the way in, wait."""

    help = "启动邻里：建库、空库时生成演示区、启动网页、后台任务与每日例行事项，Ctrl-C 停止"
    requires_system_checks: list[str] = []  # lint and tests run them; starting need not

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Every option has a default that fits a first try."""
        parser.add_argument("--host", default="127.0.0.1", help="监听地址，默认只限本机 127.0.0.1")
        parser.add_argument("--port", type=int, default=8000, help="端口，默认 8000")
        parser.add_argument("--workers", type=int, default=1, help="网页进程数，默认 1")
        parser.add_argument("--no-demo", action="store_true", help="空库时不生成演示区")
        parser.add_argument("--size", default="full", help="演示区规模，同 linli demo --size")
        parser.add_argument(
            "--exit-after", type=float, metavar="SECONDS", help="运行若干秒后自行停止（测试用）"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Each step says what it does only when there is something to do."""
        began = time.monotonic()
        address = Address(options["host"], options["port"])
        try:
            address.claim()
        except PortBusy:
            message = f"端口 {address.port} 已被占用。换一个端口，例如 linli up --port {address.port + 1}"
            raise CommandError(message, returncode=BAD_USE) from None
        except OSError as error:
            message = f"不能监听 {address.host}:{address.port}：{error.strerror or error}"
            raise CommandError(message, returncode=BAD_USE) from None
        prepare_home()
        self.migrate()
        if not options["no_demo"]:
            self.demo(options["size"])
        self.prove_key()
        code = setup.issue_code() if is_empty() else ""
        self.collect_static()
        connections.close_all()
        children = Children()
        children.catch_signals()
        os.environ.setdefault("LINLI_BASE_URL", address.url)
        try:
            start_web(children, address, options["workers"])
            start_worker(children)
            children.wait_until_answering(address)
            self.welcome(address, time.monotonic() - began, code)
            children.wait(options["exit_after"], meanwhile=self.daily)
        except ChildDied as death:
            name, code = death.args
            message = f"进程 {name} 意外退出（代码 {code}），日志在 {settings.LINLI_HOME / 'logs'}"
            raise CommandError(message) from None
        except TimeoutError:
            message = f"网页服务没有按时应答，日志在 {settings.LINLI_HOME / 'logs'}"
            raise CommandError(message) from None
        finally:
            children.stop()
        self.say("已停止。")

    def say(self, text: str) -> None:
        """Print at once: what follows may take a while."""
        self.stdout.write(text)
        self.stdout.flush()

    def migrate(self) -> None:
        """Bring the tables up to date; looks first, because looking takes a tenth of the time."""
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.say("正在建立或更新数据库……")
            call_command("migrate", verbosity=0, interactive=False)

    def prove_key(self) -> None:
        """A missing or foreign key is said before anybody signs in, not when the first number is opened."""
        try:
            ensure_key()
        except KeyProblem as problem:
            raise CommandError(str(problem), returncode=BAD_USE) from None

    def demo(self, size: str) -> None:
        """Build the demo district when nothing is there yet."""
        if not is_empty():
            return
        self.say("数据库是空的，正在生成演示区：岳阳楼区，业务日期 2024-10-30……")
        call_command("demo", size=size, no_accounts=True, stdout=self.stdout, stderr=self.stderr)

    def collect_static(self) -> None:
        """Collect style sheets and scripts when one is newer than the last collection or none was made."""
        if settings.DEBUG:
            return
        manifest = settings.STATIC_ROOT / "staticfiles.json"
        made = manifest.stat().st_mtime if manifest.is_file() else 0.0
        if made <= newest_static_file():
            self.say("正在整理样式与脚本……")
            call_command("collectstatic", verbosity=0, interactive=False, clear=True)
            manifest.touch()

    def daily(self) -> None:
        """The day's work, done here because this process is loaded and idle; a failure is told and tried again."""
        for ran in periodic.run_due():
            if ran.trouble:
                self.say(f"{ran.daily.label}没有做成：{ran.trouble}")
        for trouble in periodic.run_often():
            self.say(trouble)
        connections.close_all()

    def welcome(self, address: Address, seconds: float, code: str) -> None:
        """The address; how to set up a new district, or the demo's accounts to sign in with."""
        self.say(f"\n邻里已启动（{seconds:.1f} 秒）：{address.url}/desk/\n")
        if code:
            self.say(f"还没有设置是哪个区。打开上面的地址，填设置码 {code}")
            self.say(f"（也在 {setup.code_file()}，只有您能读；设置完就作废）\n")
        accounts = demo_accounts()
        if accounts:
            self.say("演示账号（账号 / 密码 / 身份 / 范围）：")
            for username, password, role, area in accounts:
                self.say(f"  {username:<16} {password:<16} {role}\t{area}")
            self.say("")
        self.say("按 Ctrl-C 停止。")


def prepare_home() -> None:
    """The home folder is for its owner only: it holds keys and personal data."""
    settings.LINLI_HOME.mkdir(mode=0o700, parents=True, exist_ok=True)
    str(settings.SECRET_KEY)  # made now, once, before two processes ask for it


def newest_static_file() -> float:
    """When a static file, or the set of installed ones, last changed."""
    newest = 0.0
    for finder in get_finders():
        for name, storage in finder.list([]):
            newest = max(newest, Path(storage.path(name)).stat().st_mtime)
    return newest
