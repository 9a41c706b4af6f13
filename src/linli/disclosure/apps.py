"""Starts the disclosure room."""

from django.apps import AppConfig
from django.urls import reverse


class DisclosureConfig(AppConfig):
    """What leaves the mask: reveals and exports, each with its purpose, its end and its trace."""

    name = "linli.disclosure"
    label = "disclosure"
    verbose_name = "查看与导出"

    def ready(self) -> None:
        from linli.audit import codes
        from linli.disclosure.policies import APPROVE_EXPORT
        from linli.disclosure.selectors import EXPORTED, LISTED, REVEALED, SEEN
        from linli.disclosure.services import drop_old, exporting
        from linli.disclosure.states import EXPORT
        from linli.workflow import approvals, machines, periodic

        codes.register(
            codes.Code(
                code=REVEALED,
                sentence="以{post}身份查看{field}，用途：{purpose}{words}",
                is_look=True,
                personal=frozenset({"words"}),
            ),
            codes.Code(code=SEEN, sentence="以{post}身份看到{what}的{fields}（{purpose}）", is_look=True),
            codes.Code(code=LISTED, sentence="以{post}身份看到 {count} 条{what}的{fields}", is_look=True),
            codes.Code(
                code=EXPORTED,
                sentence="以{post}身份导出 {count} 条{title}（{fields}）{purpose}，编号 {export}",
                is_look=True,
            ),
            codes.Code(
                code="disclosure.export.asked",
                sentence="申请导出约 {count} 条{title}{purpose}，等第二人批准",
            ),
            codes.Code(code="disclosure.export.approved", sentence="批准导出约 {count} 条{title}{purpose}"),
            codes.Code(code="disclosure.export.declined", sentence="没有批准导出{title}"),
            codes.Code(
                code="disclosure.export.downloaded", sentence="下载导出的{title}，编号 {export}", is_look=True
            ),
            codes.Code(
                code="disclosure.export.dropped", sentence="导出的{title}文件到时间删除，编号 {export}"
            ),
        )
        machines.register(EXPORT)
        approvals.register(
            approvals.ApprovalKind(
                code=exporting.KIND,
                label="导出含个人信息的大批量记录",
                capability=APPROVE_EXPORT,
                carry_out=exporting.carry_out,
                describe=exporting.describe,
                address=lambda _: reverse("desk:exports"),
            )
        )
        approvals.listen(exporting.decline)
        periodic.register(periodic.Daily("disclosure.exports", "删除到时间的导出文件", drop_old))
