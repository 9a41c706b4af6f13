"""Figures in a text: what an author may write, how it is kept, and what is said of one nobody can read."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.indicators.definition import Indicator
from linli.indicators.registry import all_indicators
from linli.reports.drafting import tokens
from linli.reports.drafting.tokens import BrokenToken, ByHand, Live, Words

WORDS = st.text(st.characters(exclude_characters="{}", exclude_categories=["Cs"]), max_size=20)
SAMPLES = st.sampled_from(("", "3起", "12000余名", "近400人次", "95.3%", "名称"))
FIGURES = st.one_of(
    st.builds(Live, st.sampled_from(all_indicators()).map(lambda i: i.code), SAMPLES),
    st.builds(ByHand, st.sampled_from(("98.7%", "12个"))),
)


def test_no_two_indicators_answer_to_one_name() -> None:
    names = Counter(name for i in all_indicators() for name in {i.code, i.name, i.short_name} if name)
    assert [name for name, count in names.items() if count > 1] == []
    assert tokens.BY_HAND not in names
    for name in names:
        assert not set(name) & set("{}:：\n"), name
        assert name == name.strip()


@pytest.mark.parametrize("indicator", all_indicators(), ids=lambda i: i.code)
def test_kept_by_code_and_written_by_name(indicator: Indicator) -> None:
    kept = f"共{{{{{indicator.code}:3个}}}}。"
    shown = f"共{{{{{indicator.name}：3个}}}}。"
    assert tokens.written(kept, lambda live: live.sample) == shown
    for name in filter(None, (indicator.code, indicator.name, indicator.short_name)):
        for colon in ":：":
            assert tokens.stored(f"共{{{{{name}{colon}3个}}}}。") == kept
            assert tokens.stored(f"共{{{{ {name} {colon} 3个 }}}}。") == kept
        assert tokens.stored(f"{{{{{name}}}}}") == f"{{{{{indicator.code}}}}}"
    assert tokens.codes_in(kept * 2) == [indicator.code]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(WORDS.map(Words), FIGURES), max_size=8))
def test_taken_apart_and_joined_again(found: list[tokens.Piece]) -> None:
    kept = tokens.joined(found)
    assert tokens.joined(tokens.pieces(kept)) == kept
    assert tokens.stored(tokens.written(kept, lambda live: live.sample)) == tokens.stored(kept)
    assert [p for p in tokens.pieces(kept) if not isinstance(p, Words)] == [
        p for p in found if not isinstance(p, Words)
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("前文{{邻长：3名}后文", "…前文{{邻长：3名}后文…”这里的花括号不成对"),
        ("前文邻长：3名}}后文", "花括号不成对"),
        ("{{邻长：3名", "花括号不成对"),
        ("{{{{邻长}}}}", "花括号不成对"),
        ("{{邻长：3\n名}}", "花括号不成对"),
        ("{{人工：98.7%\n}}", "花括号不成对"),
        ("{{无此指标：3名}}", "没有叫“无此指标”的指标"),
        ("{{}}", "没有叫“”的指标"),
        ("{{人工}}", "人工填报的数字是空的"),
        ("{{人工： }}", "人工填报的数字是空的"),
        ("{{邻长：" + "长" * 41 + "}}", "“长长长长长长长长长长长长…”太长"),
        ("{{人工：" + "9" * 41 + "}}", "太长"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(text: str, told: str) -> None:
    with pytest.raises(BrokenToken) as broken:
        tokens.stored(text)
    assert told in str(broken.value)
    assert str(broken.value).endswith(("。", "}}，或把花括号删掉。"))


def test_a_lone_brace_is_a_brace() -> None:
    assert tokens.stored("集合{1}和{ 2 }") == "集合{1}和{ 2 }"


def test_a_figure_typed_by_hand_keeps_what_was_typed() -> None:
    [figure] = tokens.pieces("{{人工：98.7%：估}}")
    assert figure == ByHand("98.7%：估")
    assert tokens.stored("{{人工：98.7%}}") == "{{人工:98.7%}}"
