"""Starts the participation room: log codes, lives, figures, checks."""

from django.apps import AppConfig


class ParticipationConfig(AppConfig):
    """邻里议事: volunteer teams and activities, neighbours' events."""

    name = "linli.participation"
    label = "participation"
    verbose_name = "邻里议事"

    def ready(self) -> None:
        from linli.audit import codes
        from linli.indicators import registry
        from linli.participation import checks, privacy, records, states
        from linli.participation.indicators import INDICATORS
        from linli.ui import menu
        from linli.ui import records as pages
        from linli.workflow import machines

        codes.register(
            codes.Code(code="participation.team.founded", sentence="{estate}组建志愿队伍“{team}”"),
            codes.Code(code="participation.team.approved", sentence="{committee}同意志愿队伍“{team}”"),
            codes.Code(code="participation.team.dissolved", sentence="志愿队伍“{team}”解散，自 {day} 起"),
            codes.Code(code="participation.activity.drafted", sentence="拟办志愿服务活动“{title}”，{day}"),
            codes.Code(
                code="participation.activity.changed",
                sentence="志愿服务活动“{title}”：{verb}，从“{source}”到“{target}”",
            ),
            codes.Code(code="participation.event.drafted", sentence="筹备邻里活动“{title}”，{day}"),
            codes.Code(
                code="participation.event.changed",
                sentence="邻里活动“{title}”：{verb}，从“{source}”到“{target}”",
            ),
            # Who gave stands in the record: a sponsor may be a person, and the log cannot forget a name.
            codes.Code(code="participation.event.sponsored", sentence="邻里活动“{title}”收到一笔赞助"),
        )
        machines.register(states.ACTIVITY)
        machines.register(states.EVENT)
        registry.register(INDICATORS)
        checks.register_all()
        privacy.register_all()
        pages.register(*records.PAGES)
        menu.register_system("participation")
