"""``linli deliver``: send what is due by hand, or from a timer where the platform is not run by ``linli up``."""

from typing import Any

from django.core.management.base import BaseCommand

from linli.inbox.delivering import deliver_due


class Command(BaseCommand):
    """Exit code 0, also when a channel fails: that is kept with the message and tried again."""

    help = "送出到点的消息：静默时段之后的、没送成要再试的"

    def handle(self, *_: Any, **__: Any) -> None:
        sent = deliver_due()
        self.stdout.write(f"送出 {sent} 条。" if sent else "现在没有要送的消息。")
