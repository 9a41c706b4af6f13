"""Every kind of record is declared once, masked by kind, and listed with at most five columns."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from linli.indicators.definition import Distinct, Measure, Quotient, Rule, Run
from linli.indicators.period import Period
from linli.indicators.registry import all_indicators
from linli.people.models import Person
from linli.ui import menu, records
from linli.ui.records import Column, ColumnKind, RecordPage, written
from linli.ui.templatetags.linli import drawings, icon

PERIOD = Period(date(2024, 1, 1), date(2024, 10, 30))


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (ColumnKind.TEXT, None, "—"),
        (ColumnKind.TEXT, "", "—"),
        (ColumnKind.NUMBER, 0, "0"),
        (ColumnKind.NUMBER, 170428, "170,428"),
        (ColumnKind.MONEY, 1260000, "12,600.00 元"),
        (ColumnKind.NAME, "刘桂兰", "刘**"),
        (ColumnKind.PERSON, "王二", "王*"),
        (ColumnKind.PHONE, "13812342046", "138****2046"),
        (ColumnKind.ADDRESS, "3栋2单元0401室", "3栋2单元***室"),
        (ColumnKind.DATE, date(2024, 10, 3), "2024年10月3日"),
        (ColumnKind.DATETIME, datetime(2024, 10, 30, 4, 5, tzinfo=UTC), "2024年10月30日 12:05"),
        (ColumnKind.BOOL, False, "否"),
        (ColumnKind.LIST, ["甲", "乙"], "甲、乙"),
        (ColumnKind.LIST, [], "—"),
    ],
)
def test_values_are_written_by_kind(kind: ColumnKind, value: object, text: str) -> None:
    assert written(value, kind) == text


def test_a_column_follows_a_path_and_stops_where_a_step_is_missing() -> None:
    record = SimpleNamespace(a=SimpleNamespace(b=3), c=None, get_state_display=lambda: "办结", state="done")
    assert Column(label="", value="a.b").raw(record) == 3
    assert Column(label="", value="c.b").written(record) == "—"
    assert Column(label="", value="state", kind=ColumnKind.CHOICE).written(record) == "办结"
    assert Column(label="", value=lambda r: r.a.b * 2, kind=ColumnKind.NUMBER).exported(record) == 6


def test_exports_keep_types_and_mask_names() -> None:
    record = SimpleNamespace(fen=5, name="刘桂兰")
    assert Column(label="", value="fen", kind=ColumnKind.MONEY).exported(record) == 5
    assert Column(label="", value="name", kind=ColumnKind.PERSON).exported(record) == "刘**"


def test_six_columns_or_a_second_declaration_are_refused() -> None:
    column = Column(label="x", value="x")

    def page(columns: int) -> RecordPage:
        return RecordPage(
            model=Person,
            slug="organisation",
            label="x",
            system="study",
            title=str,
            columns=(column,) * columns,
            fields=(),
            source="",
        )

    with pytest.raises(ValueError, match="one to 5"):
        page(6)
    with pytest.raises(ValueError, match="already"):
        records.register(page(1))


def counted_models() -> set[type]:
    models: set[type] = set()
    for indicator in all_indicators():
        formula = indicator.formula
        measures = [formula] if isinstance(formula, Measure) else []
        if isinstance(formula, Quotient):
            measures = [formula.numerator, formula.denominator]
        if isinstance(formula, Run):
            models.add(formula.model)
        if isinstance(formula, Rule):
            models.add(formula.source.rows(PERIOD).model)
        for measure in measures:
            distinct = isinstance(measure.take, Distinct)
            models.add(measure.take.model if distinct else measure.source.rows(PERIOD).model)  # type: ignore[union-attr]
    return models


@pytest.mark.django_db
def test_every_counted_model_has_a_page() -> None:
    for model in counted_models():
        assert records.for_model(model).columns, model


def test_every_declared_record_can_be_scoped_and_addressed() -> None:
    for page in records.all_pages():
        assert hasattr(page.model, "scope"), page.slug
        assert any(field.name == "ref" for field in page.model._meta.fields), page.slug
        assert page.system in menu.SYSTEMS
        assert page.source.endswith("。"), page.slug


def test_personal_columns_are_declared_as_what_they_are() -> None:
    """A path that leads to a name, a number or a door is never shown as plain text."""
    personal = ("name", "person", "phone", "contact_name", "door")
    for page in records.all_pages():
        for column in (*page.columns, *page.fields, *page.export_columns):
            if isinstance(column.value, str) and column.kind is ColumnKind.TEXT:
                steps = column.value.split(".")
                about_a_person = len(steps) > 1 and steps[-2] in {"person", "learner", "worker"}
                assert not (steps[-1] in personal and about_a_person), (page.slug, column.value)
                assert steps[-1] not in {"contact_name", "door", "phone"}, (page.slug, column.value)


def test_the_nine_systems_stand_in_the_menu_in_their_pillars() -> None:
    shown = menu.items_for(SimpleNamespace(may=lambda *_: True))
    keys = [item.key for _, items in shown for item in items]
    assert [key for key in keys if key in menu.SYSTEMS] == list(menu.SYSTEMS)
    assert {pillar.key for pillar, _ in shown} == {"work", "construction", "mechanism", "brand", "figures"}
    nothing = menu.items_for(SimpleNamespace(may=lambda *_: False))
    assert [item.key for _, items in nothing for item in items] == ["home"]


def test_a_system_of_several_rooms_keeps_one_entry() -> None:
    everyone = SimpleNamespace(may=lambda *_: True)
    shown = [item.key for _, items in menu.items_for(everyone) for item in items]
    rooms = [item.key for item in menu.rooms_of("grid", everyone)]
    assert len(rooms) > 3
    assert not set(rooms) & set(shown)
    assert menu.rooms_of("leads", everyone) == menu.rooms_of("grid", everyone)
    assert (menu.entry_of("leads"), menu.entry_of("home"), menu.entry_of("no such")) == (
        "grid",
        "home",
        "no such",
    )
    assert menu.rooms_of("home", everyone) == []


def test_rooms_are_not_offered_to_whoever_may_open_only_one() -> None:
    one = SimpleNamespace(may=lambda capability, *_: capability == "requests.view")
    assert menu.rooms_of("grid", one) == []
    with pytest.raises(ValueError, match="no system attic"):
        menu.register(menu.MenuItem(key="x", label="x", icon="x", pillar="work", route="x", under="attic"))


def test_icons_are_carried_and_hidden_from_readers() -> None:
    assert 'aria-hidden="true"' in icon("home")
    with pytest.raises(KeyError):
        icon("no-such-drawing")
    assert {entry[1] for entry in menu.SYSTEMS.values()} <= drawings().keys()
