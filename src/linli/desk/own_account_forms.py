"""Forms of 我的账号 and of the first run."""

from typing import Any

from allauth.account.forms import ReauthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.core.exceptions import ValidationError

from linli.access import setup
from linli.access.setup import Administrator
from linli.people.models import ADMIN_POSTS, Post
from linli.ui.forms import LinliForm


def _text(label: str, autocomplete: str = "off", **attrs: Any) -> forms.CharField:
    kind = forms.PasswordInput if "password" in autocomplete else forms.TextInput
    widget = kind(attrs={"class": "ll-in", "autocomplete": autocomplete, **attrs})
    field = forms.CharField(label=label, max_length=128, strip=kind is forms.TextInput, widget=widget)
    field.error_messages["required"] = f"请填写{label}。"
    return field


class PasswordForm(LinliForm):
    """The present one, and the new one twice."""

    old = _text("现在的密码", "current-password")
    new = _text("新密码", "new-password")
    again = _text("再填一遍新密码", "new-password")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules = [rule for rule in password_validators_help_texts() if rule]
        self.fields["new"].help_text = f"{'；'.join(rules)}。"

    def clean(self) -> dict[str, Any]:
        """Typed twice alike."""
        data = super().clean() or {}
        if data.get("new") and data.get("again") and data["new"] != data["again"]:
            self.add_error("again", "两遍新密码不一样，请再填一遍。")
        return data


class ConfirmForm(ReauthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = _text("密码", "current-password")


class ConfirmByCodeForm(ReauthenticateByCodeForm):  # type: ignore[misc]  # allauth ships no types
    """Likewise with a code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = _text("验证码", "one-time-code", inputmode="numeric")


class AppForm(ActivateTOTPForm):  # type: ignore[misc]  # allauth ships no types
    """The first code the app shows proves that it has the key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = _text("应用里的 6 位验证码", "one-time-code", inputmode="numeric")


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """A name to know it by; the device does the rest."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = _text("给它起个名字")
        name.max_length, name.required = 20, False
        self.fields["name"] = name
        self.fields["passwordless"].initial = True
        self.fields["credential"].error_messages["required"] = (
            "设备没有交出通行密钥。请再按一次，按设备的提示做。"
        )


class SetUpForm(LinliForm):
    """The district and its three administrators."""

    processing_notice = "account"

    hints = {
        "secret": "linli up 启动时印在屏幕上；也在数据目录的 setup.code 里，只有装系统的人看得到。",
        "name": "写全称，如“岳阳楼区”。",
        "code": "6 位，县区一级，如 430602。",
    }

    secret = _text("设置码", autocapitalize="characters", spellcheck="false")
    name = _text("区（县、市）名称", "organization")
    code = _text("行政区划代码", inputmode="numeric", maxlength=6)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for post in ADMIN_POSTS:
            self.fields[f"{post.value}-name"] = _text(f"{post.label}姓名")
            self.fields[f"{post.value}-username"] = _text(
                f"{post.label}用户名", autocapitalize="none", spellcheck="false"
            )
            self.fields[f"{post.value}-password"] = _text(f"{post.label}的第一个密码", "new-password")
            self.fields[f"{post.value}-username"].help_text = "字母开头，字母、数字、点、横线，登录用。"
            self.fields[f"{post.value}-password"].help_text = "当面告诉本人，本人第一次登录就要改掉。"

    @property
    def posts(self) -> list[tuple[Post, list[forms.BoundField]]]:
        """Each administrator with the fields about them, for the page."""
        return [
            (post, [self[f"{post.value}-{part}"] for part in ("name", "username", "password")])
            for post in ADMIN_POSTS
        ]

    def clean_code(self) -> str:
        """Six digits of a district."""
        return setup.proven_code(self.cleaned_data["code"])

    def clean(self) -> dict[str, Any]:
        """The three in one go: what does not fit is said by the service."""
        data = super().clean() or {}
        for post in ADMIN_POSTS:
            try:
                setup.prove_first_password(
                    data.get(f"{post.value}-username", ""), data.get(f"{post.value}-password", "")
                )
            except ValidationError as weak:
                self.add_error(f"{post.value}-password", weak)
        return data

    def administrators(self) -> list[Administrator]:
        """As typed."""
        return [
            Administrator(
                post=post,
                name=self.cleaned_data[f"{post.value}-name"],
                username=self.cleaned_data[f"{post.value}-username"],
                password=self.cleaned_data[f"{post.value}-password"],
            )
            for post in ADMIN_POSTS
        ]
