"""Every act on a request as one page: what follows, what is asked, and the refusal in words where the table says no."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from linli.access.actor import Actor
from linli.grid.forms import requests as asked
from linli.grid.requests import loading, places
from linli.grid.requests.acts import SLUG_OF
from linli.grid.requests.limits import Limits
from linli.grid.requests.models import AnswerWay, Heard, Request, Source, Urgency, Verdict
from linli.grid.requests.routing import routed
from linli.grid.requests.services import answering, channels, consenting, moving, tasks
from linli.grid.requests.services.branches import said_of_mediation
from linli.grid.requests.services.complained import may_know_teller
from linli.ui.forms import LinliForm

Made = Callable[[Any, Actor, Request], LinliForm]


@dataclass(frozen=True, kw_only=True)
class Act:
    """question, told, verb: as its page says them; told may name a period of ``limits.CLOCKS`` in braces.

    make: its form, written ahead; do: the service.
    """

    question: str
    told: str
    verb: str
    make: Made
    do: Callable[[Actor, Request, LinliForm], Any]

    @property
    def said(self) -> str:
        """``told`` as it is read: every period as the district set it."""
        return self.told.format_map(Limits())


def _plain(form: type[LinliForm]) -> Made:
    return lambda data, actor, request: form(data)


def _accept_form(data: Any, actor: Actor, request: Request) -> LinliForm:
    kinds = places.open_kinds()
    guessed = request.kind or loading.proposed(request.text)
    initial = {"kind": guessed.code if guessed else "other-1", "urgency": request.urgency}
    return asked.AcceptForm(data, kinds=kinds, initial=initial)


def _answer_form(data: Any, actor: Actor, request: Request) -> LinliForm:
    if not may_know_teller(actor, request):  # the draft would call the teller by name
        return asked.AnswerForm(data, ways=[AnswerWay.RECEIPT])
    words = answering.drafted_answer(request) if data is None else ""
    initial = {"answer": words, "answer_way": channels.chosen(request)}
    return asked.AnswerForm(data, ways=channels.ways_for(request), initial=initial)


def _result_form(data: Any, actor: Actor, request: Request) -> LinliForm:
    done: list[str] = []
    if data is None:
        done = list(request.tasks.exclude(result="").values_list("result", flat=True))
        done += [said] if (said := said_of_mediation(request)) else []
    return asked.ResultForm(data, initial={"result": "；".join(done)[:500]})


def _dispatch_form(data: Any, actor: Actor, request: Request) -> LinliForm:
    units, route = places.units_for(request), routed(request.kind, request.area)
    fits = route is not None and not request.tasks.exists() and route.unit in units
    proposed = route.unit if route is not None and fits else None
    return asked.DispatchForm(data, units=units, areas=places.below(request), proposed=proposed)


def _across_form(data: Any, actor: Actor, request: Request) -> LinliForm:
    is_asked = request.source == Source.DEPARTMENT
    return asked.AcrossForm(data, places=places.across(request), asks_duty=is_asked)


def _verdict_form(data: Any, actor: Actor, request: Request) -> LinliForm:
    return asked.VerdictForm(data, ways=answering.ways_to_ask(request))


def _accept(actor: Actor, request: Request, form: Any) -> Any:
    data = form.cleaned_data
    return moving.accept(
        actor=actor, request=request, kind=form.by_kind[data["kind"]], urgency=Urgency(data["urgency"])
    )


def _answer(actor: Actor, request: Request, form: Any) -> Any:
    data = form.cleaned_data
    return answering.answer(
        actor=actor, request=request, text=data["answer"], way=AnswerWay(data["answer_way"])
    )


def _across(actor: Actor, request: Request, form: Any) -> Any:
    data = form.cleaned_data
    return moving.pass_across(
        actor=actor,
        request=request,
        to=form.by_code[data["to"]],
        words=data["words"],
        duty_item=places.duty_item(data.get("duty_item", "")),
    )


def _dispatch(actor: Actor, request: Request, form: Any) -> Any:
    data = form.cleaned_data
    return tasks.dispatch(
        actor=actor,
        request=request,
        units=tuple(form.by_unit[ref] for ref in data.get("units", ())),
        areas=tuple(form.by_area[code] for code in data.get("areas", ())),
        asked=data["asked"],
        duty_item=places.duty_item(data["duty_item"]),
    )


def _merge(actor: Actor, request: Request, form: Any) -> Any:
    number = form.cleaned_data["number"].strip()
    into = Request.objects.visible_to(actor).filter(number=number).first()
    if into is None:
        raise ValidationError({"number": f"没有找到编号 {number}，或者它不在您的地区。请核对编号。"})
    return moving.merge(actor=actor, request=request, into=into)


def _verdict(actor: Actor, request: Request, form: Any) -> Any:
    data = form.cleaned_data
    return answering.judge(
        request=request,
        verdict=Verdict(data["verdict"]),
        words=data["words"],
        actor=actor,
        heard=Heard(data["heard"]) if data["heard"] else Heard.UNSAID,
    )


def _said(service: Callable[..., Any], *names: str) -> Callable[[Actor, Request, LinliForm], Any]:
    return lambda actor, request, form: (
        service(actor=actor, request=request, **{name: form.cleaned_data[name] for name in names}) or True
    )


ACTS = {
    "first_report": Act(
        question="现在是什么情况？",
        told="特急的事 {first_report}内先报告一次，没办好也报告；上一级会收到。",
        verb="先报告情况",
        make=_plain(asked.ReportForm),
        do=_said(moving.first_report, "words"),
    ),
    "settle": Act(
        question="就地办好了？",
        told="记下怎么办的，下一步把结果告诉报事人。",
        verb="记下办好",
        make=_plain(asked.ResultForm),
        do=_said(moving.settle, "result"),
    ),
    "pass_up": Act(
        question="报给上一级？",
        told="这件事交到上一级，您还看得到办到哪了。",
        verb="报给上一级",
        make=_plain(asked.MaybeWordsForm),
        do=_said(moving.pass_up, "words"),
    ),
    "pass_across": Act(
        question="转给哪里办？",
        told="只能转给同级或下级。理由会写进经过。",
        verb="转办",
        make=_across_form,
        do=_across,
    ),
    "accept": Act(
        question="受理这件事",
        told="受理后按类别开始计时。",
        verb="受理",
        make=_accept_form,
        do=_accept,
    ),
    "dispatch": Act(
        question="派给谁办？",
        told="可以同时派给几个单位。对方 {sign}内签收，不归他们的可以说明理由退回一次。",
        verb="派单",
        make=_dispatch_form,
        do=_dispatch,
    ),
    "finish": Act(
        question="办好了？",
        told="记下怎么办的，{answer}内回复报事人。",
        verb="记下办好",
        make=_result_form,
        do=_said(moving.finish, "result"),
    ),
    "explain": Act(
        question="说明办不了，并指路",
        told="报事人会收到您写的话：为什么这里办不了、该找谁。",
        verb="写给报事人",
        make=_plain(asked.ExplainForm),
        do=_said(moving.explain, "result"),
    ),
    "answer": Act(
        question="把结果告诉报事人",
        told="按对方选的方式告诉对方，再记在这里；并到这件里的报事人收到同样的答复。",
        verb="回复报事人",
        make=_answer_form,
        do=_answer,
    ),
    "verdict": Act(
        question="报事人怎么说？",
        told="回访听到的，照实记，报事人在回执上看得到是您记的。头一次不满意的自动重开，交上一级；重开过的，由上一级决定。",
        verb="记下评价",
        make=_verdict_form,
        do=_verdict,
    ),
    "close": Act(
        question="办结这件事？",
        told="报事人不满意的，要写明为什么只能这样，对方会看到。",
        verb="办结",
        make=_plain(asked.MaybeWordsForm),
        do=_said(answering.close, "words"),
    ),
    "reopen": Act(
        question="重开这件事？",
        told="发现没有真正办好，交上一级再办一次。",
        verb="重开",
        make=_plain(asked.WordsForm),
        do=_said(answering.reopen, "words"),
    ),
    "extend": Act(
        question="延长办理时限？",
        told="要上一级同意；您就是上一级的，按下就延。只能延一次。",
        verb="申请延期",
        make=_plain(asked.ExtendForm),
        do=_said(consenting.extension, "reason"),
    ),
    "suspend": Act(
        question="挂账，条件具备了再办？",
        told="要上一级同意；您就是上一级的，按下就挂。挂账后时限暂停，每 {review}复查一次。",
        verb="申请挂账",
        make=_plain(asked.HoldForm),
        do=_said(consenting.hold, "plan", "words"),
    ),
    "resume": Act(
        question="恢复办理？",
        told="时限接着剩下的算。",
        verb="恢复办理",
        make=_plain(asked.WordsForm),
        do=_said(moving.take_up_again, "words"),
    ),
    "merge": Act(
        question="和另一件一起办？",
        told="两件说的是同一件事，并到先说的那一件。并错了可以撤销。",
        verb="并案",
        make=_plain(asked.MergeForm),
        do=_merge,
    ),
    "separate": Act(
        question="撤销并案？",
        told="这件事单独来办。",
        verb="撤销并案",
        make=_plain(asked.WordsForm),
        do=_said(moving.separate, "words"),
    ),
    "give": Act(
        question="交给哪位同事？",
        told="对方的“我的工作”里会有这一件；工作交接时一起交。",
        verb="交给同事",
        make=_plain(asked.GiveForm),
        do=_said(places.give, "name", "why"),
    ),
}
VERB_OF = {SLUG_OF.get(verb, verb): verb for verb in ACTS}


def form_of(actor: Actor, request: Request, verb: str, data: Any = None) -> LinliForm:
    """The form of an act, written ahead."""
    return ACTS[verb].make(data, actor, request)
