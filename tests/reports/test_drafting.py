"""Writing with several hands: every wording kept with its author, nobody overwritten, and only within one's area."""

from datetime import date, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from linli.access.actor import NOBODY
from linli.audit.models import Act
from linli.indicators.period import Period
from linli.people.models import Post
from linli.reports.models import ManualFigure, Part, PartText, Report, Rhythm
from linli.reports.models.text import LONGEST_BODY
from linli.reports.selectors import by_hand_in, history_of, living
from linli.reports.services import drafting
from linli.reports.services.drafting import MOST_PARTS, Overtaken, Wording
from linli.reports.services.reviewing import send
from tests.reports.desks import CASES, PERIOD, TRUE, Desk, bodies, desk_in, part, rewrite
from tests.territory import Territory

HAND = "群众满意率达98.7%，其中一个社区为8.7%，新增7%。"


@pytest.fixture
def desk(territory: Territory, standing_clock: datetime) -> Desk:
    return desk_in(territory)


def vouch(desk: Desk, report: Report, text: str) -> ManualFigure:
    return drafting.vouch(
        actor=desk.writer,
        report=report,
        text=text,
        name="群众满意率",
        vouched_by="何立群",
        reason="问卷调查",
    )


# --- beginning ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"title": " "}, "title"),
        ({"organ": ""}, "organ"),
        ({"title": "长" * 81}, "title"),
        ({"period": Period(date(2024, 1, 1), date(2024, 10, 31))}, "end"),
        ({"wordings": [Wording(2, "节", "")] * (MOST_PARTS + 1)}, "__all__"),
        ({"wordings": [Wording(2, "节", "长" * (LONGEST_BODY + 1))]}, "body"),
    ],
)
def test_what_is_no_report_is_not_begun(desk: Desk, changed: dict[str, object], named: str) -> None:
    values: dict[str, object] = {
        "area": desk.area,
        "period": PERIOD,
        "rhythm": Rhythm.TO_DATE,
        "title": "报告",
        "organ": "机关",
        "wordings": [],
    }
    with pytest.raises(ValidationError) as refused:
        drafting.start_report(actor=desk.writer, **(values | changed))  # type: ignore[arg-type]
    assert named in (refused.value.message_dict if hasattr(refused.value, "error_dict") else {"__all__": 1})
    assert not Report.everything.exists()


def test_a_report_and_each_act_on_it_is_in_the_log(desk: Desk) -> None:
    report = desk.draft(TRUE, HAND)
    rewrite(desk, report, TRUE + "好。")
    drafting.retitle(actor=desk.writer, report=report, title="新标题", organ="新机关", changes="没有")
    drafting.move_part(actor=desk.writer, part=part(report), up=False)
    vouch(desk, report, "98.7%")
    codes = list(
        Act.everything.filter(code__startswith="reports.").order_by("pk").values_list("code", flat=True)
    )
    assert codes == [
        "reports.report.started", "reports.part.written", "reports.report.retitled", "reports.part.moved",
        "reports.figure.vouched",
    ]  # fmt: skip
    report.refresh_from_db()
    assert (report.title, report.organ, report.changes) == ("新标题", "新机关", ""), (
        "no correction, no changes"
    )


# --- saving ---------------------------------------------------------------------------------------------------


def test_two_who_write_at_once_lose_nothing(desk: Desk) -> None:
    report = desk.draft()
    first = drafting.save_part(actor=desk.writer, part=part(report), heading="甲", body="我的话。", base=1)
    assert (first.seq, first.author_id) == (2, desk.writer_account.pk)
    with pytest.raises(Overtaken) as overtaken:
        drafting.save_part(actor=desk.signer, part=part(report), heading="甲", body="他的话。", base=1)
    assert overtaken.value.theirs == first
    assert "哪一份都没有丢" in str(overtaken.value)
    again = drafting.save_part(
        actor=desk.signer, part=part(report), heading="甲", body="我的话。\r\n他的话。", base=2
    )
    assert bodies(report) == ["我的话。\n他的话。"]
    assert [text.seq for text in history_of(report)] == [3, 2, 1]
    assert [text.how for text in history_of(report)] == ["written", "written", "template"]
    assert again.author_name == desk.signer.name


