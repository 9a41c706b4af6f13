"""Starts the disclosure room."""

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """What leaves the mask: reveals and exports, each with its purpose, its end and its trace."""

    name = "linli.disclosure"
    label = "disclosure"
    verbose_name = "查看与导出"

    def ready(self) -> None:
        from linli.audit import codes
        from linli.disclosure.selectors import LISTED, REVEALED, SEEN

        codes.register(
            codes.Code(
                code=REVEALED,
                sentence="以{post}身份查看{field}，用途：{purpose}{words}",
                is_look=True,
                personal=frozenset({"words"}),
            ),
            codes.Code(code=SEEN, sentence="以{post}身份看到{what}的{fields}（{purpose}）", is_look=True),
            codes.Code(code=LISTED, sentence="以{post}身份看到 {count} 条{what}的{fields}", is_look=True),
        )
