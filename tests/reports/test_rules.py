"""What keeps a report from review: each refusal says the rule, the place and the way out."""

from dataclasses import replace
from datetime import datetime
from fractions import Fraction

import pytest

from linli.access.actor import SYSTEM
from linli.common.clock import business_now
from linli.reports.check import Value
from linli.reports.drafting.content import Content, Counted, PartContent, Run
from linli.reports.drafting.rules import Refusal, refusals, rulings
from linli.reports.models import Report
from linli.reports.selectors import living
from linli.reports.services import drafting
from linli.reports.services.reviewing import ReportRefused, judged, send, values_for
from linli.reports.states import DRAFT
from tests.reports.desks import PERIOD, TRUE, Desk, desk_in
from tests.territory import Territory

RATE = "{{mediation.success_rate:66.7%}}"
SUM = (
    "“群英谱”收录{{mediation.notables:5名}}，其中党员{{mediation.notables_party:1名}}，"
    "“两代表一委员”{{mediation.notables_delegates:1名}}，居（村）民代表{{mediation.notables_representatives:1名}}，"
    "志愿者{{mediation.notables_volunteers:1名}}，部门、行业及其他类型群英{{mediation.notables_others:1名}}。"
)


@pytest.fixture
def desk(territory: Territory, standing_clock: datetime) -> Desk:
    return desk_in(territory)


def against(report: Report) -> list[Refusal]:
    """All that is said of a report, and that it stays a draft because of it."""
    found = refusals(judged(report, living(report)))
    if found:
        with pytest.raises(ReportRefused) as refused:
            send(actor=SYSTEM, report=report)
        assert list(refused.value.found) == found
        assert Report.everything.get(pk=report.pk).state == DRAFT
    for each in found:
        assert each.rule.startswith("规则：")
        assert each.place
        assert each.todo.endswith("。")
        assert str(each) == f"{each.place}：{each.what}{each.rule}{each.todo}"
    return found


def the_one(report: Report) -> Refusal:
    [found] = against(report)
    return found


def test_a_true_report_with_a_sum_and_a_rate_goes_to_review(desk: Desk) -> None:
    report = desk.draft(TRUE, SUM, f"调处成功率{RATE}。")
    assert against(report) == []
    told = {ruling.title: ruling.seen for ruling in judged(report, living(report))}
    assert told["分项加起来等于总数"] == "5=1+1+1+1+1"
    assert (
        told["比率与分子分母一致"] == "2 起达成协议 ÷ 3 起… = 66.7%"
        or "= 66.7%" in told["比率与分子分母一致"]
    )
    assert told["数字都有记录"] == "9 个数字都有记录，没有人工填报"
    assert send(actor=desk.writer, report=report).state == "in_review"


def test_a_typed_figure(desk: Desk) -> None:
    found = the_one(desk.draft(TRUE, "新建口袋公园12个。"))
    assert found.place == "“（二）第乙件”第 1 段"
    assert (found.part, found.typed) == (2, "12个")
    assert "“12个”是键入的" in found.what
    assert "登记为人工填报" in found.todo


def test_a_typed_figure_of_ours_is_named_and_corrected(desk: Desk) -> None:
    typed, false = against(desk.draft("共调解各类矛盾纠纷5起。"))
    assert "换成指标“调解各类矛盾纠纷”的活数字" in typed.todo
    assert "“5起”与记录对不上" in false.what
    assert "应写作“3起”" in false.todo


@pytest.mark.parametrize("where", ["title", "heading"])
def test_a_typed_figure_in_a_title_or_heading(desk: Desk, where: str) -> None:
    report = desk.draft(TRUE, title="新建公园12个" if where == "title" else "报告")
    if where == "heading":
        part = drafting.add_part(actor=desk.writer, report=report, level=2, heading="新建公园12个")
        assert the_one(report).place == "“（二）新建公园12个”的小标题"
        assert the_one(report).part == part.position
    else:
        assert (the_one(report).place, the_one(report).part) == ("标题", None)


@pytest.mark.parametrize(
    ("body", "read"),
    [
        ("办了1{{邻里节活动：0次}}活动。", "10次"),
        ("栽树近{{mediation.cases_mediated:3起}}。", "近3起"),
        ("栽树{{mediation.cases_mediated:3}}万棵。", "3万棵"),
        ("栽树{{mediation.cases_mediated:3}}余棵。", "3余棵"),
        ("栽树{{mediation.cases_mediated:3}}{{mediation.agreements:2}}棵。", "32棵"),
    ],
)
def test_nothing_typed_beside_a_live_figure_makes_it_another_number(desk: Desk, body: str, read: str) -> None:
    found = [each for each in against(desk.draft(body)) if "键入的数字或约数" in each.what]
    assert read in found[0].what
    assert found[0].place == "“（一）第甲件”第 1 段"


