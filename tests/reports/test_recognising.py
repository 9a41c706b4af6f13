"""A draft from another hand: its outline, and its true figures made live by one act without a changed word."""

from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from linli.people.models import Post
from linli.reports.drafting.outline import outline
from linli.reports.models import PartText, Report
from linli.reports.selectors import history_of, living
from linli.reports.services.recognising import make_live, recognised
from linli.reports.services.reviewing import examined, judged
from tests.reports.desks import CASES, Desk, bodies, desk_in
from tests.territory import Territory

FOREIGN = (
    "共调解各类矛盾纠纷3起，达成协议2起，调处成功率６６．７％。\n"
    "  {indent}“群英谱”收录群英 5 名，新建口袋公园12个。另调解各类矛盾纠纷9起。"
)


@pytest.fixture
def desk(territory: Territory, standing_clock: datetime) -> Desk:
    return desk_in(territory)


def narrow(text: str) -> str:
    return text.replace("６６．７％", "66.7%").replace(" ", "")


def test_every_true_figure_becomes_live_and_reads_the_same(desk: Desk) -> None:
    report = desk.draft(FOREIGN.replace("{indent}", "\u3000"), "纠纷的事：" + CASES)
    before = living(report).text
    assert [each.figure.text for each in recognised(living(report), examined(report, living(report)).checked)] == [
        "3起", "2起", "６６．７％", "5 名",
    ]  # fmt: skip
    assert make_live(actor=desk.writer, report=report) == 4
    body, other = bodies(report)
    assert "纠纷{{mediation.cases_mediated:3起}}" in body
    assert "“群英谱”收录群英{{mediation.notables:5 名}}" in body.replace("群英 {{", "群英{{")
    assert "口袋公园12个" in body, "unknown to the records"
    assert "纠纷9起" in body, "false"
    assert other == "纠纷的事：" + CASES
    assert narrow(living(report).text) == narrow(before)
    assert history_of(report)[0].how == PartText.How.LIVE
    assert make_live(actor=desk.writer, report=report) == 0
    assert PartText.everything.count() == 3
    typed = [each for ruling in judged(report, living(report)) for each in ruling.refusals if each.typed]
    assert {each.typed for each in typed} == {"12个", "9起"}


def test_what_a_live_figure_would_print_otherwise_stays_words(desk: Desk) -> None:
    report = desk.draft("“群英谱”收录群英3至9名。")
    assert make_live(actor=desk.writer, report=report) == 0
    assert bodies(report) == ["“群英谱”收录群英3至9名。"]


def test_not_in_review_and_not_elsewhere(territory: Territory, standing_clock: datetime) -> None:
    desk = desk_in(territory, territory.streets[0], Post.STREET_OFFICER)
    with pytest.raises(PermissionDenied):
        make_live(
            actor=territory.actor(Post.STREET_OFFICER, territory.streets[1]), report=desk.draft("纠纷3起。")
        )
    sent = desk.sent()
    with pytest.raises(ValidationError, match="不能再改"):
        make_live(actor=desk.writer, report=sent)
    assert Report.everything.count() == 2


# --- outline --------------------------------------------------------------------------------------------------


def test_chapters_sections_and_paragraphs() -> None:
    title, parts = outline(
        "岳阳楼区工作报告\n\n开头的话。\n再说一句。\n一、做实建设\n（一）思想建设。全区组建指导组。\n接着说。\n"
        "(二) 阵地建设\n十一、结语\n完。"
    )
    assert title == "岳阳楼区工作报告"
    assert [(part.level, part.heading, part.body) for part in parts] == [
        (0, "", "开头的话。\n再说一句。"),
        (1, "做实建设", ""),
        (2, "思想建设", "全区组建指导组。\n接着说。"),
        (2, "阵地建设", ""),
        (1, "结语", "完。"),
    ]


@pytest.mark.parametrize("first", ["一、做实建设", "这是一句话。", "长" * 41])
def test_not_every_first_line_is_a_title(first: str) -> None:
    title, parts = outline(f"{first}\n正文。")
    assert title == ""
    assert first.removeprefix("一、") in (parts[0].heading, parts[0].body.split("\n")[0])


def test_a_long_numbered_line_is_a_paragraph_and_braces_mean_nothing() -> None:
    title, [part] = outline("标题\n（一）" + "长" * 41 + "\n{{邻长：3名}}")
    assert (title, part.level, part.heading) == ("标题", 0, "")
    assert part.body.endswith("｛｛邻长：3名｝｝")


def test_an_empty_text_has_no_parts() -> None:
    assert outline(" \n\n") == ("", ())
