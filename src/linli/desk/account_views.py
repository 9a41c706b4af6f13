"""Pages of the system administrator: accounts by user name, one account with what may be done to it, a new one.

Names and posts, and nothing else of anybody: no business data, no hour of anybody's work (ADR 0012).
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import EmptyPage, InvalidPage, Paginator
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from linli.access import services
from linli.access.actor import Actor
from linli.access.http import ActorRequest, holding
from linli.access.policies import MANAGE_ACCOUNTS
from linli.common.clock import business_date
from linli.desk import account_news, staff
from linli.desk.account_forms import CloseForm, OpenForm
from linli.desk.handover_forms import FindForm
from linli.people.models import Account, Appointment, Person

PER_PAGE = 25
REFUSED = 409
WHY = "whoever opens accounts opens them for holders of posts"


@require_safe
@holding(MANAGE_ACCOUNTS)
def accounts(request: ActorRequest) -> HttpResponse:
    """In order of user name, 25 a page."""
    query, state = request.GET.get("q", "").strip()[:40], request.GET.get("state", "")
    street = staff.street(request.GET.get("street", ""))
    rows = staff.accounts(query, street, state)
    try:
        page = Paginator(rows, PER_PAGE).page(request.GET.get("page") or 1)
    except (EmptyPage, InvalidPage):
        raise Http404 from None
    context = {
        "current": "accounts",
        "page": page,
        "rows": staff.shown(page),
        "query": query,
        "state": state,
        "street": street.code if street else "",
        "streets": staff.streets(),
        "states": list(staff.ACCOUNT_STATES.items()),
        "dormant_after": staff.dormant_after(),
    }
    return render(request, "desk/accounts.html", context)


def _account(username: str) -> Account:
    found = Account.objects.select_related("person").filter(username__iexact=username).first()
    if found is None:
        raise Http404
    return found


def _reset(actor: Actor, account: Account, _: CloseForm) -> dict[str, Any]:
    return {"password": account_news.reset_password(actor=actor, account=account)}


def _close(actor: Actor, account: Account, form: CloseForm) -> dict[str, Any]:
    if not form.is_valid():
        return {}
    reason = services.Deactivation(form.cleaned_data["reason"])
    services.deactivate(actor=actor, account=account, reason=reason)
    return {"said": "已停用，在别处登录的也退出了。"}


def _open(actor: Actor, account: Account, _: CloseForm) -> dict[str, Any]:
    services.reactivate(actor=actor, account=account)
    return {"said": "已重新启用。能看什么由任职决定。"}


def _unlock(actor: Actor, account: Account, _: CloseForm) -> dict[str, Any]:
    services.unlock(actor=actor, account=account)
    return {"said": "已解锁，可以再登录。"}


def _factors(actor: Actor, account: Account, _: CloseForm) -> dict[str, Any]:
    count = account_news.reset_factors(actor=actor, account=account)
    return {"said": f"已清除 {count} 个第二重验证，本人下次登录时重设。"}


ACTS: dict[str, Callable[[Actor, Account, CloseForm], dict[str, Any]]] = {
    "reset": _reset,
    "close": _close,
    "open": _open,
    "unlock": _unlock,
    "factors": _factors,
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@holding(MANAGE_ACCOUNTS)
def account(request: ActorRequest, username: str) -> HttpResponseBase:
    """One account. A one-time password is shown in the answer to the act and kept nowhere."""
    found = _account(username)
    act = request.POST.get("act", "")
    form = CloseForm(request.POST if act == "close" else None)
    told: dict[str, Any] = {}
    if request.method == "POST":
        if act not in ACTS:
            raise Http404
        try:
            told = ACTS[act](request.actor, found, form)
        except PermissionDenied as refused:
            told = {"wrong": str(refused)}
        except ValidationError as refused:
            told = {"wrong": "".join(refused.messages)}
        if "said" in told:
            messages.success(request, told["said"])
            return redirect("desk:account", found.username)
    status = REFUSED if "wrong" in told or form.errors else 200
    return _shown(request, _account(username), form, status, **told)


def _shown(request: ActorRequest, found: Account, form: CloseForm, status: int, **told: Any) -> HttpResponse:
    context = {
        "current": "accounts",
        "shown": staff.shown([found])[0],
        "own": found.pk == request.actor.account_id,
        "form": form,
        **told,
    }
    return render(request, "desk/account.html", context, status=status)


def _without_account(actor: Actor) -> Any:
    """Holders of posts, now or soon, who have no account yet."""
    posts = Appointment.objects.unscoped(WHY).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=business_date()), person=OuterRef("pk")
    )
    return Person.objects.unscoped(WHY).filter(Exists(posts), account__isnull=True).order_by("pk")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@holding(MANAGE_ACCOUNTS)
def new_account(request: ActorRequest) -> HttpResponse:
    """For whom: a holder of a post without an account."""
    form = FindForm(request.POST if request.method == "POST" else None)
    found = None
    if request.method == "POST" and form.is_valid():
        found = staff.called(_without_account(request.actor), form.cleaned_data["name"], business_date())
    context = {"current": "accounts", "form": form, "found": found}
    return render(request, "desk/account_new.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@holding(MANAGE_ACCOUNTS)
def open_account(request: ActorRequest, ref: str) -> HttpResponse:
    """A user name for the chosen person; the one-time password is shown once, in the answer."""
    person = _without_account(request.actor).filter(ref=ref).first()
    if person is None:
        raise Http404
    form = OpenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                opened = services.open_account(
                    actor=request.actor, person=person, username=form.cleaned_data["username"], password=None
                )
                password = services.reset_password(actor=request.actor, account=opened)
        except ValidationError as refused:
            form.add_error("username", refused.messages)
        else:
            return _shown(request, _account(opened.username), CloseForm(), 200, password=password)
    held = staff.with_posts([person], business_date())[0]
    context = {"current": "accounts", "form": form, "held": held}
    return render(request, "desk/account_open.html", context, status=REFUSED if form.errors else 200)