@pytest.mark.parametrize(
    "body",
    [
        "调解矛盾纠纷{{mediation.cases_mediated:3}}起。",
        "调处成功率{{mediation.success_rate:66.7}}%。",
        "共{{mediation.cases_mediated:三起}}。",
        "大会已连续{{workforce.congress_years:0年}}召开。",
    ],
)  # fmt: skip
def test_a_measure_word_or_a_run_may_stand_beside_it(desk: Desk, body: str) -> None:
    assert not [each for each in against(desk.draft(body)) if "键入" in each.what]


def test_a_figure_typed_by_hand_without_a_name(desk: Desk) -> None:
    report = desk.draft("群众满意率达{{人工：98.7%}}。")
    found = the_one(report)
    assert "“98.7%”没有写明填报人和依据" in found.what
    assert found.typed == "98.7%"
    drafting.vouch(
        actor=desk.writer, report=report, text="98.7%", name="满意率", vouched_by="何立群", reason="问卷"
    )
    assert against(report) == []


def test_a_hand_does_not_make_a_false_figure_true(desk: Desk) -> None:
    report = desk.draft(f"{TRUE}另共调解各类矛盾纠纷5起。")
    drafting.vouch(
        actor=desk.writer, report=report, text="5起", name="纠纷", vouched_by="何立群", reason="估计"
    )
    assert any("与记录对不上" in each.what for each in against(report))


def test_an_altered_total(desk: Desk) -> None:
    altered = SUM.replace("{{mediation.notables:5名}}", "6名")
    told = [str(each) for each in against(desk.draft(altered))]
    assert any("“6名”是键入的" in each for each in told)
    assert any("应写作“5名”" in each for each in told)
    assert any("互相矛盾" in each for each in told)
    assert all(each.startswith("“（一）第甲件”第 1 段") for each in told)


def test_records_that_do_not_add_up(desk: Desk) -> None:
    report = desk.draft(SUM)
    ours = values_for(report)

    def values(code: str) -> Value | None:
        return Value(Fraction(6)) if code == "mediation.notables" else ours(code)

    found = refusals(rulings(living(report), report.area, values))
    [sums] = [each for each in found if "分项之和" in each.rule]
    assert sums.what == "“群英谱”是 6，分项加起来是 5。"
    assert sums.todo == "请先改正记录。"


def doctored(**changed: object) -> Content:
    """One figure in one paragraph, as it could only stand there by mistake."""
    base = Counted(
        code="mediation.success_rate", name="调处成功率", printed="66.7%", part=1, value="66.666667",
        shown="66.7%", unit="%", parts=("2", "3"), cut_off="2024-10-30T12:00:00+08:00", sample="66.7%",
    )  # fmt: skip
    figure = replace(base, **changed)  # type: ignore[arg-type]
    return Content(
        title="报告", organ="机关", area="岳阳楼区", area_code="430602", start=PERIOD.start, end=PERIOD.end,
        cut_off=business_now(), parts=[PartContent(1, 2, "（一）", "一", [[Run(figure.printed, 0)]])],
        figures=[figure],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "rule", "what"),
    [
        ({"printed": "66.6%"}, "比率按印出的位数", "“调处成功率”印的是 66.6%，记录是 66.7%。"),
        ({"printed": "70%"}, "比率按印出的位数", "印的是 70%"),
        ({"printed": "—", "value": ""}, "没有记录的数字不能印", "“调处成功率”在这个地区这段时间没有数。"),
        ({"kept": False, "sample": "近70%"}, "“余”只舍不入", "写作“近70%”说不通，现在印作“66.7%”。"),
    ],
)
def test_a_content_that_went_wrong(desk: Desk, changed: dict[str, object], rule: str, what: str) -> None:
    found = refusals(rulings(doctored(**changed), desk.area, lambda _: None))
    [one] = [each for each in found if rule in each.rule]
    assert what in one.what
    assert one.place == "“（一）一”第 1 段"


def test_a_manner_that_is_not_true(desk: Desk) -> None:
    found = the_one(desk.draft("共调解各类矛盾纠纷{{mediation.cases_mediated:400余起}}。"))
    assert "是 3 起，写作“400余起”说不通，现在印作“3起”" in found.what
    assert found.todo == "请另选一种写法。"


def test_no_value(desk: Desk) -> None:
    found = the_one(desk.draft("人均薪酬{{人均薪酬：6.63万元/年}}。"))
    assert "“人均薪酬”在这个地区这段时间没有数" in found.what


@pytest.mark.parametrize("bodies", [("",), ("", "\n \n")])
def test_headings_alone_are_no_report(desk: Desk, bodies: tuple[str, ...]) -> None:
    found = the_one(desk.draft(*bodies))
    assert (found.place, found.part) == ("全文", None)
    assert found.what == "报告里还没有文字。"
