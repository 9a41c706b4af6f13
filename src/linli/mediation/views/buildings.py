"""The ledger of illegal buildings: the records behind a zero, one building with its evidence, what is done about it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from linli.access.actor import Actor
from linli.access.areas import area_or_404, areas_within
from linli.access.http import ActorRequest, holding
from linli.access.policies import VIEW_RECORDS
from linli.common.clock import business_date
from linli.common.money import yuan
from linli.common.text import masked_address
from linli.disclosure.services import record_seen
from linli.mediation.forms import buildings as forms
from linli.mediation.forms import fields
from linli.mediation.four_zero import Zero, behind
from linli.mediation.models import BuildingEvidence, BuildingKind, Disposal, IllegalBuilding
from linli.mediation.policies import KEEP_MEDIATION
from linli.mediation.services import buildings
from linli.mediation.states import BUILDING
from linli.mediation.views.cases import ACTING, page
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.ui.asking import Page as Question
from linli.ui.asking import act, sent
from linli.ui.downloads import stored_attachment
from linli.ui.forms import LinliForm
from linli.ui.paging import paged
from linli.ui.uploads import Upload

WHY = "belongs to a building the reader was admitted to"
keeps = holding(KEEP_MEDIATION)
CURRENT = "mediation-zeros"
ZEROS = {
    "tolerance": (Zero.TOLERANCE, "新增的违建", "每一处都要在发现后三个工作日内处置。"),
    "stock": (Zero.STOCK, "还没拆的存量", "年末（当年看今天）一处也不剩，才算零存量。"),
    "compensation": (Zero.COMPENSATION, "拆除的违建和补偿", "补偿合计是 0，才算零补偿。"),
    "petition": (Zero.PETITION, "因违建的上访", "当年没有人因此上访，才算零上访。"),
}
SLUGS = {zero: slug for slug, (zero, *_) in ZEROS.items()}


@require_safe
@holding(VIEW_RECORDS)
def zero_records(request: ActorRequest, year: int, slug: str) -> HttpResponse:
    """What one zero of a year is read from, those that spoil it marked; doors stay masked."""
    area, today = area_or_404(request.actor, request.GET.get("area") or None), business_date()
    if slug not in ZEROS or not 2000 <= year <= today.year or not request.actor.may(VIEW_RECORDS, area):
        raise Http404
    zero, label, rule = ZEROS[slug]
    cutoff = min(_cutoff(request.GET.get("until", ""), today), today)
    found = behind(zero, area, year, cutoff)
    shown = paged(request, found.rows)
    context = {
        "current": CURRENT,
        "area": area,
        "year": year,
        "zero": zero.value,
        "label": label,
        "rule": rule,
        "slug": slug,
        "found": found,
        "sum": yuan(sum(row.compensation_fen for row in found.rows)),
        "page": shown,
        "rows": [
            (row, masked_address(row.place), row.pk in found.spoiling, yuan(row.compensation_fen))
            for row in shown
        ],
    }
    return page(request, "zero_records", context)


def _cutoff(typed: str, today: date) -> date:
    try:
        return date.fromisoformat(typed) if typed else today
    except ValueError:
        return today


def _building_or_404(request: ActorRequest, ref: str, capability: str = VIEW_RECORDS) -> IllegalBuilding:
    rows = IllegalBuilding.objects.visible_to(request.actor).filter(ref=ref).select_related("estate")
    found = rows.first()
    if found is None or not request.actor.may(capability, found.estate):
        raise Http404
    return found


@require_safe
@never_cache
@holding(VIEW_RECORDS)
def building(request: ActorRequest, ref: str) -> HttpResponse:
    """One building: its course, its evidence, what may be done. The place in clear for those who keep the ledger."""
    found = _building_or_404(request, ref)
    may = request.actor.may(KEEP_MEDIATION, found.estate)
    if may:
        record_seen(
            actor=request.actor, target=found, what="违法建设", fields=["位置"], purpose="登记违建台账"
        )
    context = {
        "current": CURRENT,
        "building": found,
        "place": found.place if may else masked_address(found.place),
        "compensation": yuan(found.compensation_fen),
        "state": BUILDING.state(found.state),
        "evidence": list(
            BuildingEvidence.objects.unscoped(WHY).filter(building=found).order_by("dated", "pk")
        ),
        "keeps": may,
        "steps": [step.verb for step in BUILDING.allowed(found.state)] if may else [],
    }
    return page(request, "building", context)


@require_safe
@never_cache
@keeps
def evidence(request: ActorRequest, ref: str, piece: str) -> HttpResponseBase:
    """A photograph or paper, to be saved; the look is on record."""
    found = _building_or_404(request, ref, KEEP_MEDIATION)
    row = BuildingEvidence.objects.unscoped(WHY).filter(building=found, ref=piece).first()
    if row is None:
        raise Http404
    record_seen(
        actor=request.actor, target=found, what="违建证据", fields=["照片或文书"], purpose="登记违建台账"
    )
    kind = forms.KINDS[row.media]
    try:
        return stored_attachment(row.key, f"{row.title}.{kind.endings[0]}", kind)
    except FileNotFoundError:
        raise Http404 from None


def _keep(actor: Actor, found: IllegalBuilding, file: Upload | None, title: str, on: date) -> IllegalBuilding:
    if file is not None:
        buildings.add_evidence(
            actor=actor, building=found, title=title, kind=file.kind, data=file.data, on=on
        )
    return found


def _area(request: ActorRequest) -> Area:
    area = area_or_404(request.actor, request.GET.get("area") or None, KEEP_MEDIATION)
    if Kind(area.kind) not in buildings.LEDGER_KINDS:
        raise Http404
    return area


def _question(asked: str, verb: str, back: str, **more: Any) -> Question:
    return Question(
        current=CURRENT, question=asked, verb=verb, back=back, crumb="违建四零", crumb_address=back, **more
    )


@require_http_methods(ACTING)
@keeps
def open_ledger(request: ActorRequest) -> HttpResponse:
    """A year's ledger, once."""
    area = _area(request)
    back = f"{reverse('mediation:zeros')}?area={area.code}"
    about = _question(
        f"{area.name}建立年度违建台账",
        "建立台账",
        back,
        told=("没有台账的年份不算“四零”。一年一本，当年建。",),
    )

    def do(form: LinliForm) -> object:
        data = form.cleaned_data
        return buildings.open_ledger(actor=request.actor, area=area, year=data["year"], opened_on=data["on"])

    return act(request, about, forms.LedgerForm(sent(request)), do, "已建立台账。")


