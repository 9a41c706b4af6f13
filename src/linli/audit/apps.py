"""Starts the audit room."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Below every room that has something to log, so that all of them can."""

    name = "linli.audit"
    label = "audit"
    verbose_name = "留痕"

    def ready(self) -> None:
        from linli.audit import checks, codes
        from linli.audit.sealing import SEALED, VERIFIED

        codes.register(
            codes.Code(code=SEALED, sentence="封存 {count} 条留痕，到第 {number} 段", is_look=True),
            codes.Code(code=VERIFIED, sentence="校验 {sealed} 条封存的留痕，{said}", is_look=True),
            codes.Code(code="audit.log.searched", sentence="按人查留痕", is_look=True),
            codes.Code(code="audit.log.exported", sentence="导出 {count} 条留痕", is_look=True),
        )
        checks.register_all()
