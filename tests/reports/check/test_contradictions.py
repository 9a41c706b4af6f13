"""Contradictions seen without data."""

import pytest

from tests.reports.check.checking import check

PARTS = "其中党员2831名，“两代表一委员”168名，居（村）民代表497名，志愿者752名，部门、行业及其他类型群英"


@pytest.mark.parametrize(
    ("text", "indexes"),
    [
        (f"群英谱5197名，{PARTS}950名。", (0, 1, 2, 3, 4, 5)),
        ("选配片长650人、组长2177人、邻长12043名，“三长”共15000名。", (0, 1, 2, 3)),
        ("调解纠纷2396起，达成协议2284起，成功率97.1%。", (0, 1, 2)),
        ("排查隐患120处，整改118处，整改率95%。", (0, 1, 2)),
        ("收到稿件100篇：散文40篇、诗歌30篇、其他20篇。", (0, 1, 2, 3)),
        ("散文40篇、诗歌30篇，共计90篇。", (0, 1, 2)),
        ("全区邻长12000余名。邻长总数11043名。", (0, 1)),
        ("群英谱5197名，其中党员5831名。", (0, 1)),
    ],
)
def test_told(text: str, indexes: tuple[int, ...]) -> None:
    result = check(text)
    assert [c.figures for c in result.contradictions] == [indexes]
    assert result.contradictions[0].message


@pytest.mark.parametrize(
    "text",
    [
        f"群英谱5197名，{PARTS}949名。",
        "选配片长650人、组长2177人、邻长12000余名，“三长”14000余名。",
        "调解纠纷2396起，达成协议2284起，成功率95.3%。",
        "排查隐患120处，整改118处，整改率98.3%。",
        "收到稿件100篇，其中散文40篇、诗歌30篇。",
        "2023年邻长11800名。2024年邻长12043名。",
    ],
)
def test_not_told(text: str) -> None:
    assert check(text).contradictions == ()


def test_contradictions_make_a_text_unclean() -> None:
    assert not check("散文40篇、诗歌30篇，共计90篇。").clean
    assert check("散文40篇、诗歌30篇，共计70篇。").clean
