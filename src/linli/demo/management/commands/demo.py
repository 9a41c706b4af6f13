"""``linli demo``: build the demo district in an empty database, or move its clock."""

import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from linli.access.actor import SYSTEM
from linli.audit import log
from linli.common.clock import business_now, stand_at
from linli.common.models import ClockStand
from linli.demo.accounts import demo_accounts
from linli.demo.loading import NotEmpty, Unsound, load

BAD_USE = 2


class Command(BaseCommand):
    """Exit code 2 for a database that is not empty, or a clock that does not stand still."""

    help = "在空数据库里建立演示区（岳阳楼区），或拨快演示时钟"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--size", choices=("full", "small"), default="full", help="small 为五十分之一")
        parser.add_argument("--advance", type=int, metavar="DAYS", help="只把演示时钟拨快若干天")

        parser.add_argument("--no-accounts", action="store_true", help="不列出演示账号")

    def handle(self, *_: Any, **options: Any) -> None:
        if options["advance"] is not None:
            self._advance(options["advance"])
            return
        Path(settings.LINLI_HOME).mkdir(mode=0o700, parents=True, exist_ok=True)
        call_command("migrate", verbosity=0)
        began = time.monotonic()

        def tell(label: str) -> None:
            now = time.monotonic()
            self.stdout.write(f"  {now - began:5.1f} 秒  {label}…")
            self.stdout.flush()

        self.stdout.write("建立演示区，约需一分钟：")
        try:
            world = load(options["size"], tell)
        except NotEmpty:
            text = "数据库里已经有地区。演示区只能建在空数据库里：请换一个 LINLI_HOME，或换一个空库。"
            raise CommandError(text, returncode=BAD_USE) from None
        except Unsound as error:
            raise CommandError(f"演示区没有通过检查，什么都没有留下：\n{error}") from error
        rows = sum(world.writer.written.values())
        self.stdout.write(f"建好了：{rows:,} 行，用时 {time.monotonic() - began:.1f} 秒。")
        if options["no_accounts"]:
            return
        self.stdout.write("演示账号：")
        for account in demo_accounts():
            self.stdout.write(f"  {account.username:<12}{account.password}  {account.role}（{account.area}）")

    @transaction.atomic
    def _advance(self, days: int) -> None:
        if days < 1:
            raise CommandError("天数是正整数。", returncode=BAD_USE)
        if not ClockStand.objects.exists():
            raise CommandError("这不是演示区，业务时间就是真实时间，不能拨。", returncode=BAD_USE)
        instant = business_now() + timedelta(days=days)
        stand_at(instant)
        log.record(actor=SYSTEM, code="demo.clock.advanced", data={"instant": instant.isoformat()})
        self.stdout.write(f"演示时钟现在是 {instant:%Y-%m-%d}。")
