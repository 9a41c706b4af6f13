"""Starts the workflow room: log codes, checks, and the State's calendar after every migration."""

from typing import Any

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS
from django.db.models.signals import post_migrate


def load_calendar_after_migrate(using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """Receiver of ``post_migrate``: years new in the package are loaded; those present stay as they are."""
    from django.db import connections

    from linli.workflow.loading import load_missing_years
    from linli.workflow.models import CalendarDay, Deadline

    tables = set(connections[using].introspection.table_names())
    wanted = {CalendarDay._meta.db_table, Deadline._meta.db_table}
    if using == DEFAULT_DB_ALIAS and wanted <= tables:  # migrating back to nothing leaves no tables
        load_missing_years()


class WorkflowConfig(AppConfig):
    """Transition tables, the working calendar, deadlines: how a thing moves, and by when."""

    name = "linli.workflow"
    label = "workflow"
    verbose_name = "流程与时限"

    def ready(self) -> None:
        from linli.audit import codes
        from linli.workflow import (
            approving,
            assigning,
            checks,
            handing_kinds,
            handing_over,
            machines,
            periodic,
        )
        from linli.workflow.approval_states import APPROVAL

        machines.register(APPROVAL)
        handing_over.register(handing_kinds.ASSIGNMENTS, handing_kinds.APPROVALS)
        periodic.register(
            periodic.Daily("workflow.approvals", "两人办理到期", approving.expire),
            periodic.Daily("workflow.assignments", "办完的事不再算在谁手里", assigning.end_settled),
        )
        codes.register(
            codes.Code(code="workflow.deadline.started", sentence="“{clock}”开始计时：{said}"),
            codes.Code(code="workflow.deadline.met", sentence="“{clock}”办完"),
            codes.Code(code="workflow.deadline.dropped", sentence="“{clock}”不再计时"),
            codes.Code(code="workflow.deadline.extended", sentence="“{clock}”从 {before} 延期到 {after}"),
            codes.Code(code="workflow.deadline.suspended", sentence="“{clock}”暂停计时"),
            codes.Code(code="workflow.deadline.resumed", sentence="“{clock}”恢复计时，{after} 到期"),
            codes.Code(code="workflow.clock.set", sentence="“{clock}”的时限自 {day} 起为 {said}"),
            codes.Code(code="workflow.approval.asked", sentence="提出“{label}”，请另一人同意"),
            codes.Code(code="workflow.approval.approved", sentence="同意“{label}”，随即办理"),
            codes.Code(code="workflow.approval.refused", sentence="不同意“{label}”"),
            codes.Code(code="workflow.approval.withdrawn", sentence="撤回“{label}”"),
            codes.Code(code="workflow.approval.expired", sentence="“{label}”过期，没有办"),
            codes.Code(code="workflow.work.handed_over", sentence="工作交接，一次交清 {total} 件：{what}"),
            codes.Code(code="workflow.assignment.given", sentence="一件{kind}交到经办人手里"),
            codes.Code(code="workflow.assignment.passed_on", sentence="一件{kind}转交给另一人"),
            codes.Code(code="workflow.assignments.ended", sentence="{count} 件办完的事不再算在谁手里"),
            codes.Code(code="workflow.assignment.ended", sentence="一件{kind}经办结束"),
            codes.Code(
                code="workflow.calendar.loaded",
                sentence="载入 {years} 年工作日历，新增 {added} 天，更正 {changed} 天",
            ),
        )
        checks.register_all()
        post_migrate.connect(load_calendar_after_migrate, sender=self, dispatch_uid="linli.workflow.calendar")
