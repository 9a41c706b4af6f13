"""Starts the territory room: its log codes and its data-quality checks."""

from django.apps import AppConfig


class OrgsConfig(AppConfig):
    """Territory, organisations, campaigns and themes: nouns several systems refer to."""

    name = "linli.orgs"
    label = "orgs"
    verbose_name = "地区与组织"

    def ready(self) -> None:
        from linli.audit import codes
        from linli.orgs import checks

        codes.register(
            codes.Code(code="orgs.area.moved", sentence="{area} 从 {old} 划到 {new}，自 {day} 起"),
            codes.Code(code="orgs.area.opened", sentence="设立 {kind} {area}，自 {day} 起"),
            codes.Code(code="orgs.area.closed", sentence="撤销 {area}，自 {day} 起"),
            codes.Code(code="orgs.area.renamed", sentence="{old} 更名为 {new}，自 {day} 起"),
            codes.Code(code="orgs.area.outlined", sentence="重画 {area} 的边界，自 {day} 起"),
            codes.Code(code="orgs.organisation.opened", sentence="成立 {kind} {name}，自 {day} 起"),
            codes.Code(code="orgs.organisation.renamed", sentence="{old} 更名为 {new}"),
            codes.Code(code="orgs.organisation.closed", sentence="撤销 {name}，自 {day} 起"),
        )
        checks.register_all()
