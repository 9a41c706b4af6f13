"""Starts the access room: fills the scope hook of the common room."""

from collections.abc import Iterable

from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class AccessConfig(AppConfig):
    """Who is acting, what they may do, and how far they see."""

    name = "linli.access"
    label = "access"
    verbose_name = "权限"

    def ready(self) -> None:
        from linli.access.forgetting import forget_accounts
        from linli.access.scope import narrow
        from linli.audit import codes
        from linli.common.scoping import set_resolver
        from linli.people.erasing import on_nameless

        set_resolver(narrow)
        on_nameless(forget_accounts)
        prove_roles_known(settings.LINLI_SECOND_FACTOR_ROLES)
        codes.register(
            codes.Code(code="access.account.signed_in", sentence="登录", is_look=True),
            codes.Code(code="access.account.signed_out", sentence="退出", is_look=True),
            codes.Code(code="access.account.opened", sentence="开通账号 {username}"),
            codes.Code(code="access.account.deactivated", sentence="停用账号：{reason}"),
            codes.Code(code="access.account.reactivated", sentence="重新启用账号"),
            codes.Code(code="access.account.unlocked", sentence="账号解锁：{how}"),
            codes.Code(
                code="access.account.sign_in_failed",
                sentence="登录没有成功：{why}（来自 {source}）",
                is_look=True,
            ),
            codes.Code(
                code="access.account.locked",
                sentence="连续 {failures} 次不对，锁定 {minutes} 分钟（来自 {source}）",
                is_look=True,
            ),
            codes.Code(
                code="access.source.locked",
                sentence="网络地址 {source} 失败 {failures} 次，锁定 {minutes} 分钟",
                is_look=True,
            ),
            codes.Code(code="access.session.timed_out", sentence="太久没有操作，自动退出", is_look=True),
            codes.Code(code="access.session.others_ended", sentence="退出了别处的 {count} 个登录"),
            codes.Code(code="access.password.reset", sentence="重设密码，下次登录时本人要改"),
            codes.Code(code="access.password.changed", sentence="改了自己的密码"),
            codes.Code(code="access.factor.added", sentence="加了第二重验证：{kind}"),
            codes.Code(code="access.factor.removed", sentence="去掉第二重验证：{kind}"),
            codes.Code(code="access.factor.recovery_codes", sentence="换了一套备用码"),
            codes.Code(code="access.factor.reset", sentence="系统管理员清除了 {count} 个第二重验证"),
            codes.Code(code="access.setup.done", sentence="首次设置：{name}（{code}），三位管理员上任"),
        )


def prove_roles_known(codes: Iterable[str]) -> None:
    """A misspelt role would let in without a second factor whoever was meant. Raises ImproperlyConfigured."""
    from linli.access.roles import ALL_ROLES

    unknown = sorted(set(codes) - {role.code for role in ALL_ROLES})
    if unknown:
        raise ImproperlyConfigured(f"LINLI_SECOND_FACTOR_ROLES names no role we know: {', '.join(unknown)}.")
