"""Starts the reports room: its entry in the menu."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """The work report, from template to signature, and the check of any text against the records."""

    name = "linli.reports"
    label = "reports"
    verbose_name = "工作报告与核对"

    def ready(self) -> None:
        from linli.audit import codes
        from linli.documents import registry
        from linli.inbox import kinds as messages
        from linli.reports import checks, papers, telling, work
        from linli.reports.handing import REPORTS
        from linli.reports.states import REPORT
        from linli.ui import menu
        from linli.ui import work as my_work
        from linli.workflow import handing_over, machines

        machines.register(REPORT)
        handing_over.register(REPORTS)
        registry.register(papers.REPORT)
        checks.register_all()
        my_work.register(*work.SOURCES)
        messages.register(*telling.KINDS)
        codes.register(
            codes.Code(code="reports.report.started", sentence="起草《{title}》"),
            codes.Code(code="reports.report.retitled", sentence="改《{title}》的标题和说明"),
            codes.Code(code="reports.part.written", sentence="写《{title}》的“{part}”"),
            codes.Code(code="reports.part.moved", sentence="调整《{title}》的次序"),
            codes.Code(code="reports.figure.vouched", sentence="{vouched_by}为《{title}》填报“{text}”"),
            codes.Code(code="reports.figures.made_live", sentence="把《{title}》里 {count} 个数字改为活数字"),
            codes.Code(code="reports.report.sent", sentence="送审《{title}》，数字定格"),
            codes.Code(code="reports.report.sent_back", sentence="退回《{title}》：{reason}"),
            codes.Code(code="reports.report.taken_back", sentence="撤回送审《{title}》"),
            codes.Code(code="reports.report.discarded", sentence="废弃《{title}》的草稿：{reason}"),
            codes.Code(code="reports.report.issued", sentence="签发《{title}》（{number}，{signer}）"),
            codes.Code(code="reports.report.corrected", sentence="起草《{title}》第 {edition} 版更正"),
            codes.Code(code="reports.report.published", sentence="公开《{title}》"),
            codes.Code(code="reports.report.unpublished", sentence="不再公开《{title}》：{reason}"),
            codes.Code(
                code="reports.report.taken_along", sentence="下载《{title}》（{ending}）", is_look=True
            ),
        )
        menu.register(
            menu.MenuItem(
                key="reports",
                label="工作报告",
                icon="file-text",
                pillar="figures",
                route="reports:list",
                order=2,
                visible=lambda actor: actor.may("report.write"),
            )
        )
        menu.register(
            menu.MenuItem(
                key="check",
                label="数字核对",
                icon="checklist",
                pillar="figures",
                route="reports:check",
                order=3,
                visible=lambda actor: actor.may("text.check"),
            )
        )