def test_the_same_words_are_not_kept_twice(desk: Desk) -> None:
    report = desk.draft()
    for base in (1, 0, 99):
        drafting.save_part(
            actor=desk.signer, part=part(report), heading="第甲件", body=TRUE + "\n", base=base
        )
    assert PartText.everything.count() == 1


@pytest.mark.parametrize(
    ("heading", "body", "told"),
    [
        ("", "{{没有这个：3名}}", "没有叫“没有这个”的指标"),
        ("", "{{邻长：3\n名}}", "花括号不成对"),
        ("", "长" * (LONGEST_BODY + 1), "最多 20,000 字"),
        ("{{邻长}}", "", "小标题里不能插数字"),
    ],
)
def test_what_could_not_be_read_again_is_not_kept(desk: Desk, heading: str, body: str, told: str) -> None:
    report = desk.draft()
    with pytest.raises(ValidationError, match=told):
        drafting.save_part(actor=desk.writer, part=part(report), heading=heading, body=body, base=1)
    assert PartText.everything.count() == 1


def test_what_is_in_review_is_not_written(desk: Desk) -> None:
    report = desk.draft()
    send(actor=desk.writer, report=report)
    acts = (
        lambda: rewrite(desk, report, "别的话。"),
        lambda: drafting.add_part(actor=desk.writer, report=report, level=2, heading="新"),
        lambda: drafting.move_part(actor=desk.writer, part=part(report), up=True),
        lambda: drafting.retitle(actor=desk.writer, report=report, title="新", organ="新"),
        lambda: vouch(desk, report, "3起"),
    )
    for act in acts:
        with pytest.raises(ValidationError, match="不能再改"):
            act()
    assert PartText.everything.count() == 1


# --- parts ----------------------------------------------------------------------------------------------------


def test_parts_change_places_and_stop_at_the_edge(desk: Desk) -> None:
    report = desk.draft("一。", "二。", "三。")
    drafting.move_part(actor=desk.writer, part=part(report, 1), up=True)
    drafting.move_part(actor=desk.writer, part=part(report, 3), up=False)
    assert bodies(report) == ["一。", "二。", "三。"]
    drafting.move_part(actor=desk.writer, part=part(report, 1), up=False)
    drafting.move_part(actor=desk.writer, part=part(report, 3), up=True)
    assert bodies(report) == ["二。", "三。", "一。"]
    assert sorted(Part.everything.values_list("position", flat=True)) == [1, 2, 3]


def test_a_part_is_added_behind_the_others_up_to_the_most(desk: Desk) -> None:
    report = desk.draft()
    assert drafting.add_part(actor=desk.writer, report=report, level=1, heading="章").position == 2
    with pytest.raises(ValidationError, match="请写上小标题"):
        drafting.add_part(actor=desk.writer, report=report, level=1, heading=" ")
    full = [Part(report=report, position=n, level=2) for n in range(3, MOST_PARTS + 1)]
    Part.everything.bulk_create(full)
    with pytest.raises(ValidationError, match=f"最多 {MOST_PARTS} 节"):
        drafting.add_part(actor=desk.writer, report=report, level=2, heading="多一节")


# --- figures typed by hand ------------------------------------------------------------------------------------


def test_a_vouched_figure_is_marked_at_its_first_mention_and_nowhere_else(desk: Desk) -> None:
    report = desk.draft(f"{HAND}{{{{邻长：7%}}}}".replace("{{邻长：7%}}", CASES), "又是8.7%。")
    vouch(desk, report, "8.7%")
    assert bodies(report) == [
        f"群众满意率达98.7%，其中一个社区为{{{{人工:群众满意率 8.7%}}}}，新增7%。{CASES}",
        "又是8.7%。",
    ]
    vouch(desk, report, "7%")
    assert "新增{{人工:群众满意率 7%}}。" in bodies(report)[0]
    assert "98.7%" in bodies(report)[0]
    [first, *_] = living(report).figures
    assert (first.printed, first.vouched_by, first.reason) == ("8.7%", "何立群", "问卷调查")


