"""群英谱 by community: who is listed, in which one category; listed, paused, moved, taken off."""

from typing import Any

from django.db.models import Count
from django.http import Http404, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from linli.access.http import ActorRequest, holding
from linli.common.clock import business_date
from linli.disclosure.services import list_seen
from linli.mediation.forms import roster as forms
from linli.mediation.models import Category, ListingSource, Notable
from linli.mediation.models.notable import EXPERTISE, Avoid, LeaveReason, Tier
from linli.mediation.policies import KEEP_MEDIATION
from linli.mediation.selectors import listed_on
from linli.mediation.services import roster
from linli.mediation.services.roster import About
from linli.mediation.views.cases import ACTING, page
from linli.mediation.views.places import chosen, question
from linli.people.models import Purpose
from linli.people.services import give_consent
from linli.ui.asking import act, sent
from linli.ui.forms import ConfirmForm, LinliForm
from linli.ui.paging import paged
from linli.ui.picking import person_of, who_form

keeps = holding(KEEP_MEDIATION)
ROUTE = "mediation:roster"
CRUMB = ("mediation-roster", "群英谱", ROUTE)


@require_safe
@never_cache
@keeps
def show(request: ActorRequest) -> HttpResponse:
    """Of one community: the sum of the five categories, and everybody in order of category."""
    area, places = chosen(request)
    rows = listed_on(business_date()).filter(community=area)
    category = request.GET.get("category", "")
    by_category = dict(rows.order_by().values_list("primary_category").annotate(n=Count("pk")))
    if category in Category.values:
        rows = rows.filter(primary_category=category)
    found = paged(request, rows.select_related("person").order_by("primary_category", "listed_on", "pk"))
    list_seen(actor=request.actor, what="群英谱", count=len(found.object_list), fields=["姓名"])
    context = {
        "current": "mediation-roster",
        "area": area,
        "places": places,
        "sums": [(value, label, by_category.get(value, 0)) for value, label in Category.choices],
        "total": sum(by_category.values()),
        "category": category,
        "page": found,
        "rows": [
            (each, "、".join(EXPERTISE[code] for code in each.expertise if code in EXPERTISE))
            for each in found
        ],
    }
    return page(request, "roster", context)


@require_http_methods(ACTING)
@keeps
def add(request: ActorRequest) -> HttpResponse:
    """List somebody who agreed to be named."""
    area, _ = chosen(request)
    form = who_form(request, forms.NotableForm)

    def do(_: LinliForm) -> Any:
        data = form.cleaned_data
        person = person_of(request, form, area)
        give_consent(
            actor=request.actor,
            person=person,
            purpose=Purpose.NAMED_NOTABLE,
            text_version="2023-03",
            way="paper",
            day=data["on"],
        )
        return roster.list_notable(
            actor=request.actor,
            person=person,
            community=area,
            category=Category(data["category"]),
            source=ListingSource(data["source"]),
            listed_on=data["on"],
            other_roles=[Category(code) for code in data["other_roles"]],
            expertise=data["expertise"],
            about=About(
                tier=Tier(data["tier"]),
                duties=data["duties"],
                avoids=[Avoid(code) for code in data["avoids"]],
                employer=data["employer"],
            ),
        )

    asked = question(CRUMB[0], f"{area.name}群英谱增加一位", "列入", *CRUMB[1:], area, notice="notable")
    return act(request, asked, form, do, "已列入群英谱。")


def _notable_or_404(request: ActorRequest, ref: str) -> Notable:
    rows = Notable.objects.visible_to(request.actor).filter(ref=ref, left_on__isnull=True)
    found = rows.select_related("person", "community").first()
    if found is None or not request.actor.may(KEEP_MEDIATION, found.community):
        raise Http404
    return found


@require_http_methods(ACTING)
@keeps
def change(request: ActorRequest, ref: str, verb: str) -> HttpResponse:
    """Pause, resume, another category, off the roster."""
    found = _notable_or_404(request, ref)
    actor = request.actor
    offered: dict[str, tuple[str, str, LinliForm, Any]] = {
        "pause": (
            "暂停参与调解", "暂停", forms.PauseForm(sent(request)),
            lambda d: roster.pause_notable(actor=actor, notable=found, on=d["on"], reason=d["reason"]),
        ),
        "resume": (
            "恢复参与调解", "恢复", ConfirmForm(sent(request)),
            lambda d: roster.resume_notable(actor=actor, notable=found),
        ),
        "category": (
            "换主要类别", "换类别", forms.CategoryForm(sent(request)),
            lambda d: roster.recategorise(actor=actor, notable=found, category=Category(d["category"]), day=d["on"]),
        ),
        "leave": (
            "退出群英谱", "退出", forms.LeaveForm(sent(request)),
            lambda d: roster.remove_notable(
                actor=actor, notable=found, left_on=d["on"], reason=LeaveReason(d["reason"])
            ),
        ),
    }  # fmt: skip
    if verb not in offered:
        raise Http404
    asked, button, form, do = offered[verb]
    about = question(
        CRUMB[0],
        f"{found.person.name}：{asked}",
        button,
        *CRUMB[1:],
        found.community,
        undoable=verb != "leave",
    )
    return act(request, about, form, lambda form: do(form.cleaned_data), "已记下。")
