"""The one form of this room: signing in."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm


class SignInForm(AuthenticationForm):
    """User name and password. A refusal never says which of the two was wrong."""

    error_messages = {
        "invalid_login": "用户名或密码不对，请再试一次。忘了密码，请找本单位管理员重设。",
        "inactive": "用户名或密码不对，请再试一次。忘了密码，请找本单位管理员重设。",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "用户名"
        self.fields["password"].label = "密码"
        for name, field in self.fields.items():
            field.error_messages["required"] = f"请填写{field.label}。"
            field.widget = (forms.PasswordInput if name == "password" else forms.TextInput)(
                attrs={
                    "class": "ll-in",
                    "autocomplete": "current-password" if name == "password" else "username",
                    "required": True,
                }
            )
