"""群英谱 by community: who is listed, in which one category; listed, paused, moved, taken off."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from linli.access.actor import Actor
from linli.access.areas import areas_within
from linli.access.http import ActorRequest, holding
from linli.common.clock import business_date
from linli.disclosure.models.listed import PERSON
from linli.disclosure.services import list_seen, record_seen
from linli.mediation.forms import fields
from linli.mediation.forms import roster as forms
from linli.mediation.homes import door_of
from linli.mediation.models import Category, ListingSource, Notable
from linli.mediation.models.notable import DUTIES, Avoid, LeaveReason, Tier
from linli.mediation.policies import KEEP_MEDIATION
from linli.mediation.rosters import BELOW, FIGURE_OF, knows, listed_in, sums_below, sums_of
from linli.mediation.selectors import estates_of
from linli.mediation.services import roster
from linli.mediation.services.roster import About
from linli.mediation.views.cases import ACTING, page
from linli.mediation.views.places import chosen, question
from linli.notices.policies import NOTICE_WRITE
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.ui.asking import Page as Question
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
    """Of one community everybody, in order of category; of a wider area the sums of those below, and nobody's name."""
    area, day = _area(request), business_date()
    if area.kind != Kind.COMMUNITY:
        total, below = sums_below(area, day)
        context = {
            "current": CRUMB[0],
            "area": area,
            "total": total,
            "below": below,
            "opened": [(label, count, FIGURE_OF[Category(value)]) for value, label, count in total.named],
            "above": _above(request, area),
        }
        return page(request, "roster_wide", context)
    rows = listed_in(area, day)
    total = sums_of(rows)
    category = request.GET.get("category", "")
    if category in Category.values:
        rows = rows.filter(primary_category=category)
    count = dict(zip(Category.values, total.counts, strict=True)).get(category, total.total)
    ordered = rows.select_related("person").order_by("primary_category", "listed_on", "pk")
    found = paged(request, ordered, count)
    if found.object_list:
        whom = {PERSON: [each.person_id for each in found.object_list]}
        list_seen(
            actor=request.actor, what="群英谱", count=len(found.object_list), fields=["姓名"], whom=whom
        )
    context = {
        "current": CRUMB[0],
        "area": area,
        "above": _above(request, area),
        "total": total,
        "category": category,
        "page": found,
        "rows": [(each, knows(each)) for each in found],
    }
    return page(request, "roster", context)


def _area(request: ActorRequest) -> Area:
    """The trunk area ``?area=`` names, else the reader's own. Raises Http404 outside their areas."""
    within = areas_within(request.actor, KEEP_MEDIATION).select_related("parent").defer("parent__boundary")
    trunk = within.filter(kind__in=(*BELOW, Kind.COMMUNITY)).order_by("code")
    code = request.GET.get("area", "")
    if code:
        found = trunk.filter(code=code).first()
    else:
        own = [area.pk for area in request.actor.areas()]
        found = trunk.filter(pk__in=own).first() or trunk.first()
    if found is None:
        raise Http404
    return found


def _above(request: ActorRequest, area: Area) -> Area | None:
    """The area one level up, where the reader may see its sums."""
    above = area.parent
    return above if above is not None and request.actor.may(KEEP_MEDIATION, above) else None


@require_safe
@never_cache
@keeps
def details(request: ActorRequest, ref: str) -> HttpResponse:
    """One listing: what is known, what was posted, what may be done."""
    found = _notable_or_404(request, ref, gone=True)
    record_seen(
        actor=request.actor, target=found.person, what="群英谱", fields=["姓名"], purpose="登记和更正群英谱"
    )
    context = {
        "current": CRUMB[0],
        "notable": found,
        "knows": knows(found),
        "roles": [Category(code).label for code in found.other_roles],
        "duties": [DUTIES[code] for code in found.duties if code in DUTIES],
        "avoids": [Avoid(code).label for code in found.avoids],
        "door": door_of(found.household, found.home_estate),
        "posting": roster.posting_of(found),
        "may_post": found.public_since is not None and request.actor.may(NOTICE_WRITE, found.community),
        "keeps": found.left_on is None,
    }
    return page(request, "notable", context)


@require_http_methods(ACTING)
@keeps
def add(request: ActorRequest) -> HttpResponse:
    """List somebody who agreed to be named."""
    area, _ = chosen(request)
    form = who_form(request, forms.NotableForm, estates=estates_of(area))

    def do(_: LinliForm) -> Any:
        data = form.cleaned_data
        person = person_of(request, form, area)
        roster.agree_to_be_listed(actor=request.actor, person=person, day=data["on"])
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
                home_estate=data["estate"],
                household=data["household"],
                employer=data["employer"],
                public_since=data["on"] if data["named"] else None,
            ),
        )

    asked = question(CRUMB[0], f"{area.name}群英谱增加一位", "列入", *CRUMB[1:], area, notice="notable")
    return act(request, asked, form, do, "已列入群英谱。")


