"""Starts the privacy room."""

from typing import Any

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS
from django.db.models.signals import post_migrate


def publish_notices_after_migrate(using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """Receiver of ``post_migrate``: versions new in the program are published; those there stay as they are."""
    from django.db import connections

    from linli.privacy.models import NoticeVersion
    from linli.privacy.notices import publish_missing

    tables = connections[using].introspection.table_names()
    if using == DEFAULT_DB_ALIAS and NoticeVersion._meta.db_table in tables:
        publish_missing()


class PrivacyConfig(AppConfig):
    """What a person may ask of us: to see, correct, delete, withdraw; how long data is kept; the notices of it."""

    name = "linli.privacy"
    label = "privacy"
    verbose_name = "个人信息"

    def ready(self) -> None:
        from linli.audit import codes
        from linli.inbox import kinds as messages
        from linli.privacy import checks, clocks, notices, own, own_work, states, telling, texts
        from linli.privacy.services.retention import run_daily
        from linli.workflow import machines, periodic

        codes.register(
            codes.Code(code="privacy.request.received", sentence="收到个人信息请求：{kind}（{way}）"),
            codes.Code(code="privacy.request.accepted", sentence="接手个人信息请求：{kind}"),
            codes.Code(code="privacy.request.done", sentence="办好个人信息请求：{kind}"),
            codes.Code(code="privacy.request.refused", sentence="没有照办个人信息请求：{kind}，依据{law}"),
            codes.Code(code="privacy.request.withdrawn", sentence="本人不再要求：{kind}"),
            codes.Code(code="privacy.request.told", sentence="告知个人信息请求的结果（{way}）"),
            codes.Code(code="privacy.data.erased", sentence="按请求删除：{kinds}"),
            codes.Code(code="privacy.data.copied", sentence="本人取走自己信息的副本（{form}）", is_look=True),
            codes.Code(code="privacy.data.shown_to_owner", sentence="本人凭电话查看自己的信息", is_look=True),
            codes.Code(
                code="privacy.retention.ran", sentence="{rule}保存期满，{then} {count} 条（摘要 {digest}）"
            ),
        )
        messages.register(*telling.KINDS)
        clocks.register_all()
        machines.register(states.REQUEST)
        notices.register(*texts.ALL)
        notices.signed_for(texts.LEAD_CONTACT.code, *texts.LEAD_PURPOSES)
        own.register_all()
        own_work.register_all()
        periodic.register(periodic.Daily("privacy.retention", "个人信息到期处理", run_daily))
        checks.register_all()
        post_migrate.connect(publish_notices_after_migrate, sender=self, dispatch_uid="linli.privacy.notices")