def _estates(request: ActorRequest, area: Area) -> dict[str, Area]:
    rows = areas_within(request.actor, KEEP_MEDIATION).filter(kind=Kind.ESTATE, path__under=area.path)
    return {each.code: each for each in rows.order_by("code")}


@require_http_methods(ACTING)
@keeps
def found(request: ActorRequest) -> HttpResponse:
    """Note a building found."""
    area = _area(request)
    estates = _estates(request, area)
    form = forms.FoundForm(
        sent(request), request.FILES or None, estates=[(code, each.name) for code, each in estates.items()]
    )

    def do(form: LinliForm) -> IllegalBuilding:
        data = form.cleaned_data
        made = buildings.report_building(
            actor=request.actor,
            estate=estates[data["estate"]],
            place=data["place"],
            kind=BuildingKind(data["kind"]),
            area_m2=data["area_m2"],
            found_on=data["on"],
            standing_since=data["standing_since"],
        )
        return _keep(request.actor, made, data["evidence"], "发现时", data["on"])

    about = _question(
        f"{area.name}发现一处违建", "记入台账", f"{reverse('mediation:zeros')}?area={area.code}"
    )
    return act(
        request, about, form, do, "已记入台账。", then=lambda made: reverse("mediation:building", args=(made.ref,))
    )  # fmt: skip


@dataclass(frozen=True)
class _Step:
    """What one may do about a building."""

    verb: str
    form: Callable[..., LinliForm]
    do: Callable[[Actor, IllegalBuilding, dict[str, Any]], object]
    told: tuple[str, ...] = ()


def _stop(actor: Actor, found: IllegalBuilding, data: dict[str, Any]) -> object:
    done = buildings.act_on_building(actor=actor, building=found, acted_on=data["on"], action=data["action"])
    return _keep(actor, done, data["evidence"], "处置", data["on"])


def _dispose(actor: Actor, found: IllegalBuilding, data: dict[str, Any]) -> object:
    done = buildings.dispose_of_building(
        actor=actor,
        building=found,
        disposed_on=data["on"],
        disposal=Disposal(data["disposal"]),
        compensation_fen=int(data["compensation"] * 100),
    )
    return _keep(actor, done, data["evidence"], "拆除以后", data["on"])


STEPS = {
    "stop": _Step(
        "记下首次处置",
        forms.StopForm,
        _stop,
        ("新增违建要在发现后三个工作日内处置，超过的当年不算“零容忍”。",),
    ),
    "dispose": _Step("记下已拆除", forms.DisposeForm, _dispose),
    "petition": _Step(
        "记下上访",
        fields.DayForm,
        lambda actor, found, data: buildings.note_petition(
            actor=actor, building=found, petition_on=data["on"]
        ),
        ("记下以后不能改，当年不算“零上访”。",),
    ),
    "evidence": _Step(
        "加一件证据",
        forms.EvidenceForm,
        lambda actor, found, data: _keep(actor, found, data["evidence"], data["title"], data["on"]),
    ),
}


@require_http_methods(ACTING)
@keeps
def step(request: ActorRequest, ref: str, verb: str) -> HttpResponse:
    """Stopped, gone, petitioned about, or one more piece of evidence."""
    if verb not in STEPS:
        raise Http404
    found, asked = _building_or_404(request, ref, KEEP_MEDIATION), STEPS[verb]
    back = reverse("mediation:building", args=(found.ref,))
    about = _question(
        f"{found.estate.name}{found.place}：{asked.verb}", asked.verb, back, told=asked.told,
        undoable=verb != "petition",
    )  # fmt: skip
    files = () if asked.form is fields.DayForm else (request.FILES or None,)
    form = asked.form(sent(request), *files)
    return act(
        request,
        about,
        form,
        lambda form: asked.do(request.actor, found, form.cleaned_data),
        f"已{asked.verb}。",
    )
