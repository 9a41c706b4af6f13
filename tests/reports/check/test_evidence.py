"""Noun, deed and figure told apart: the second look, and where it must keep silent."""

import pytest

from tests.reports.check.checking import check, names


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("志愿服务活动中，由党员带头开展的有4217次。", "study.volunteer_activities"),
        ("违规悬挂的牌子，各社区一共摘下来26块。", "burden.plaques_removed"),
        ("邻长就更多了，有一万二千多个。", "grid.neighbour_leads"),
        ("问：全区有多少名邻长？答：12043名。", "grid.neighbour_leads"),
        ("第一个数，292，这是考取社会工作师的专职社工人数。", "workforce.certified"),
        ("社区工作者人均薪酬（万元/年）：6.63", "burden.average_pay"),
        ("叫停36项不该由社区出具的证明。", "burden.certificates_dropped"),
    ],
)
def test_told_apart(text: str, code: str) -> None:
    figure = check(text).figures[-1]
    assert figure.indicator is not None
    assert figure.indicator.code == code
    assert figure.verdict.value == "holds"


@pytest.mark.parametrize(
    "text",
    [
        "违规悬挂的牌子要摘，文明劝导队有26块宣传板。",
        "邻长在行动，走访商铺12043个。",
        "老张是邻长，他所在的楼道有14户人家。",
        "他手下有6名邻长。",
        "社区的证明少了，办事窗口多了36个。",
        "调解婚姻家庭纠纷85起。",
        "推选邻长之后，又新增312名。",
        "我区评选了最美邻长，另有35名网格员获评优秀。",
        "就业帮帮站今年收集岗位3100个。",
        "今年社会工作者职业资格考试，参考471人。",
        "图书馆举办读者沙龙36期。",
        "学习教育中反馈问题91个，7个正在整改。",
    ],
)
def test_another_owner_of_the_figure(text: str) -> None:
    assert set(names(text).values()) == {None}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("岗位\t人数\n片长\t650\n组长\t2177\n邻长\t12043\n合计\t14870", "grid.three_leads"),
        ("片长\t650\n组长\t2177\n合计\t2827", None),
        ("片长\t650\n组长\t2177\n邻长\t12043\n网格员\t300\n合计\t15170", None),
    ],
)
def test_the_total_of_a_list_is_that_of_exactly_its_parts(text: str, named: str | None) -> None:
    indicator = check(text).figures[-1].indicator
    assert (indicator.code if indicator is not None else None) == named


def test_numbers_of_a_list_inside_a_line_are_no_figures() -> None:
    printed = list(names("1.片长：650名；2.组长：2177名；3.邻里节：306场。"))
    assert printed == ["650名", "2177名", "306场"]


def test_a_grade_list_shares_its_last_word() -> None:
    figures = check("社区专职工作者按初、中、高三级每月分别补贴150元、300元、500元。").figures
    assert [f.verdict.value for f in figures] == ["holds"] * 3


def test_the_whole_of_a_former_year_is_that_year() -> None:
    verdicts = [
        f.verdict.value for f in check("2023年全年，开展邻里节260次；2024年以来已开展306次。").figures
    ]
    assert verdicts == ["unknown", "holds"]
