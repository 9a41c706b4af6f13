"""Starts the premises room: its log codes, figures and data-quality checks."""

from django.apps import AppConfig


class FacilitiesConfig(AppConfig):
    """Community premises and the three-year plan that builds them (阵地建设)."""

    name = "linli.facilities"
    label = "facilities"
    verbose_name = "阵地建设"

    def ready(self) -> None:
        from linli.audit import codes
        from linli.facilities import checks, records
        from linli.facilities.indicators import INDICATORS
        from linli.indicators import registry
        from linli.ui import menu
        from linli.ui import records as pages

        codes.register(
            codes.Code(code="facilities.premises.opened", sentence="登记服务用房 {name}，自 {day} 起"),
            codes.Code(code="facilities.project.registered", sentence="登记服务用房项目 {name}"),
            codes.Code(code="facilities.project.planned", sentence="{name}：{step}计划在 {day}"),
            codes.Code(code="facilities.project.advanced", sentence="{name}：{day} {step}"),
            codes.Code(code="facilities.project.cancelled", sentence="取消项目 {name}，自 {day} 起"),
            codes.Code(
                code="facilities.project.funded",
                sentence="{name}：{source}资金到位 {arrived} 元，共 {amount} 元",
            ),
        )
        registry.register(INDICATORS)
        checks.register_all()
        pages.register(*records.PAGES)
        menu.register_system("facilities")
