"""What the district fills in for requests: a kind, a rule of dispatch, a standard text, an item of the duty list."""

from typing import Any

from django import forms

from linli.common.clock import business_date
from linli.grid.requests.models import RequestKind
from linli.grid.requests.services.setting_up import CLOCKS, VERBS, verb_label
from linli.orgs.kinds import Kind
from linli.orgs.models import Area, Organisation, OrganisationKind
from linli.orgs.selectors import in_force
from linli.ui.forms import LinliForm, day, text
from linli.workflow.selectors import clocks_on

WHY = "what the district lays down for everybody"
PLACES = (Kind.DISTRICT, Kind.STREET, Kind.COMMUNITY)
UNITS = (OrganisationKind.DEPARTMENT, OrganisationKind.STREET_OFFICE)
ALL = "所有类别"


def families() -> list[RequestKind]:
    """The first level of the tree."""
    return list(RequestKind.objects.unscoped(WHY).filter(parent__isnull=True).order_by("order", "code"))


def kind_options(empty: str) -> list[tuple[str, Any]]:
    """Kinds in use, by family, for a select."""
    rows = RequestKind.objects.unscoped(WHY).filter(is_open=True).order_by("order", "code")
    kinds = list(rows)
    options: list[tuple[str, Any]] = [("", empty)]
    for family in (kind for kind in kinds if kind.parent_id is None):
        inside = [(each.code, f"　{each.name}") for each in kinds if each.parent_id == family.pk]
        options += [(family.code, family.name), *inside]
    return options


def kind_of(code: str) -> RequestKind | None:
    """The kind of a code the form has let pass."""
    return RequestKind.objects.unscoped(WHY).get(code=code) if code else None


def places() -> list[tuple[str, str]]:
    """District, streets and communities in order of code."""
    rows = Area.objects.unscoped(WHY).filter(kind__in=PLACES, valid_to__isnull=True).order_by("path")
    indent = {Kind.DISTRICT: "", Kind.STREET: "　", Kind.COMMUNITY: "　　"}
    by_code = sorted(rows, key=lambda area: area.code)
    return [(area.code, f"{indent[Kind(area.kind)]}{area.name}") for area in by_code]


def place_of(code: str) -> Area:
    """The area of a code the form has let pass."""
    return Area.objects.unscoped(WHY).get(code=code, kind__in=PLACES, valid_to__isnull=True)


class KindForm(LinliForm):
    """A kind: its name, its clock, what people say when they mean it."""

    name = forms.CharField(label="名称", max_length=40, widget=text())
    clock = forms.ChoiceField(label="时限")
    words = forms.CharField(label="常用说法", required=False, max_length=200, widget=text())
    hints = {
        "clock": "从受理起算；数量在“全区设置”里改。",
        "words": "人们常怎么说，用空格隔开，例如：垃圾 垃圾桶 清运。按它提示类别。",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules = clocks_on(business_date())
        choices = [(code, f"{rules[code].object}，{rules[code].said}") for code in CLOCKS]
        self.fields["clock"].choices = choices  # type: ignore[attr-defined]


class RouteForm(LinliForm):
    """Who gets requests of a kind told in an area, from a day on."""

    kind = forms.ChoiceField(label="类别", required=False)
    area = forms.ChoiceField(label="地区")
    unit: forms.ModelChoiceField[Organisation] = forms.ModelChoiceField(
        label="承办单位",
        queryset=Organisation.objects.unscoped("narrowed for the reader below").none(),
        to_field_name="ref",
    )
    basis = forms.CharField(label="依据", max_length=120, required=False, widget=text())
    day = forms.DateField(label="从哪天起", widget=day())
    hints = {
        "area": "地区越小越优先；同一地区，类别越细越优先。",
        "day": "同一类别、同一地区原来的规则到这一天为止。",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kind_options(ALL)  # type: ignore[attr-defined]
        self.fields["area"].choices = places()  # type: ignore[attr-defined]
        rows = Organisation.objects.unscoped(WHY).filter(in_force(business_date()), kind__in=UNITS)
        self.fields["unit"].queryset = rows.order_by("kind", "pk")  # type: ignore[attr-defined]


class PreviewForm(LinliForm):
    """这件事会派给谁."""

    kind = forms.ChoiceField(label="类别", required=False)
    area = forms.ChoiceField(label="在哪里")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kind_options("还没有定类别")  # type: ignore[attr-defined]
        self.fields["area"].choices = places()  # type: ignore[attr-defined]


class TextForm(LinliForm):
    """A text offered at a step."""

    verb = forms.ChoiceField(label="环节", choices=[(verb, verb_label(verb)) for verb in VERBS])
    kind = forms.ChoiceField(label="类别", required=False)
    text = forms.CharField(label="文字", max_length=300, widget=text(3))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kind_options(ALL)  # type: ignore[attr-defined]


class DutyForm(LinliForm):
    """An item of the list of what communities do."""

    number = forms.CharField(label="条目号", max_length=20, widget=text())
    name = forms.CharField(label="事项", max_length=120, widget=text())
    is_lead = forms.BooleanField(label="由社区牵头", required=False)
    basis = forms.CharField(label="依据", max_length=200, required=False, widget=text())
    day = forms.DateField(label="从哪天起施行", widget=day())
    hints = {"is_lead": "不打勾的，社区只协助，不能作牵头单位。"}
