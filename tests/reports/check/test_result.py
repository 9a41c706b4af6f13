"""Verdicts, wording, the JSON shape, positions, speed."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.reports.check import Verdict
from tests.reports.check.checking import check, one


@pytest.mark.parametrize(
    ("text", "printed", "wording"),
    [
        ("全区邻长13000余名。", "13000余名", "12000余名"),
        ("邻长1.3万名。", "1.3万名", "1.2万名"),
        ("联系服务家庭18万余个。", "18万余个", "17万余个"),
        ("调处成功率96.3%。", "96.3%", "95.3%"),
        ("调解纠纷两千四百件。", "两千四百件", "两千三百九十六件"),
        ("调解成功率达九成八。", "九成八", "九成五"),
        ("社区工作者人均薪酬7.1万元/年。", "7.1万元/年", "6.6万元/年"),
        ("社区工作者人均年薪酬70000元。", "70000元", "66300元"),
        ("连续5年召开社区工作者大会。", "连续5年", "连续4年"),
        ("连续五年召开社区工作者大会。", "连续五年", "连续四年"),
        ("培训社区工作者近500人次。", "近500人次", "近400人次"),
    ],
)
def test_the_right_wording(text: str, printed: str, wording: str) -> None:
    figure = one(text, printed)
    assert figure.verdict is Verdict.FAILS
    assert figure.wording == wording


def test_of_a_rate_both_parts() -> None:
    ours = one("调处成功率96.3%。", "96.3%").ours
    assert ours is not None
    assert ours.parts == (2284, 2396)


def test_json_shape() -> None:
    answer = check("全区邻长近13000名，人均薪酬6.63万元/年，社区绿地1.5万平方米，超200户。").as_dict()
    assert json.loads(json.dumps(answer)) == {
        "figures": [
            {"text": "近13000名", "start": 4, "end": 11, "low": 12350, "high": 12999, "unit": "名",
             "indicator": "grid.neighbour_leads", "ours": 12043, "verdict": "fails"},
            {"text": "6.63万元/年", "start": 16, "end": 24, "low": 6.625, "high": 6.635, "unit": "万元/年",
             "indicator": "burden.average_pay", "ours": 6.63, "verdict": "holds"},
            {"text": "1.5万平方米", "start": 29, "end": 36, "low": 14500, "high": 15500, "unit": "平方米",
             "indicator": None, "ours": None, "verdict": "unknown"},
            {"text": "超200户", "start": 37, "end": 42, "low": 201, "high": None, "unit": "户",
             "indicator": None, "ours": None, "verdict": "unknown"},
        ],
        "contradictions": [],
    }  # fmt: skip


@given(
    st.text(
        alphabet="片长邻长群英 调解纠纷0123456789万余近，。、“”（）(村)分别其中%元/月起名\n\t｜０１",
        max_size=120,
    )
)
def test_any_text_is_read_and_positions_are_its_own(text: str) -> None:
    end = 0
    for figure in check(text).figures:
        assert text[figure.start : figure.end] == figure.text
        assert end <= figure.start < figure.end
        end = figure.end


HOSTILE = [
    *("达到" * 40_000, "1" * 120_000, "邻长、" * 40_000, "（村" * 60_000, "12名" * 20_000, "九十" * 30_000),
    *("“" * 100_000, "总数达到" * 30_000 + "5名", " " * 150_000, "1-" * 30_000, "1+" * 60_000),
    "第" + "一、" * 60_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:4])
def test_no_text_takes_long(text: str) -> None:
    started = time.perf_counter()
    check(text)
    assert time.perf_counter() - started < 30


def test_two_hundred_kilobytes_take_seconds() -> None:
    text = "今年来，全区选配片长650人、组长2177人，调解矛盾纠纷2396起，同比增长12.5%。" * 1600
    check(text[:200])
    started = time.perf_counter()
    check(text)
    assert time.perf_counter() - started < 15
