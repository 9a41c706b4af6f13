"""A figure of another place or time is named and left unknown."""

from datetime import date

import pytest

from linli.reports.check import Scope, Verdict
from tests.reports.check.checking import check

NAMED_ELSEWHERE = [
    "长沙市雨花区调解纠纷2396起。",
    "2023年，全区调解纠纷2396起。",
    "去年调解纠纷2396起。",
    "全市调解纠纷2396起。",
    "东茅岭街道调解纠纷2396起。",
    "上半年调解纠纷2396起。",
    "近三年调解纠纷2396起。",
    "截至2024年6月，调解纠纷2396起。",
    "岳阳县工作情况\n今年调解纠纷2396起。",
    "2022年工作总结\n全区调解纠纷2396起。",
    "君山区2024年调解纠纷2396起。",
    "南湖区调解纠纷2396起。",
    "郴州市北湖区经验：调解纠纷2396起。",
    "江门市调解纠纷2396起。",
    "去年片长600人，调解纠纷2396起。",
    "去年调解纠纷1985起。调解纠纷2396起。",
]
ASKED = [
    "岳阳市岳阳楼区调解纠纷2396起。",
    "今年来，全区调解纠纷2396起。",
    "2024年，调解纠纷2396起。",
    "1至10月调解纠纷2396起。",
    "截至10月底，调解纠纷2396起。",
    "学习荆州先进经验，调解纠纷2396起。",
    "在铁路社区等试点，调解纠纷2396起。",
    "坚决落实省市要求，调解纠纷2396起。",
    "与2023年相比力度更大，调解纠纷2396起。",
    "依托区图书馆，调解纠纷2396起。",
    "去年这个时候，邻长只有9800人。调解纠纷2396起。",
    "年初的目标是调解纠纷2000起。调解纠纷2396起。",
    "贫困山区调解纠纷2396起。",
    "中心城区调解纠纷2396起。",
]


@pytest.mark.parametrize("text", NAMED_ELSEWHERE)
def test_named_but_unknown(text: str) -> None:
    figure = check(text).figures[-1]
    assert figure.indicator is not None
    assert figure.indicator.code == "mediation.cases_mediated"
    assert figure.verdict is Verdict.UNKNOWN
    assert figure.ours is None


@pytest.mark.parametrize("text", ASKED)
def test_judged(text: str) -> None:
    assert check(text).figures[-1].verdict is Verdict.HOLDS


def test_a_month_does_not_move_what_happens_once() -> None:
    assert check("3月，区里召开社区工作者大会，812名社区工作者参会。").figures[0].verdict is Verdict.HOLDS


def test_last_years_value_beside_this_years_is_named_and_not_judged() -> None:
    result = check("调解纠纷2396起，比去年的1985起明显增加。")
    assert [f.indicator is not None and f.indicator.code for f in result.figures] == [
        "mediation.cases_mediated"
    ] * 2
    assert [f.verdict for f in result.figures] == [Verdict.HOLDS, Verdict.UNKNOWN]
    assert result.contradictions == ()


def test_a_former_year_and_this_one_in_one_sentence() -> None:
    verdicts = [f.verdict for f in check("去年片长612人，今年增至650人。").figures]
    assert verdicts == [Verdict.UNKNOWN, Verdict.HOLDS]


def test_asked_of_a_street_its_own_name_counts_and_the_districts_does_not() -> None:
    street = Scope(
        area_names=("东茅岭街道", "东茅岭"),
        above=("岳阳楼区",),
        start=date(2024, 1, 1),
        end=date(2024, 10, 30),
    )
    assert check("东茅岭街道邻长12043名。", street).figures[0].verdict is Verdict.HOLDS
    assert check("岳阳楼区东茅岭街道邻长12043名。", street).figures[0].verdict is Verdict.HOLDS
    assert check("岳阳楼区邻长12043名。", street).figures[0].verdict is Verdict.UNKNOWN
    assert check("全区邻长12043名。", street).figures[0].verdict is Verdict.UNKNOWN


def test_half_a_year_asked_is_half_a_year_told() -> None:
    half = Scope(area_names=("岳阳楼区",), start=date(2024, 1, 1), end=date(2024, 6, 30))
    assert check("上半年调解纠纷2396起。", half).figures[0].verdict is Verdict.HOLDS
