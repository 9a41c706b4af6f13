"""Starts the academy room: log codes, lives, figures, checks."""

from django.apps import AppConfig


class AcademyConfig(AppConfig):
    """培训学院: classes, salons and those who came."""

    name = "linli.academy"
    label = "academy"
    verbose_name = "培训学院"

    def ready(self) -> None:
        from linli.academy import checks, privacy, records, states
        from linli.academy.handing import CLASSES
        from linli.academy.indicators import INDICATORS
        from linli.audit import codes
        from linli.indicators import registry
        from linli.ui import menu
        from linli.ui import records as pages
        from linli.workflow import handing_over, machines

        codes.register(
            codes.Code(code="academy.class.planned", sentence="计划{training}，{day} 开始"),
            codes.Code(code="academy.class.changed", sentence="{training}：{verb}，从“{source}”到“{target}”"),
            codes.Code(code="academy.session.added", sentence="{training}排课，{day}"),
            codes.Code(code="academy.enrolment.opened", sentence="{community}一人报名{training}"),
            codes.Code(
                code="academy.enrolment.changed",
                sentence="{community}一人在{training}：{verb}，从“{source}”到“{target}”",
            ),
        )
        machines.register(states.CLASS)
        handing_over.register(CLASSES)
        machines.register(states.ENROLMENT)
        registry.register(INDICATORS)
        checks.register_all()
        privacy.register_all()
        pages.register(*records.PAGES)
        menu.register_system("academy")
