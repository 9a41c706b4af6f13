"""Starts the desk room."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Workbench pages of the rooms that have none of their own: sign-in, home, systems, registers, records."""

    name = "linli.desk"
    label = "desk"
    verbose_name = "工作台"

    def ready(self) -> None:
        from linli.access.forgetting import forget_old
        from linli.audit import codes
        from linli.desk import (
            administration,
            audit_room,
            bulk_acts,
            burden_room,
            export_room,
            homes,
            narrow_homes,
            privacy_room,
            saved_views,
            work_sources,
        )
        from linli.desk.search import finding
        from linli.grid.day.selectors import leads_first
        from linli.grid.views.lead_day import my_neighbourhood
        from linli.people.erasing import on_nameless
        from linli.ui import bars, menu
        from linli.workflow import periodic

        codes.register(
            codes.Code(code="desk.person.looked_up", sentence="按{what}查人，查到 {count} 条", is_look=True),
            codes.Code(code="desk.view.saved", sentence="存下一个常用筛选（{register}）"),
            codes.Code(code="desk.view.renamed", sentence="给常用筛选改名（{register}）"),
            codes.Code(code="desk.view.deleted", sentence="删去一个常用筛选（{register}）"),
            codes.Code(code="desk.feedback.given", sentence="收到一条意见：{kind}"),
            codes.Code(code="desk.feedback.answered", sentence="答复一条意见：{kind}"),
            codes.Code(code="desk.feedback.contact_seen", sentence="查看提意见的人的联系方式", is_look=True),
        )
        menu.register(
            menu.MenuItem(
                key="home", label="我的工作", icon="home", pillar="work", route="desk:home", visible=bool
            )
        )
        periodic.register(periodic.Daily("access.forget", "删去过期的登录和验证码", forget_old))
        on_nameless(saved_views.forget_accounts)
        bars.register_search(finding.words)
        administration.register_all()
        audit_room.register_all()
        burden_room.register_all()
        export_room.register_all()
        work_sources.register_all()
        bulk_acts.register_all()
        privacy_room.register_all()
        narrow_homes.register_all()
        homes.register(suits=leads_first, page=my_neighbourhood, with_business=True)
