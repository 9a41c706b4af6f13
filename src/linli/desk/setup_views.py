"""The first run of a new district: one page, open only to whoever read the set-up code beside the server."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from linli.access import setup
from linli.common.limits import MINUTE, address_of, allow
from linli.desk.own_account_forms import SetUpForm

TRIES = 10


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@never_cache
def set_up(request: HttpRequest) -> HttpResponse:
    """Nothing is here once there is a district."""
    if not setup.is_pending():
        raise Http404
    form = SetUpForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and _is_admitted(request, form) and form.is_valid():
        try:
            setup.set_up(
                name=form.cleaned_data["name"],
                code=form.cleaned_data["code"],
                administrators=form.administrators(),
            )
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            return redirect("desk:sign-in")
    return render(request, "desk/setup.html", {"form": form})


def _is_admitted(request: HttpRequest, form: SetUpForm) -> bool:
    """Whether the code is right; what else is wrong is said at the same time."""
    form.is_valid()
    verdict = allow(f"setup {address_of(request)}", "access.setup", most=TRIES, per=10 * MINUTE)
    if not verdict:
        form.add_error("secret", f"设置码试得太多了，请{verdict.told}再试。")
    elif "secret" not in form.errors and not setup.is_code(form.cleaned_data["secret"]):
        form.add_error("secret", "设置码不对。它印在 linli up 的输出里，也在数据目录的 setup.code 里。")
    return "secret" not in form.errors
