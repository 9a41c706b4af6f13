"""Starts the indicators room: its log codes and its entry in the menu."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """Definition, registry, computation, drill-down and snapshot of every counted figure."""

    name = "linli.indicators"
    label = "indicators"
    verbose_name = "指标"

    def ready(self) -> None:
        from linli.audit import codes
        from linli.disclosure import making
        from linli.indicators.record_exports import MAKER
        from linli.ui import menu

        codes.register(
            codes.Code(code="indicators.snapshot.taken", sentence="定格 {count} 个数字：{area}，{period}"),
            # Before there was one way out (linli.disclosure); old rows are told by it.
            codes.Code(
                code="indicators.records.exported", sentence="导出 {name} 的 {count} 条记录", is_look=True
            ),
        )
        making.register(MAKER)
        menu.register(
            menu.MenuItem(
                key="indicators",
                label="指标",
                icon="chart-bar",
                pillar="figures",
                route="indicators:board",
                order=1,
                visible=lambda actor: actor.may("figures.view"),
            )
        )
