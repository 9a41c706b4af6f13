"""Starts the burden room: its log codes, figures and data-quality checks."""

from django.apps import AppConfig


class BurdenConfig(AppConfig):
    """What is taken off communities: lists, plaques, secondments, certificates, accounts (减负与保障)."""

    name = "linli.burden"
    label = "burden"
    verbose_name = "减负与保障"

    def ready(self) -> None:
        from linli.audit import codes
        from linli.burden import checks, privacy, records
        from linli.burden.indicators import INDICATORS
        from linli.indicators import registry
        from linli.ui import menu
        from linli.ui import records as pages

        codes.register(
            codes.Code(code="burden.list.issued", sentence="发布{name}，共 {count} 条，自 {day} 起施行"),
            codes.Code(code="burden.item.repealed", sentence="{name}第 {no} 条自 {day} 起废止"),
            codes.Code(code="burden.plaque.registered", sentence="登记挂牌：{name}"),
            codes.Code(code="burden.plaque.moved", sentence="挂牌 {name}：{step}"),
            codes.Code(code="burden.secondment.recorded", sentence="登记借调到{unit}，自 {day} 起"),
            codes.Code(code="burden.secondment.judged", sentence="借调到{unit}认定为{finding}"),
            codes.Code(code="burden.secondment.ended", sentence="借调到{unit}的人员 {day} 退回"),
            codes.Code(code="burden.certificate_item.listed", sentence="列入证明事项：{name}"),
            codes.Code(code="burden.certificate_item.dropped", sentence="{name}自 {day} 起不再出具"),
            codes.Code(code="burden.account.registered", sentence="登记公众账号：{name}"),
            codes.Code(code="burden.account.moved", sentence="公众账号 {name}：{step}"),
        )
        registry.register(INDICATORS)
        checks.register_all()
        privacy.register_all()
        pages.register(*records.PAGES)
        menu.register_system("burden")
