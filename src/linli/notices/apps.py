"""Starts the notices room: log codes, the life of a posting, checks, records, menu, and the kinds after migrations."""

from typing import Any

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS
from django.db.models.signals import post_migrate


def load_kinds_after_migrate(using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """Receiver of ``post_migrate``: kinds new in the table are added; those present stay as they are."""
    from django.db import connections

    from linli.notices.loading import load_missing_kinds
    from linli.notices.models import PostingKind

    tables = connections[using].introspection.table_names()
    if using == DEFAULT_DB_ALIAS and PostingKind._meta.db_table in tables:
        load_missing_kinds()


class NoticesConfig(AppConfig):
    """公示: made public for a minimum number of days, open to questions, never shortened."""

    name = "linli.notices"
    label = "notices"
    verbose_name = "公示"

    def ready(self) -> None:
        from linli.audit import codes
        from linli.documents import registry
        from linli.inbox import kinds as messages
        from linli.notices import checks, papers, privacy, records, states, telling, work
        from linli.notices.handing import POSTINGS
        from linli.notices.services.postings import close_expired
        from linli.ui import menu
        from linli.ui import records as pages
        from linli.ui import work as my_work
        from linli.workflow import handing_over, machines, periodic

        codes.register(
            codes.Code(code="notices.posting.drafted", sentence="草拟{kind}"),
            codes.Code(code="notices.posting.edited", sentence="修改草稿（{kind}）"),
            codes.Code(code="notices.posting.discarded", sentence="删去草稿（{kind}）"),
            codes.Code(code="notices.posting.posted", sentence="贴出{kind}，公示到 {day}"),
            codes.Code(code="notices.posting.extended", sentence="{kind}从 {before} 延长到 {after}"),
            codes.Code(code="notices.posting.withdrawn", sentence="撤回{kind}，理由公示到 {day}"),
            codes.Code(code="notices.posting.ended", sentence="{kind}期满"),
            codes.Code(code="notices.objection.made", sentence="收到一条疑问"),
            codes.Code(code="notices.objection.answered", sentence="答复一条疑问"),
            codes.Code(code="notices.objection.contact_seen", sentence="查看提问人的联系方式", is_look=True),
            codes.Code(
                code="notices.objection.contacts_erased", sentence="删去 {count} 位提问人的称呼和联系方式"
            ),
            codes.Code(code="notices.kind.set", sentence="{kind}的最少天数设为 {said}"),
        )
        machines.register(states.POSTING)
        handing_over.register(POSTINGS)
        periodic.register(periodic.Daily("notices.close", "公示期满", close_expired))
        privacy.register_all()
        checks.register_all()
        my_work.register(*work.SOURCES)
        messages.register(*telling.KINDS)
        registry.register(papers.POSTING)
        pages.register(*records.PAGES)
        menu.register(
            menu.MenuItem(
                key="notices",
                label="公示",
                icon="clipboard-text",
                pillar="work",
                route="notices:list",
                order=1,
                visible=lambda actor: actor.may("notices.view"),
            )
        )
        post_migrate.connect(load_kinds_after_migrate, sender=self, dispatch_uid="linli.notices.kinds")
