"""Doing: one act on a request or on a part of it, each on a page of its own that comes back filled when refused."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from linli.access.actor import Actor
from linli.access.http import ActorRequest
from linli.grid.forms.requests import ResultForm, WordsForm
from linli.grid.requests import acts, showing
from linli.grid.requests.models import Request, RequestTask
from linli.grid.requests.services import tasks
from linli.grid.requests.states import TASK
from linli.grid.requests.texts import filled, texts_for
from linli.grid.views.request_acts import ACTS, VERB_OF, form_of
from linli.grid.views.request_desk import ACTING, back_to, page, request_or_404, sees
from linli.ui.forms import ConfirmForm, LinliForm
from linli.ui.trying import tried
from linli.workflow.models import Approval

TASK_PAGES: dict[str, tuple[str, str, str, type[LinliForm]]] = {
    "sign": ("签收这件事", "签收后由本单位办，办好了报告派单的一方。", "签收", ConfirmForm),
    "finish": ("报告办好了", "派单的一方看过后确认，再由他们答复报事人。", "报告办好", ResultForm),
    "return": (
        "退回这件事？",
        "不属于本单位职责的，说明理由可以退回一次；指定承办的不能再退。",
        "退回",
        WordsForm,
    ),
    "confirm": ("确认办好了？", "看过现场或问过报事人再确认。", "确认办好", ConfirmForm),
    "redo": ("没办好，接着办", "写清哪里没办好，承办的一方接着办。", "退给承办的一方", WordsForm),
    "recall": ("改派给别的单位？", "这张交办单收回，再派给别的单位。", "收回", WordsForm),
}


@require_http_methods(ACTING)
@sees
def act(request: ActorRequest, ref: str, slug: str) -> HttpResponse:
    """Ask for what the act needs, do it, lead back to the page; or say which rule forbids it."""
    found = request_or_404(request, ref)
    verb = VERB_OF.get(slug)
    if verb is None:
        raise Http404
    if request.method != "POST" and not acts.may_do(request.actor, found, verb):
        return back_to(found)
    if verb == "verdict" and not acts.may_do(request.actor, found, verb):
        raise PermissionDenied(f"评价由{found.holder.name}的人记，或者报事人自己写。")
    described, texts = ACTS[verb], texts_for(found, verb)
    picked = "fill" in request.POST
    form = form_of(
        request.actor, found, verb, request.POST if request.method == "POST" and not picked else None
    )
    if picked:
        form = filled(form, request.POST, texts)
    elif request.method == "POST" and form.is_valid():
        done = tried(form, lambda: described.do(request.actor, found, form))
        if done is not None:
            _toast(request, verb, done)
            return back_to(found)
    context = {
        "question": described.question,
        "told": described.said,
        "verb": described.verb,
        "texts": texts,
        "slug": slug,
    }
    return _asked(request, found, form, context)


def _asked(request: ActorRequest, found: Request, form: LinliForm, context: dict[str, Any]) -> HttpResponse:
    title = showing.title_of(found)
    return page(request, "request_act", {"request_": found, "title": title, "form": form, **context})


def _toast(request: ActorRequest, verb: str, done: Any) -> None:
    if isinstance(done, Approval):
        messages.success(request, f"已送{done.area.name}决定，{done.until.month}月{done.until.day}日前有答复")
    else:
        messages.success(request, f"已{ACTS[verb].verb}")


@require_http_methods(ACTING)
@sees
def task_act(request: ActorRequest, ref: str, task_ref: str, slug: str) -> HttpResponse:
    """The same for a part: sign, return, report; confirm, redo, recall."""
    found = request_or_404(request, ref)
    rows = RequestTask.objects.visible_to(request.actor).filter(request=found, ref=task_ref)
    task = rows.select_related("unit", "area").first()
    if task is None or slug not in TASK_PAGES:
        raise Http404
    if request.method != "POST" and slug not in [each.verb for each in TASK.allowed(task.state)]:
        return back_to(found)
    question, told, verb, asked = TASK_PAGES[slug]
    form = asked(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        done = tried(form, lambda: _do(request.actor, task, slug, form.cleaned_data))
        if done is not None:
            messages.success(request, f"已{verb}")
            return back_to(found)
    return _asked(request, found, form, {"question": question, "told": told, "verb": verb, "task": task})


def _do(actor: Actor, task: RequestTask, slug: str, data: dict[str, Any]) -> RequestTask:
    services: dict[str, Any] = {
        "sign": tasks.sign,
        "return": tasks.send_back,
        "finish": tasks.report_done,
        "confirm": tasks.confirm,
        "redo": tasks.redo,
        "recall": tasks.recall,
    }
    done: RequestTask = services[slug](actor=actor, task=task, **data)
    return done
