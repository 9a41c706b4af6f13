"""What allauth asks of us: nobody signs up, nothing is mailed, and every step is in the log."""

import base64
import time
from datetime import timedelta
from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records, perform_login
from allauth.account.models import Login
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from linli.access import locks, sessions
from linli.access.actor import Actor
from linli.audit import log
from linli.people.crypto import seal, unseal
from linli.people.models import Account

TOTP_FIELD = "access.totp"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Sign-in and sign-out."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: the system administrator opens accounts."""
        return False

    def login(self, request: HttpRequest, user: Account) -> None:
        """Open the session: it ends after the hours set, whatever is done in it, and is listed in 我的账号."""
        super().login(request, user)
        ends = timezone.now() + timedelta(hours=settings.LINLI_SESSION_HOURS)
        request.session.set_expiry(ends)
        if request.session.session_key is None:
            request.session.save()
        sessions.opened(
            account=user,
            session_key=cast("str", request.session.session_key),
            user_agent=request.headers.get("User-Agent", ""),
        )
        locks.succeeded(user)
        log.record(actor=Actor(account=user), code="access.account.signed_in", target=user)

    def reauthenticate(self, user: Account, password: str) -> bool:
        """The password again, counted like any other attempt."""
        found = authenticate(context.request, username=user.username, password=password)
        return found is not None and found.pk == user.pk

    def is_reauthentication_required(self, *, app: str, **_: Any) -> bool:
        """Whoever signed in just now is not asked for the password a second time."""
        records = get_authentication_records(context.request, context.request.user)
        return not any(
            time.time() - each["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT for each in records
        )

    def respond_user_inactive(self, request: HttpRequest, user: Account) -> HttpResponseRedirect:
        """As if there were no such account."""
        return HttpResponseRedirect(f"{reverse('desk:sign-in')}?refused=unknown")

    def add_message(self, *_: Any, **__: Any) -> None:
        """The pages say themselves what happened."""

    def send_notification_mail(self, *_: Any, **__: Any) -> None:
        """Accounts have no mail; the log and 我的账号 tell."""

    def send_mail(self, *_: Any, **__: Any) -> None:
        """Likewise."""


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Second factors: secrets are encrypted like telephone numbers."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "验证没有通过。请看清楚现在这一刻的验证码，再试一次。",
        "cannot_delete_authenticator": "您的身份要求有第二重验证，最后一个不能去掉。请先加一个新的。",
    }

    def encrypt(self, text: str) -> str:
        """Before it is stored."""
        return base64.b64encode(seal(text, TOTP_FIELD)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Where it is needed."""
        return unseal(base64.b64decode(encrypted_text), TOTP_FIELD)

    def _get_user_identifier(self, user: Account) -> str:
        return user.username

    def _get_site_name(self) -> str:
        return "邻里"

    def generate_authenticator_name(self, user: Account, type: str) -> str:  # noqa: A002  # allauth's name
        """What a passkey is called before somebody names it."""
        return f"通行密钥 {timezone.localdate():%m-%d}"


class OidcAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """统一身份认证 proves who somebody is; whether there is an account is ours to say. Nothing of it is stored."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Sign in the account whose user name the claim gives, or lead back with the reason."""
        data = sociallogin.account.extra_data
        said = {**(data.get("id_token") or {}), **(data.get("userinfo") or {})} or data
        name = str(said.get(settings.LINLI_OIDC_CLAIM) or "").strip()
        account = Account.objects.filter(username__iexact=name, is_active=True).first() if name else None
        if account is None:
            raise ImmediateHttpResponse(_back("no_account"))
        login = Login(user=account, redirect_url=sociallogin.get_redirect_url(request))
        raise ImmediateHttpResponse(perform_login(request, login))

    def on_authentication_error(self, request: HttpRequest, provider: Any, **_: Any) -> None:
        """Cancelled there, or failed on the way."""
        raise ImmediateHttpResponse(_back("not_confirmed"))


def _back(why: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('desk:sign-in')}?refused={why}")
