"""A household as its lead and its community know it: the contact, how many live there, marks."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from linli.access.http import ActorRequest, holding
from linli.common.clock import business_date
from linli.grid import ledger_forms as forms
from linli.grid.leads import ledger
from linli.grid.policies import KEEP_LEDGER, SET_UP_LEADS
from linli.grid.views.keeping import ACTING
from linli.people import tags
from linli.people.models import Household, HouseholdTag, TagKind
from linli.ui.asking import Page, act, sent
from linli.ui.forms import ConfirmForm


def _household_or_404(request: ActorRequest, ref: str) -> Household:
    """One the reader looks after; any other is not there."""
    rows = Household.objects.visible_to(request.actor).select_related("building")
    found = rows.filter(ref=ref).first()
    if found is None or not ledger.may_keep(request.actor, found, business_date()):
        raise Http404
    return found


def _page(household: Household, question: str, verb: str, *told: str, undoable: bool = True) -> Page:
    back = reverse("desk:household", args=(household.ref,))
    return Page(
        current="grid",
        question=question,
        verb=verb,
        back=back,
        crumb="户",
        crumb_address=back,
        told=told,
        undoable=undoable,
        notice="household-ledger",
    )


@require_http_methods(ACTING)
@never_cache
@holding(KEEP_LEDGER)
def confirm(request: ActorRequest, ref: str) -> HttpResponse:
    """Who may be called, and how many live there."""
    household = _household_or_404(request, ref)
    form = forms.ConfirmHouseholdForm(sent(request), household=household)
    told = (
        "当面或电话问过再记。本人不愿意留的，联系人、电话都空着，照样有邻长联系。",
        *(("已经留有联系人，空着就不动；换联系人要连号码一起写。",) if household.contact_name else ()),
    )
    return act(
        request,
        _page(household, "核对这一户", "记下", *told),
        form,
        lambda form: ledger.confirm(
            actor=request.actor,
            household=household,
            told=ledger.Told(**form.cleaned_data),
            day=business_date(),
        ),
        "已记下。",
    )


@require_http_methods(ACTING)
@never_cache
@holding(KEEP_LEDGER)
def forget(request: ActorRequest, ref: str) -> HttpResponse:
    """The contact goes."""
    household = _household_or_404(request, ref)
    page = _page(
        household,
        "删去联系人和电话？",
        "删去",
        "本人不愿意再留，就删去：姓名、电话和同意一起删，不能恢复。以后同意了可以再记。",
        undoable=False,
    )
    return act(
        request,
        page,
        ConfirmForm(sent(request)),
        lambda _: (
            ledger.forget_contact(actor=request.actor, household=household, day=business_date()),
            True,
        ),
        "已删去。",
    )


@require_http_methods(ACTING)
@never_cache
@holding(KEEP_LEDGER)
def tag_new(request: ActorRequest, ref: str) -> HttpResponse:
    """A mark, with what it rests on."""
    household = _household_or_404(request, ref)
    form = forms.TagForm(sent(request), kinds=tags.kinds_open())
    told = (
        "只记紧急时先上门、平时要照应的情况。先告诉本人为什么记、记多久；本人单独同意，或有法定职责，才能记。",
        "不写病情、不写金额、不写原因。到期自动删去，还需要的再问一次。",
    )
    return act(
        request,
        _page(household, "加一个标记", "加上", *told),
        form,
        lambda form: ledger.add_tag(
            actor=request.actor, household=household, day=business_date(), **form.cleaned_data
        ),
        lambda tag: f"已加上，{tag.valid_to:%Y年%-m月%-d日} 到期自动删去。",
    )


@require_http_methods(ACTING)
@never_cache
@holding(KEEP_LEDGER)
def tag_end(request: ActorRequest, ref: str, tag: str) -> HttpResponse:
    """It no longer holds, or is no longer agreed to."""
    household = _household_or_404(request, ref)
    found = (
        HouseholdTag.objects.visible_to(request.actor)
        .filter(ref=tag, household=household)
        .select_related("kind", "household__building")
        .first()
    )
    if found is None:
        raise Http404
    page = _page(
        household,
        f"删去“{found.kind.name}”？",
        "删去",
        "情况变了，或者本人不再同意，就删去。删去以后不留记录，只留“删过一个标记”这件事。",
        undoable=False,
    )
    return act(
        request,
        page,
        ConfirmForm(sent(request)),
        lambda _: (ledger.end_tag(actor=request.actor, tag=found, day=business_date()), True),
        "已删去。",
    )


# --- the district's list of kinds -----------------------------------------------------------------------------


@require_safe
@holding(SET_UP_LEADS)
def tag_kinds(request: ActorRequest) -> HttpResponse:
    """Every kind, those no longer given too."""
    return render(request, "grid/tag_kinds.html", {"current": "doors", "kinds": tags.all_kinds()})


@require_http_methods(ACTING)
@holding(SET_UP_LEADS)
def tag_kind(request: ActorRequest, code: str = "") -> HttpResponse:
    """A new kind, or another wording of one."""
    kind = None
    if code:
        kind = TagKind.objects.unscoped(tags.WHY).filter(code=code).first()
        if kind is None:
            raise Http404
    initial: dict[str, Any] = {}
    if kind is not None:
        names = ("name", "is_sensitive", "visit_first", "months", "is_open")
        initial = {name: getattr(kind, name) for name in names}
    page = Page(
        current="doors",
        question=f"改“{kind.name}”" if kind else "加一种标记",
        verb="记下",
        back=reverse("leads:tag-kinds"),
        crumb="户的标记种类",
        crumb_address=reverse("leads:tag-kinds"),
        told=("已经记下的标记，到期日不变。停用的不再新记。",) if kind else (),
    )
    return act(
        request,
        page,
        forms.TagKindForm(sent(request), initial=initial, new=kind is None),
        lambda form: ledger.set_kind(actor=request.actor, kind=kind, **form.cleaned_data),
        "已记下。",
    )
