"""Starts the access room: fills the scope hook of the common room."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Who is acting, what they may do, and how far they see."""

    name = "linli.access"
    label = "access"
    verbose_name = "权限"

    def ready(self) -> None:
        from linli.access.scope import narrow
        from linli.audit import codes
        from linli.common.scoping import set_resolver

        set_resolver(narrow)
        codes.register(
            codes.Code(code="access.account.signed_in", sentence="登录", is_look=True),
            codes.Code(code="access.account.signed_out", sentence="退出", is_look=True),
            codes.Code(code="access.account.opened", sentence="开通账号 {username}"),
        )
