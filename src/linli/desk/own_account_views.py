"""我的账号: one's password, one's second factors, and where one is signed in."""

import json
from typing import Any, cast

from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import ReauthenticateView as ReauthenticateByCodeView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import (
    DownloadRecoveryCodesView,
    GenerateRecoveryCodesView,
    ViewRecoveryCodesView,
)
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, ReauthenticateWebAuthnView, RemoveWebAuthnView
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.access import gates, services, sessions
from linli.access.backends import WRONG_PASSWORD, SignInRefused, refuse_when_locked
from linli.access.http import ActorRequest, signed_in
from linli.access.locks import Attempt, failed
from linli.access.passwords import is_overdue
from linli.audit import log
from linli.common.limits import address_of
from linli.desk.own_account_forms import AppForm, ConfirmByCodeForm, ConfirmForm, PasskeyForm, PasswordForm
from linli.desk.sign_in_forms import WRONG_FACTOR
from linli.people.models import Account

APP, PASSKEY = "验证码应用", "通行密钥"
ACTING = ["GET", "HEAD", "POST"]


def _account(request: ActorRequest) -> Account:
    return cast("Account", request.actor.account)


def _page(request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    return render(request, f"desk/{name}.html", {"current": "account", **context})


@require_safe
@signed_in
def overview(request: ActorRequest) -> HttpResponse:
    """Everything about one's own account on one page."""
    account = _account(request)
    return _page(
        request,
        "own_account",
        account=account,
        password_since=account.password_set_at,
        password_days=settings.LINLI_PASSWORD_DAYS,
        factors=Authenticator.objects.filter(user=account).exclude(type="recovery_codes").count(),
        needs_factor=gates.needs_factor(request.actor),
        places=sessions.places_of(account),
        here=request.session.session_key,
        idle=gates.idle_minutes_of(request.actor),
        hours=settings.LINLI_SESSION_HOURS,
    )


@require_POST
@signed_in
def end_others(request: ActorRequest) -> HttpResponse:
    """Signed out everywhere but here."""
    services.end_other_sessions(actor=request.actor, session_key=request.session.session_key)
    return redirect("desk:own-account")


@require_http_methods(ACTING)
@sensitive_post_parameters()
@never_cache
@signed_in
def password(request: ActorRequest) -> HttpResponse:
    """Change it; the other sessions end. Whoever must change it first sees why."""
    form = PasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        attempt = Attempt(name="", account=_account(request), source=address_of(request))
        try:
            refuse_when_locked(attempt)
            changed = services.change_password(
                actor=request.actor,
                old=form.cleaned_data["old"],
                new=form.cleaned_data["new"],
                session_key=request.session.session_key,
            )
        except ValidationError as refused:
            if "old" in getattr(refused, "error_dict", {}):  # whoever sits at a desk left open guesses, too
                failed(attempt, WRONG_PASSWORD)
            form.add_error(None, refused)
        else:
            _keep_session(request, changed)
            return redirect("desk:own-account" if not is_overdue(_account(request)) else "desk:home")
    account = _account(request)
    return _page(
        request,
        "own_account_password",
        form=form,
        set_by_other=account.must_change_password,
        too_old=is_overdue(account) and not account.must_change_password,
        days=settings.LINLI_PASSWORD_DAYS,
    )


def _keep_session(request: ActorRequest, account: Account) -> None:
    """This session goes on under the new password, under a new key."""
    before = request.session.session_key
    update_session_auth_hash(request, account)
    if request.session.session_key != before:
        sessions.closed(before)
        sessions.opened(
            account=account,
            session_key=cast("str", request.session.session_key),
            user_agent=request.headers.get("User-Agent", ""),
        )


@require_safe
@never_cache
@signed_in
def factors(request: ActorRequest) -> HttpResponse:
    """The second factors one has, and adding one."""
    found = list(Authenticator.objects.filter(user=_account(request)).order_by("created_at"))
    by_type = {each.type: each for each in found}
    needed = gates.needs_factor(request.actor)
    return _page(
        request,
        "own_account_factors",
        app=by_type.get(Authenticator.Type.TOTP),
        codes=by_type.get(Authenticator.Type.RECOVERY_CODES),
        passkeys=[(each, each.wrap().name) for each in found if each.type == Authenticator.Type.WEBAUTHN],
        needed=needed,
        must=needed and not found,
    )


class _Factor:
    """What all pages about factors share."""

    request: Any

    def record(self, code: str, **data: object) -> None:
        """On record, with the account itself as actor and target."""
        actor = self.request.actor
        log.record(actor=actor, code=code, target=actor.account, data=data)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Where in the menu this is."""
        return {**super().get_context_data(**kwargs), "current": "account"}  # type: ignore[misc]  # a mixin


class AddApp(_Factor, ActivateTOTPView):  # type: ignore[misc]  # allauth ships no types
    """Scan, type the code it shows, done."""

    template_name = "desk/own_account_app.html"
    form_class = AppForm

    def get_form_class(self) -> type[AppForm]:
        """Ours speaks our words."""
        return AppForm

    def form_valid(self, form: Any) -> HttpResponse:
        """Kept and on record at once."""
        with transaction.atomic():
            response: HttpResponse = super().form_valid(form)
            self.record("access.factor.added", kind=APP)
        return response


class _Removal(_Factor):
    """The last factor of whoever needs one stays."""

    kind = ""

    def refuses(self) -> bool:
        """Whether taking it away would leave nothing where something is needed."""
        actor = self.request.actor
        rows = Authenticator.objects.filter(user=actor.account).exclude(type="recovery_codes")
        return gates.needs_factor(actor) and rows.count() <= 1

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is to go."""
        return {**super().get_context_data(**kwargs), "kind": self.kind, "refused": self.refuses()}

    def form_valid(self, form: Any) -> HttpResponse:
        """Gone and on record at once."""
        if self.refuses():
            return HttpResponseRedirect(self.request.path)
        with transaction.atomic():
            response: HttpResponse = super().form_valid(form)  # type: ignore[misc]  # a mixin
            self.record("access.factor.removed", kind=self.kind)
        return response


class RemoveApp(_Removal, DeactivateTOTPView):  # type: ignore[misc]  # allauth ships no types
    """The app's key is forgotten here; in the app one deletes it oneself."""

    template_name = "desk/own_account_remove.html"
    success_url = reverse_lazy("desk:own-factors")
    kind = APP


class RemovePasskey(_Removal, RemoveWebAuthnView):  # type: ignore[misc]  # allauth ships no types
    """Likewise a passkey."""

    template_name = "desk/own_account_remove.html"
    success_url = reverse_lazy("desk:own-factors")
    kind = PASSKEY


class AddPasskey(_Factor, AddWebAuthnView):  # type: ignore[misc]  # allauth ships no types
    """The device asks for a finger, a face or a PIN, and keeps the key."""

    template_name = "desk/own_account_passkey.html"

    def get_form_class(self) -> type[PasskeyForm]:
        """Ours speaks our words."""
        return PasskeyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The device's question as text for the script."""
        found: dict[str, Any] = super().get_context_data(**kwargs)
        return {**found, "options": json.dumps(found["js_data"]["creation_options"])}

    def form_valid(self, form: Any) -> HttpResponse:
        """Kept and on record at once."""
        with transaction.atomic():
            response: HttpResponse = super().form_valid(form)
            self.record("access.factor.added", kind=PASSKEY)
        return response


class RecoveryCodes(_Factor, ViewRecoveryCodesView):  # type: ignore[misc]  # allauth ships no types
    """To be printed and put away."""

    template_name = "desk/own_account_codes.html"


class NewRecoveryCodes(_Factor, GenerateRecoveryCodesView):  # type: ignore[misc]  # allauth ships no types
    """A fresh set; the old ones are void."""

    template_name = "desk/own_account_new_codes.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """Kept and on record at once."""
        with transaction.atomic():
            response: HttpResponse = super().form_valid(form)
            self.record("access.factor.recovery_codes")
        return response


class RecoveryCodesFile(DownloadRecoveryCodesView):  # type: ignore[misc]  # allauth ships no types
    """The same as a text file."""

    template_name = "desk/own_account_codes.txt"


@method_decorator([sensitive_post_parameters(), never_cache], name="dispatch")
class Confirm(ReauthenticateView):  # type: ignore[misc]  # allauth ships no types
    """The password once more, before something that matters."""

    template_name = "desk/own_account_confirm.html"

    def get_form_class(self) -> type[ConfirmForm]:
        """Ours speaks our words."""
        return ConfirmForm


class ConfirmByCode(ReauthenticateByCodeView):  # type: ignore[misc]  # allauth ships no types
    """Likewise by a code; wrong ones count like wrong passwords."""

    template_name = "desk/own_account_confirm.html"

    def get_form_class(self) -> type[ConfirmByCodeForm]:
        """Ours speaks our words."""
        return ConfirmByCodeForm

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Not while locked."""
        attempt = Attempt(name="", account=request.user, source=address_of(request))
        form = self.get_form()
        try:
            refuse_when_locked(attempt)
        except SignInRefused as refused:
            form.is_valid()
            form.errors.clear()
            form.add_error("code", refused)
            return cast("HttpResponse", self.form_invalid(form))
        if form.is_valid():
            return cast("HttpResponse", self.form_valid(form))
        failed(attempt, WRONG_FACTOR)
        return cast("HttpResponse", self.form_invalid(form))


class ConfirmByPasskey(ReauthenticateWebAuthnView):  # type: ignore[misc]  # allauth ships no types
    """Likewise with a passkey."""

    template_name = "desk/own_account_confirm.html"

    def form_invalid(self, form: Any) -> HttpResponse:
        """Back to choosing, with words."""
        return HttpResponseRedirect(reverse("account_reauthenticate"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The passkey's question as text for the script."""
        found: dict[str, Any] = super().get_context_data(**kwargs)
        return {**found, "options": json.dumps(found["js_data"]["request_options"])}