def test_vouched_again_the_last_word_counts(desk: Desk) -> None:
    report = desk.draft("满意率98.7%。")
    vouch(desk, report, "98.7%")
    drafting.vouch(
        actor=desk.signer,
        report=report,
        text=" 98.7% ",
        name="群众满意率",
        vouched_by="彭志远",
        reason="复查",
    )
    assert by_hand_in(report)["群众满意率", "98.7%"].vouched_by == "彭志远"
    assert ManualFigure.everything.count() == 2
    assert bodies(report) == ["满意率{{人工:群众满意率 98.7%}}。"]


@pytest.mark.parametrize("missing", ["text", "name", "vouched_by", "reason"])
def test_nobody_vouches_without_a_name_and_a_reason(desk: Desk, missing: str) -> None:
    values: dict[str, Any] = {"text": "98.7%", "name": "满意率", "vouched_by": "何立群", "reason": "问卷"}
    values |= {missing: "  "}
    with pytest.raises(ValidationError) as refused:
        drafting.vouch(actor=desk.writer, report=desk.draft(), **values)
    assert missing in refused.value.message_dict
    assert not ManualFigure.everything.exists()


@pytest.mark.parametrize("text", ["{{邻长}}", "9}", "98\n.7%"])
def test_a_brace_is_no_figure(desk: Desk, text: str) -> None:
    with pytest.raises(ValidationError, match="不能有花括号"):
        vouch(desk, desk.draft(), text)


# --- who ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["other street", "community of another", "lead", "auditor", "nobody"])
def test_nobody_writes_outside_the_own_area(territory: Territory, standing_clock: datetime, who: str) -> None:
    desk = desk_in(territory, territory.streets[0], Post.STREET_OFFICER)
    report = desk.draft()
    actor = {
        "other street": lambda: territory.actor(Post.STREET_OFFICER, territory.streets[1]),
        "community of another": lambda: territory.actor(Post.COMMUNITY_SECRETARY, territory.communities[2]),
        "lead": lambda: territory.actor(Post.NEIGHBOUR_LEAD, territory.neighbourhoods[0]),
        "auditor": lambda: territory.actor(Post.AUDITOR, territory.district),
        "nobody": lambda: NOBODY,
    }[who]()
    acts = (
        lambda: drafting.save_part(actor=actor, part=part(report), heading="", body="别的。", base=1),
        lambda: drafting.add_part(actor=actor, report=report, level=2, heading="新"),
        lambda: drafting.move_part(actor=actor, part=part(report), up=True),
        lambda: drafting.retitle(actor=actor, report=report, title="新", organ="新"),
        lambda: drafting.vouch(
            actor=actor, report=report, text="3起", name="甲", vouched_by="乙", reason="丙"
        ),
        lambda: send(actor=actor, report=report),
    )
    for act in acts:
        with pytest.raises(PermissionDenied, match="岳阳楼街道的工作报告"):
            act()
    assert PartText.everything.count() == 1


def test_the_district_and_the_own_community_may(territory: Territory, standing_clock: datetime) -> None:
    desk = desk_in(territory, territory.community, Post.COMMUNITY_OFFICER)
    report = desk.draft()
    for n, (post, area) in enumerate(
        ((Post.DISTRICT_OFFICER, territory.district), (Post.STREET_OFFICER, territory.streets[0])), start=1
    ):
        actor = territory.actor(post, area)
        drafting.save_part(actor=actor, part=part(report), heading="", body=f"第{n}次。", base=n)
    assert bodies(report) == ["第2次。"]
