"""Starts the inbox room: its own kinds of messages, what it does daily and every minute, its log codes."""

from django.apps import AppConfig


class InboxConfig(AppConfig):
    """What is told to people: once, by the way they chose, and never at night."""

    name = "linli.inbox"
    label = "inbox"
    verbose_name = "消息"

    def ready(self) -> None:
        from django.conf import settings
        from django.urls import reverse

        from linli.audit import codes
        from linli.inbox import asked, checks, daily, delivering, kinds, services
        from linli.inbox.constants import Way
        from linli.people.erasing import on_nameless
        from linli.workflow import approvals, periodic

        codes.register(
            codes.Code(code="inbox.settings.changed", sentence="改了自己的消息方式"),
            codes.Code(code="inbox.channel.set", sentence="填了自己的{channel}渠道"),
            codes.Code(code="inbox.channel.removed", sentence="取消了自己的{channel}渠道"),
        )
        kinds.register(
            kinds.Kind(
                code=daily.DUE_TOMORROW,
                label="明天到期的事（到期前一天提醒）",
                title="明天有 {count} 件到期",
                line="{what}",
                address=lambda _: "/desk/due/",
            ),
            kinds.Kind(
                code=daily.LATE,
                label="刚超过时限的事（经办人和上一级）",
                title="{count} 件超过了时限",
                line="{what}",
                address=lambda _: "/desk/due/",
            ),
            kinds.Kind(
                code=asked.ASKED,
                label="等我同意的事（两人办理）",
                title="等您决定：{label}",
                line="{area}",
                address=lambda approval: reverse("desk:approval", args=(approval.ref,)),
            ),
            kinds.Kind(
                code=asked.DECIDED,
                label="我提出的事有了决定",
                title="{label}：{decision}",
                line="{area}",
                address=lambda approval: reverse("desk:approval", args=(approval.ref,)),
            ),
            kinds.Kind(
                code=daily.DIGEST,
                label="每天一条小结",
                title="今天有 {count} 件事",
                line="{what}",
                address=lambda _: "/desk/",
                way=Way.AT_ONCE,
                chosen=False,
            ),
        )
        kinds.register_source(
            kinds.Source(code="due.today", said="今天到期 {count} 件", count=daily.due_today),
            kinds.Source(code="due.week", said="本周还有 {count} 件", count=daily.due_this_week),
            kinds.Source(code="approvals", said="等您决定 {count} 件", count=daily.approvals_waiting),
            kinds.Source(code="messages", said="新消息 {count} 条", count=daily.new_messages),
        )
        approvals.listen(asked.heard)
        on_nameless(services.forget_accounts)
        checks.register_all()
        periodic.register(
            periodic.Daily("inbox.due_tomorrow", "提醒明天到期的事", daily.tell_due_tomorrow),
            periodic.Daily("inbox.late", "告知刚超过时限的事", daily.tell_late),
            periodic.Daily("inbox.forget", "删去旧消息", services.forget_old),
            periodic.Daily(
                "inbox.digest", "每天一条小结", daily.tell_summaries, hour=settings.LINLI_DIGEST_HOUR
            ),
        )
        periodic.register_often(periodic.Often("inbox.deliver", "送出到点的消息", delivering.enqueue_due))
