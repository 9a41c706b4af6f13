"""Starts the study room: log codes, the life of a finding, figures, checks."""

from django.apps import AppConfig


class StudyConfig(AppConfig):
    """思想建设: guidance of units, findings, study sessions and theme days."""

    name = "linli.study"
    label = "study"
    verbose_name = "思想建设"

    def ready(self) -> None:
        from linli.audit import codes
        from linli.indicators import registry
        from linli.study import checks, clocks, privacy, records, states
        from linli.study.handing import FINDINGS
        from linli.study.indicators import INDICATORS
        from linli.ui import menu
        from linli.ui import records as pages
        from linli.workflow import handing_over, machines

        codes.register(
            codes.Code(code="study.gathering.recorded", sentence="记录{kind}：{org}，{day}"),
            codes.Code(code="study.group.formed", sentence="组建第 {number} 指导组（{campaign}）"),
            codes.Code(code="study.unit.assigned", sentence="{unit}由第 {number} 指导组联系，自 {day} 起"),
            codes.Code(
                code="study.unit.released", sentence="{unit}不再由第 {number} 指导组联系，自 {day} 起"
            ),
            codes.Code(code="study.visit.recorded", sentence="{mode}：{unit}，{day}"),
            codes.Code(
                code="study.finding.registered", sentence="登记问题（{category}，{severity}）：{unit}"
            ),
            codes.Code(
                code="study.finding.changed", sentence="{unit}的问题：{verb}，从“{source}”到“{target}”"
            ),
        )
        machines.register(states.FINDING)
        handing_over.register(FINDINGS)
        registry.register(INDICATORS)
        clocks.register_all()
        checks.register_all()
        privacy.register_all()
        pages.register(*records.PAGES)
        menu.register_system("study")