def _notable_or_404(request: ActorRequest, ref: str, *, gone: bool = False) -> Notable:
    """A listing of the reader's areas. ``gone``: one that ended too."""
    rows = Notable.objects.visible_to(request.actor).filter(ref=ref)
    if not gone:
        rows = rows.filter(left_on__isnull=True)
    found = rows.select_related("person", "community", "home_estate", "household__building").first()
    if found is None or not request.actor.may(KEEP_MEDIATION, found.community):
        raise Http404
    return found


@dataclass(frozen=True)
class _Step:
    """What one may do about a listing: its question, its button, its form, what it does, what is said."""

    question: str
    verb: str
    form: Callable[[Any], LinliForm]
    do: Callable[[Actor, Notable, dict[str, Any]], object]
    told: tuple[str, ...] = ()
    done: str = ""


STEPS = {
    "pause": _Step("暂停参与调解", "暂停", forms.PauseForm, lambda actor, found, d: roster.pause_notable(
        actor=actor, notable=found, on=d["on"], reason=d["reason"]),
        ("暂停的还在册，合计不变；推荐人选时不再推荐。",)),
    "resume": _Step("恢复参与调解", "恢复", ConfirmForm, lambda actor, found, d: roster.resume_notable(
        actor=actor, notable=found)),
    "category": _Step("换主要类别", "换类别", forms.CategoryForm, lambda actor, found, d: roster.recategorise(
        actor=actor, notable=found, category=Category(d["category"]), day=d["on"]),
        ("从这一天起算在新的类别里；原来的一段照样留着，合计不变。",)),
    "leave": _Step("退出群英谱", "退出", forms.LeaveForm, lambda actor, found, d: roster.remove_notable(
        actor=actor, notable=found, left_on=d["on"], reason=LeaveReason(d["reason"])),
        ("退出以后不能恢复，要再参加就重新列入。原因只有登记的人看得到。",)),
    "public": _Step("公开姓名", "本人同意公开", fields.DayForm, lambda actor, found, d: roster.name_publicly(
        actor=actor, notable=found, on=d["on"]),
        ("姓名、类别和专长会在居民网站的群英谱上列出；要本人单独同意（《个人信息保护法》第二十五条）。",),
        "已记下，姓名公开了。"),
    "private": _Step("不再公开姓名", "撤下姓名", ConfirmForm, lambda actor, found, d: roster.stop_naming(
        actor=actor, notable=found), ("从居民网站上撤下；人还在册，还可以参加调解。",)),
    "post": _Step("公示", "贴出公示", ConfirmForm, lambda actor, found, d: roster.put_up(
        actor=actor, notable=found), ("在本社区公示列入或退出，天数按公示的规定；不写原因。",)),
}  # fmt: skip


@require_http_methods(ACTING)
@keeps
def change(request: ActorRequest, ref: str, verb: str) -> HttpResponse:
    """Pause, resume, another category, named or not, posted, off the roster."""
    if verb not in STEPS:
        raise Http404
    step, found = STEPS[verb], _notable_or_404(request, ref, gone=verb == "post")
    about = replace(
        _question(found, f"{found.person.name}：{step.question}", step.verb),
        told=step.told,
        undoable=verb != "leave",
    )

    def then(made: Any) -> str:
        """Another category is another listing."""
        return reverse("mediation:notable-page", args=(made.ref,)) if verb == "category" else about.back

    return act(
        request,
        about,
        step.form(sent(request)),
        lambda form: step.do(request.actor, found, form.cleaned_data),
        step.done or f"已{step.verb}。",
        then=then,
    )


def _question(found: Notable, asked: str, verb: str) -> Question:
    """One act about a listing, leading back to its page."""
    back = reverse("mediation:notable-page", args=(found.ref,))
    return replace(question(CRUMB[0], asked, verb, *CRUMB[1:], found.community), back=back)


@require_http_methods(ACTING)
@keeps
def edit(request: ActorRequest, ref: str) -> HttpResponse:
    """Roles, expertise, duties, what they keep out of."""
    found = _notable_or_404(request, ref)
    kept = ("tier", "other_roles", "expertise", "duties", "avoids", "employer", "training_hours")
    initial = {name: getattr(found, name) for name in kept}
    home, estates = found.home_estate, estates_of(found.community)
    if home is not None:
        initial |= {"estate": home.code, "door": door_of(found.household, home)}
        estates += [home] if home not in estates else []  # somebody may live in the next community
    form = forms.DetailsForm(sent(request), initial=initial, estates=estates)

    def do(form: LinliForm) -> object:
        data = form.cleaned_data
        to = roster.Details(
            tier=Tier(data["tier"]),
            other_roles=[Category(code) for code in data["other_roles"]],
            expertise=data["expertise"],
            duties=data["duties"],
            avoids=[Avoid(code) for code in data["avoids"]],
            home_estate=data["estate"],
            household=data["household"],
            employer=data["employer"],
            training_hours=data["training_hours"] or 0,
        )
        return roster.edit_notable(actor=request.actor, notable=found, to=to)

    about = replace(
        _question(found, f"{found.person.name}：更正身份、专长、分工", "记下更正"), notice="notable"
    )
    return act(request, about, form, do, "已更正。")
