"""``linli demo``: build the demo district in an empty database, or move its clock."""

import time
from datetime import timedelta
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from linli.access.actor import SYSTEM
from linli.audit import log
from linli.common.clock import business_date, business_now, stand_at
from linli.common.models import ClockStand
from linli.common.world import World
from linli.demo.accounts import demo_accounts
from linli.demo.loading import STEPS, NotEmpty, Unsound, is_empty, load
from linli.demo.progress import shown

BAD_USE = 2


class Command(BaseCommand):
    """Exit codes: 0 done; 1 the district broke a check, nothing kept; 2 a database that is not empty, or no demo
    whose clock could be moved."""

    help = "在空数据库里建立演示区（岳阳楼区），或拨快演示时钟"
    requires_system_checks: list[str] = []  # lint and tests run them

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--size", choices=("full", "small"), default="full", help="small 为五十分之一")
        parser.add_argument("--advance", type=int, metavar="DAYS", help="只把演示时钟拨快若干天")
        parser.add_argument("--no-accounts", action="store_true", help="不列出演示账号")

    def handle(self, *_: Any, **options: Any) -> None:
        Path(settings.LINLI_HOME).mkdir(mode=0o700, parents=True, exist_ok=True)
        if options["advance"] is not None:
            self._advance(options["advance"])
            return
        if not is_empty():  # asked before migrating: somebody else's database is left as it is
            self._refuse()
        began = time.monotonic()
        self.stdout.write("建立演示区，约需一分钟：")
        world = self._build(options["size"])
        rows = sum(world.writer.written.values())
        self.stdout.write(
            f"建好了：{rows:,} 行，用时 {time.monotonic() - began:.1f} 秒。业务日期停在 {business_date()}。"
        )
        if options["no_accounts"]:
            return
        self.stdout.write("演示账号：")
        for account in demo_accounts():
            self.stdout.write(f"  {account.username:<12}{account.password}  {account.role}（{account.area}）")

    def _build(self, size: str) -> World:
        with shown(self.stdout, 1 + STEPS) as tell:
            tell("建立数据表")
            call_command("migrate", verbosity=0, interactive=False)
            try:
                return load(size, tell)
            except NotEmpty:  # somebody was faster
                self._refuse()
            except Unsound as error:
                raise CommandError(f"演示区没有通过检查，什么都没有留下：\n{error}") from error
            except KeyboardInterrupt:
                raise CommandError("已中断，什么都没有留下。", returncode=130) from None

    def _refuse(self) -> NoReturn:
        text = "数据库里已经有地区。演示区只能建在空数据库里：请换一个 LINLI_HOME，或换一个空库。"
        raise CommandError(text, returncode=BAD_USE)

    @transaction.atomic
    def _advance(self, days: int) -> None:
        if days < 1:
            raise CommandError("天数是正整数。", returncode=BAD_USE)
        if is_empty() or not ClockStand.objects.exists():
            raise CommandError("这不是演示区，业务时间就是真实时间，不能拨。", returncode=BAD_USE)
        instant = business_now() + timedelta(days=days)
        stand_at(instant)
        log.record(actor=SYSTEM, code="demo.clock.advanced", data={"instant": instant.isoformat()})
        self.stdout.write(f"演示时钟现在是 {business_date()}。")
