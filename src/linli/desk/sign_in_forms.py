"""What is asked of somebody who signs in."""

from datetime import timedelta
from typing import Any

from allauth.mfa.base.forms import AuthenticateForm
from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError

from linli.access import locks
from linli.access.backends import WRONG, account_called, refuse_when_locked
from linli.access.locks import Attempt
from linli.common.limits import address_of, allow
from linli.people.models import Account

WRONG_FACTOR = "第二重验证不对"
USED_FOR = timedelta(minutes=3)


def _input(kind: type[forms.Widget], autocomplete: str, **attrs: Any) -> forms.Widget:
    return kind(attrs={"class": "ll-in", "autocomplete": autocomplete, "required": True, **attrs})


class SignInForm(AuthenticationForm):
    """User name or telephone, and password. A refusal never says which of the two was wrong."""

    processing_notice = "account"

    error_messages = {"invalid_login": WRONG, "inactive": WRONG}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "用户名或手机号"
        self.fields["password"].label = "密码"
        self.fields["username"].widget = _input(forms.TextInput, "username")
        self.fields["password"].widget = _input(forms.PasswordInput, "current-password")
        self.fields["username"].error_messages["required"] = "请填写用户名。"
        self.fields["password"].error_messages["required"] = "请填写密码。"


class SecondFactorForm(AuthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """A code of the authenticator app, or one of the recovery codes. Wrong ones count like wrong passwords."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "验证码"
        self.fields["code"].error_messages["required"] = "请填写验证码。"
        self.fields["code"].widget = _input(
            forms.TextInput, "one-time-code", inputmode="numeric", maxlength=12
        )

    def clean_code(self) -> str:
        """Raises ValidationError when locked, wrong, or used already in this or another process."""
        attempt = Attempt(name="", account=self.user, source=self.source)
        refuse_when_locked(attempt)
        try:
            code: str = super().clean_code()
            key = f"{self.user.pk} {code.strip()}"
            if not allow(key, "access.factor_code", most=1, per=USED_FOR):
                raise ValidationError("这个验证码刚才用过了，请等下一个。")
        except ValidationError:
            locks.failed(attempt, WRONG_FACTOR)
            refuse_when_locked(attempt)
            raise
        return code

    source = ""


class CodeSignInForm(forms.Form):
    """The telephone on file; afterwards the code that was sent to it."""

    processing_notice = "account"

    phone = forms.CharField(
        label="手机号", max_length=20, widget=_input(forms.TextInput, "tel", inputmode="tel")
    )
    code = forms.CharField(
        label="短信验证码",
        max_length=10,
        required=False,
        widget=forms.TextInput(
            attrs={"class": "ll-in", "autocomplete": "one-time-code", "inputmode": "numeric"}
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].error_messages["required"] = "请填写手机号。"

    def owner(self, request: Any) -> Account | None:
        """The account of the telephone; None when nobody has it, or several. Raises SignInRefused when locked."""
        found = account_called(self.cleaned_data["phone"])
        refuse_when_locked(
            Attempt(name=self.cleaned_data["phone"], account=found, source=address_of(request))
        )
        return found if found is not None and found.is_active else None
