"""Starts the exchange room."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Tables out, rosters in; what a roster is made into belongs to the system that declares it."""

    name = "linli.exchange"
    label = "exchange"
    verbose_name = "导入与导出"

    def ready(self) -> None:
        from linli.audit import codes
        from linli.exchange import privacy
        from linli.exchange.rosters import all_rosters, waiting
        from linli.ui import menu
        from linli.workflow import periodic

        privacy.register_all()
        codes.register(
            codes.Code(
                code="exchange.roster.imported",
                sentence="导入“{roster}”{written} 行（{bad} 行有错没有收，{known} 行已有），文件摘要 {digest}",
            )
        )
        menu.register(
            menu.MenuItem(
                key="import",
                label="导入",
                icon="upload",
                pillar="figures",
                route="exchange:imports",
                order=8,
                visible=lambda actor: any(actor.may(each.capability) for each in all_rosters().values()),
            )
        )
        periodic.register(periodic.Daily("exchange.waiting", "删去没有导入的名册文件", waiting.sweep))
