"""The door: by name or telephone, by passkey, by message, by 统一身份认证; the second factor; signing out."""

import json
from typing import Any, cast

from allauth.account.internal.flows.login import perform_login, perform_password_login, record_authentication
from allauth.account.models import Login
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django.views.generic import FormView

from linli.access import codes, gates, locks, sessions
from linli.access.backends import WRONG_PASSWORD, SignInRefused
from linli.access.http import ActorRequest, signed_in
from linli.access.locks import Attempt
from linli.audit import log
from linli.common.limits import HOUR, address_of, allow
from linli.desk.sign_in_forms import CodeSignInForm, SecondFactorForm, SignInForm

ENDED = {
    gates.IDLE: "太久没有操作，已经替您退出。登录后回到刚才那一页。",
    gates.ABSOLUTE: "这次登录到时间了，按规定要重新登录。登录后回到刚才那一页。",
    gates.ELSEWHERE: "这次登录已经结束：改过密码，或在别处退出了。请重新登录。",
}
REFUSED = {
    "unknown": "这个账号不能登录。请找本单位系统管理员核对。",
    "no_account": "统一身份认证认出了您，但这里还没有对应的账号。请找本单位系统管理员开通。",
    "not_confirmed": "统一身份认证没有确认您的身份。可以再试一次，或用用户名和密码登录。",
    "passkey": "这把通行密钥没有通过。请再试一次，或用用户名和密码登录。",
}
SMS_PURPOSE = "access.sign_in"
MOST_CODES = 20
"""Messages one network address may have sent in an hour."""


def next_of(request: HttpRequest) -> str:
    """The page to open afterwards, if it is one of ours."""
    address = request.POST.get("next") or request.GET.get("next", "")
    fits = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if fits else ""


@method_decorator([sensitive_post_parameters("password"), never_cache], name="dispatch")
class SignIn(FormView[SignInForm]):
    """Signed-in readers are led on; a refusal brings the form back with the name still in it."""

    template_name = "desk/sign_in.html"
    form_class = SignInForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Nobody signs in twice."""
        if request.user.is_authenticated:
            return HttpResponseRedirect(next_of(request) or settings.LOGIN_REDIRECT_URL)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form asks for the request, to know where it came from."""
        return {**super().get_form_kwargs(), "request": self.request}

    def form_valid(self, form: SignInForm) -> HttpResponse:
        """On to the second factor, or in."""
        login = Login(user=form.get_user(), redirect_url=next_of(self.request) or None)
        return cast("HttpResponse", perform_password_login(self.request, {}, login))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Why one is here again, and the other ways in."""
        asked = self.request.GET
        return {
            **super().get_context_data(**kwargs),
            "next": next_of(self.request),
            "ended": ENDED.get(asked.get("ended", ""), ""),
            "refused": REFUSED.get(asked.get("refused", ""), ""),
            "oidc": settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"],
            "by_message": settings.LINLI_SMS_SIGN_IN,
        }


@require_POST
@signed_in
def sign_out(request: ActorRequest) -> HttpResponseBase:
    """By POST only, so that no link on a page can do it."""
    log.record(actor=request.actor, code="access.account.signed_out", target=request.actor.account)
    sessions.closed(request.session.session_key)
    logout(request)
    return redirect("desk:sign-in")


class SecondFactor(AuthenticateView):  # type: ignore[misc]  # allauth ships no types
    """After the password: a code, or a passkey."""

    template_name = "desk/second_factor.html"

    def get_form_class(self) -> type[SecondFactorForm]:
        """Ours counts wrong codes where wrong passwords are counted."""
        source = address_of(self.request)
        return type("SecondFactorForm", (SecondFactorForm,), {"source": source})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The passkey's question as text for the script."""
        found: dict[str, Any] = super().get_context_data(**kwargs)
        options = found.get("js_data", {}).get("request_options", {})
        has_passkey = bool(options.get("publicKey", {}).get("allowCredentials"))
        return {**found, "options": json.dumps(options) if has_passkey else ""}


class PasskeySignIn(LoginWebAuthnView):  # type: ignore[misc]  # allauth ships no types
    """A passkey is both factors at once: something one has, and a finger, a face or a PIN."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """Back to the door, with words."""
        return HttpResponseRedirect(f"{reverse('desk:sign-in')}?refused=passkey")


@never_cache
def by_message(request: HttpRequest) -> HttpResponse:
    """A code to the telephone on file, in place of the password. Off unless the settings say so."""
    if not settings.LINLI_SMS_SIGN_IN:
        raise Http404
    form = CodeSignInForm(request.POST if request.method == "POST" else None)
    sent = False
    if request.method == "POST" and form.is_valid():
        try:
            response = _code_step(request, form)
        except ValidationError as refused:
            sent = bool(form.cleaned_data["code"])
            form.add_error("code" if sent and not isinstance(refused, SignInRefused) else None, refused)
        else:
            if response is not None:
                return response
            sent = True
    context = {"form": form, "sent": sent, "next": next_of(request)}
    return render(request, "desk/sign_in_code.html", context)


def _code_step(request: HttpRequest, form: CodeSignInForm) -> HttpResponse | None:
    """Send, or check what was typed. An unknown telephone is answered like a known one, and gets no message."""
    account, phone, code = form.owner(request), form.cleaned_data["phone"], form.cleaned_data["code"]
    if not code:
        verdict = allow(request, "desk.sign_in.code", most=MOST_CODES, per=HOUR)
        if not verdict:
            raise ValidationError(f"从您这里发的验证码太多了，请{verdict.told}再试，或用用户名和密码登录。")
        if account is not None:
            codes.send(purpose=SMS_PURPOSE, number=phone, told="登录工作台")
        else:
            codes.pace(purpose=SMS_PURPOSE, number=phone)
        return None
    try:
        codes.redeem(purpose=SMS_PURPOSE, number=phone, code=code)
    except ValidationError:
        locks.failed(Attempt(name=phone, account=account, source=address_of(request)), WRONG_PASSWORD)
        raise
    if account is None:
        raise ValidationError(codes.WRONG)
    record_authentication(request, account, method="code")
    login = Login(user=account, redirect_url=next_of(request) or None)
    return cast("HttpResponse", perform_login(request, login))
