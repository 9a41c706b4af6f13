"""The default template on the demo: true and clean for every kind of area and stretch, whole for the district."""

import json
import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from linli.access.actor import actor_for
from linli.common.world import World
from linli.demo.accounts import demo_actor
from linli.documents.rendering import to_docx
from linli.indicators.cache import Figures
from linli.indicators.period import Period
from linli.indicators.registry import all_indicators
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.people.models import Account
from linli.reports.check import Verdict, read_document
from linli.reports.checking import check_for, lies_above, values_of
from linli.reports.demo import build
from linli.reports.drafting.content import Content
from linli.reports.drafting.manner import NAMES
from linli.reports.drafting.rules import refusals, rulings
from linli.reports.drafting.templates import DEFAULT, all_templates, organ_of
from linli.reports.models import Report, Rhythm
from linli.reports.papers import desk_address, paper_of
from linli.reports.preparing import prepared
from linli.reports.selectors import content_of, edition_of
from linli.reports.services import reviewing
from linli.reports.services.reviewing import verifies

pytestmark = pytest.mark.xdist_group("small demo")

TODAY = date(2024, 10, 30)
STRETCHES = {
    Rhythm.TO_DATE: Period(date(2024, 1, 1), TODAY),
    Rhythm.MONTH: Period(date(2024, 9, 1), date(2024, 9, 30)),
    Rhythm.HALF: Period(date(2024, 1, 1), date(2024, 6, 30)),
    Rhythm.YEAR: Period(date(2023, 1, 1), date(2023, 12, 31)),
    Rhythm.OTHER: Period(date(2024, 3, 5), date(2024, 3, 20)),
}
STRAY = re.compile(r"[，；：、。][，；：、。]|^[，；：、。]|[，；：、]$|[\[\]<>{}|]|区\|")


@pytest.fixture(autouse=True)
def demo(small_demo: World, db: None) -> World:
    return small_demo


def areas() -> list[Area]:
    """The district, three of its streets and towns, and a community of each."""
    streets = list(Area.everything.filter(kind=Kind.STREET).order_by("code"))
    chosen = [streets[0], *(s for s in streets if s.name.endswith(("镇", "乡", "管理处")))][:3]
    below = [Area.everything.filter(kind=Kind.COMMUNITY, parent=s).order_by("code")[0] for s in chosen]
    return [Area.everything.get(kind=Kind.DISTRICT), *chosen, *below]


def made(area: Area, rhythm: Rhythm = Rhythm.TO_DATE) -> tuple[Report, Content]:
    return prepared(area, STRETCHES[rhythm], rhythm, DEFAULT)


@pytest.mark.parametrize("rhythm", STRETCHES)
def test_it_fills_without_a_refusal_and_without_a_stray_mark(rhythm: Rhythm) -> None:
    period = STRETCHES[rhythm]
    for area in areas():
        _, content = made(area, rhythm)
        told = f"{area.name} {rhythm}\n{content.text}"
        assert refusals(rulings(content, area, values_of(area, period))) == [], told
        for line in content.text.split("\n"):
            assert not STRAY.search(line), (line, told)
        paragraphs = [line for part in content.parts for line in part.lines if line != part.title]
        assert all(line.endswith("。") for line in paragraphs), told
        assert content.title.startswith(area.name)
        assert content.organ == organ_of(area)


@pytest.mark.parametrize("rhythm", [Rhythm.TO_DATE, Rhythm.MONTH])
def test_every_figure_is_the_area_s_own(rhythm: Rhythm) -> None:
    for area in areas():
        _, content = made(area, rhythm)
        ours = Figures(area, STRETCHES[rhythm]).all()
        assert content.figures
        for figure in content.figures:
            own = ours[figure.code]
            assert figure.value == str(own.json_value), (area.name, figure.name)
            assert not lies_above(own, area), (area.name, figure.name)
        others = Area.everything.filter(kind__in=(Kind.STREET, Kind.COMMUNITY)).exclude(pk=area.pk)
        if area.kind == Kind.STREET:
            names = others.exclude(parent=area).values_list("name", flat=True)
            assert [name for name in names if name in content.text] == []


def test_the_district_s_template_prints_all_figures_and_the_check_bears_them_out() -> None:
    area, period = areas()[0], STRETCHES[Rhythm.TO_DATE]
    report, content = made(area)
    codes = {indicator.code for indicator in all_indicators()}
    assert len(codes) == 54
    assert {figure.code for figure in content.figures} == codes
    assert len(content.figures) == 54
    named = [figure.code for figure in content.figures if figure.sample == NAMES]
    assert named == ["facilities.projects_completed", "facilities.projects_moved_in"]

    data = to_docx(paper_of(report, content, desk_address_of_nothing))
    text = read_document("报告.docx", data)
    checked = check_for(text, area, period)
    assert {figure.verdict for figure in checked.figures} == {Verdict.HOLDS}
    assert len(checked.figures) == 52
    assert checked.clean
    assert {figure.indicator.code for figure in checked.figures if figure.indicator} == codes - set(named)
    body = [figure.text for figure in check_for(content.text, area, period).figures]
    assert [figure.text for figure in checked.figures] == body, "nothing is read of the closing table"
    for figure in content.figures:
        assert figure.printed in text


def desk_address_of_nothing(number: int, _: object) -> str:
    """A report kept nowhere has no page."""
    return f"https://example.invalid/{number}"


def reports_of_the_demo() -> None:
    """One signed and public, one draft."""
    build(area=areas()[0], writer=demo_actor("quwei"), signer=demo_actor("zuzhibu"))


def test_the_demo_s_own_report_is_signed_public_and_proves_itself() -> None:
    reports_of_the_demo()
    report = Report.everything.get(state="issued")
    edition = edition_of(report)
    assert edition
    assert verifies(edition)
    content = content_of(report)
    text = read_document("a.docx", to_docx(paper_of(report, content, desk_address(report))))
    assert "数字来源表" in text
    for figure in content.figures:
        assert figure.printed in text
    client = Client()
    page = client.get(reverse("reports-public:report", args=(report.ref,)))
    assert page.status_code == 200
    assert "/desk/" not in page.content.decode()
    answer = json.loads(client.get(reverse("reports-public:figures-json", args=(report.ref,))).content)
    assert [each["value"] for each in answer["figures"]] == [figure.value for figure in content.figures]


def test_every_figure_of_the_district_opens_the_records_it_counted() -> None:
    reports_of_the_demo()
    draft = Report.everything.get(state="draft")
    writer = Account.objects.get(username="quwei")
    sent = reviewing.send(actor=actor_for(writer), report=draft)
    client = Client()
    client.force_login(writer)
    content = content_of(sent)
    assert len(content.figures) == 54
    for number, figure in enumerate(content.figures, start=1):
        page = client.get(reverse("reports:figure", args=(sent.ref, number)))
        assert page.status_code == 200, figure.name
        text = page.content.decode()
        assert figure.definition in text
        if figure.count is not None and not figure.parts:
            assert f"共 {figure.count:,} 条" in text, figure.name


def test_templates_name_known_indicators_and_read_whole() -> None:
    for template in all_templates().values():
        assert template.name
        assert template.title
        assert {section.level for section in template.sections} == {0, 1, 2}
        assert sum(section.level == 1 for section in template.sections) == 3
        assert sum(section.level == 2 for section in template.sections) == 9
