"""Writing postings and questions: what is done, what is refused, and what is said when it is."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from linli.access.actor import NOBODY, SYSTEM
from linli.audit.models import Act
from linli.common.clock import business_date
from linli.common.models import Provenance
from linli.notices import selectors
from linli.notices.loading import KINDS, load_missing_kinds
from linli.notices.models import Objection, Posting, PostingExtension, PostingKind
from linli.notices.services import objections, postings
from linli.notices.services.kinds import set_minimum
from linli.notices.states import DRAFTED, ENDED, POSTED, WITHDRAWN
from linli.people.models import Post
from linli.privacy.services import retention
from linli.workflow.machines import TransitionRefused
from tests.notices import rows
from tests.territory import Territory

pytestmark = pytest.mark.usefixtures("standing_clock")


def codes() -> list[str]:
    """Codes of this room in the log."""
    return list(
        Act.everything.filter(code__startswith="notices.").order_by("pk").values_list("code", flat=True)
    )


# Kinds


def test_every_kind_is_there_and_loading_again_changes_nothing(db: None) -> None:
    assert list(selectors.kinds_for().values_list("code", flat=True)) == [kind.code for kind in KINDS]
    PostingKind.everything.filter(code="leads").update(minimum=7)
    assert load_missing_kinds() == 0
    assert rows.kind("leads").minimum == 7


@pytest.mark.parametrize(
    ("code", "said", "law"),
    [
        ("affairs", "15 天", "《城市居民委员会组织法》第三十四条"),
        ("accounts", "15 天", "《城市居民委员会组织法》第三十四条"),
        ("resolution", "15 天", "《城市居民委员会组织法》第三十四条"),
        ("leads", "5 个工作日", ""),
        ("commendation", "5 个工作日", ""),
        ("allowance", "5 个工作日", ""),
        ("recruitment", "5 个工作日", ""),
        ("volunteer", "7 天", "《志愿服务记录与证明出具办法（试行）》"),
    ],
)
def test_minimum_days_are_those_of_the_clock_table(db: None, code: str, said: str, law: str) -> None:
    found = rows.kind(code)
    assert found.said == said
    assert law in found.basis
    assert (found.floor == found.minimum) is bool(law)


def test_the_minimum_may_be_raised_not_put_below_the_law(territory: Territory) -> None:
    running = rows.posted(territory)
    kind = set_minimum(actor=SYSTEM, district=territory.district, kind=rows.kind(), minimum=20)
    assert kind.said == "20 天"
    running.refresh_from_db()
    assert (running.minimum, running.until) == (15, rows.FIRST_END)
    assert rows.posted(territory).until == date(2024, 11, 19)
    with pytest.raises(ValidationError, match="收支公示不能少于 15 天（《城市居民委员会组织法》第三十四条）"):
        set_minimum(actor=SYSTEM, district=territory.district, kind=kind, minimum=14)


def test_a_kind_of_one_street_is_used_there_and_below_only(territory: Territory) -> None:
    own = PostingKind.everything.create(
        code="stalls",
        name="摊位安排",
        minimum=3,
        floor=1,
        unit="day",
        basis="街道约定",
        area=territory.streets[0],
    )
    assert own in selectors.kinds_for(territory.communities[0])
    assert own not in selectors.kinds_for(territory.communities[2])
    with pytest.raises(ValidationError, match="不用“摊位安排”这一类"):
        rows.drafted(territory, territory.communities[2], "stalls")


# Drafting and posting


def test_a_draft_becomes_a_posting_of_fifteen_days(territory: Territory) -> None:
    posting = rows.drafted(territory)
    assert posting.state == DRAFTED
    postings.post(actor=SYSTEM, posting=posting)
    posting.refresh_from_db()
    assert posting.state == POSTED
    assert (posting.posted_on, posting.earliest_end, posting.until) == (
        rows.TODAY,
        rows.FIRST_END,
        rows.FIRST_END,
    )
    assert posting.minimum_said == "15 天"
    assert codes() == ["notices.posting.drafted", "notices.posting.posted"]
    assert Act.everything.filter(target_id=posting.pk, area_id=territory.community.pk).count() == 2


def test_the_log_holds_no_title(territory: Territory) -> None:
    rows.withdrawn(territory)
    for act in Act.everything.filter(code__startswith="notices."):
        assert "荣发小区" not in str(act.data)
        assert "写错" not in str(act.data)


def test_a_posting_too_short_says_which_rule_and_which_day(territory: Territory) -> None:
    with pytest.raises(ValidationError) as refused:
        postings.post(actor=SYSTEM, posting=rows.drafted(territory), until=date(2024, 11, 8))
    assert refused.value.message_dict == {
        "until": [
            "公示还没满 15 天（《城市居民委员会组织法》第三十四条），最早 11月14日 周四。改成这一天或更晚。"
        ]
    }


def test_workdays_pass_over_the_weekend(territory: Territory) -> None:
    assert rows.posted(territory, code="leads").until == date(2024, 11, 6)


def test_residents_affairs_need_a_board_and_every_posting_a_place(territory: Territory) -> None:
    with pytest.raises(ValidationError, match="收支公示要张贴在公示栏"):
        postings.post(actor=SYSTEM, posting=rows.drafted(territory, board=""))
    with pytest.raises(ValidationError, match="还没有公示的地方"):
        postings.post(actor=SYSTEM, posting=rows.drafted(territory, code="leads", board="", online=False))
    assert rows.posted(territory, code="leads", board="").places == "网上"


def test_an_unpublished_calendar_refuses_in_words(territory: Territory) -> None:
    rows.days_later(365 * 40)
    with pytest.raises(ValidationError, match="年的工作日历还没有载入"):
        rows.posted(territory, code="leads")
    assert rows.posted(territory).state == POSTED


def test_a_draft_can_be_changed_and_thrown_away_a_posting_neither(territory: Territory) -> None:
    posting = rows.drafted(territory)
    changed = postings.edit(
        actor=SYSTEM,
        posting=posting,
        kind=rows.kind("affairs"),
        area=territory.community,
        content=rows.content(title="改过的题目"),
    )
    assert (changed.title, changed.kind.code) == ("改过的题目", "affairs")
    postings.post(actor=SYSTEM, posting=changed)
    with pytest.raises(TransitionRefused, match="题目和正文不能再改"):
        postings.edit(
            actor=SYSTEM,
            posting=posting,
            kind=rows.kind(),
            area=territory.community,
            content=rows.content(),
        )
    with pytest.raises(TransitionRefused, match="不能删去"):
        postings.discard(actor=SYSTEM, posting=posting)
    other = rows.drafted(territory)
    postings.discard(actor=SYSTEM, posting=other)
    assert not Posting.everything.filter(pk=other.pk).exists()


@pytest.mark.parametrize(
    "changed",
    [{"title": ""}, {"body": " "}, {"issuer": ""}, {"table": [["a", "b"], ["c"]]}, {"table": [["a"] * 9]}],
)
def test_what_cannot_be_posted_cannot_be_drafted(territory: Territory, changed: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        rows.drafted(territory, **changed)


def test_postings_belong_to_the_trunk(territory: Territory) -> None:
    with pytest.raises(ValidationError, match="请选1栋所在的社区"):
        rows.drafted(territory, territory.buildings[0])


def test_posting_twice_is_refused(territory: Territory) -> None:
    with pytest.raises(TransitionRefused, match="现在是“公示中”，不能贴出"):
        postings.post(actor=SYSTEM, posting=rows.posted(territory))


def test_another_room_posts_about_its_record_in_one_call(territory: Territory) -> None:
    record = territory.person()
    posting = postings.post_for(
        actor=SYSTEM, record=record, kind="leads", area=territory.community, content=rows.content()
    )
    assert list(selectors.postings_about(record)) == [posting]
    assert not selectors.has_hung_its_days(record, "leads", rows.FIRST_END - timedelta(days=9))
    assert selectors.has_hung_its_days(record, "leads", rows.FIRST_END)
    assert not selectors.has_hung_its_days(record, "commendation", rows.FIRST_END)


def test_a_withdrawn_posting_has_not_hung_its_days(territory: Territory) -> None:
    record = territory.person()
    posting = postings.post_for(
        actor=SYSTEM, record=record, kind="leads", area=territory.community, content=rows.content()
    )
    postings.withdraw(actor=SYSTEM, posting=posting, reason="名单有误。")
    assert not selectors.has_hung_its_days(record, "leads", rows.FIRST_END)


# Longer, and away


def test_extending_is_later_only_and_says_why(territory: Territory) -> None:
    posting = rows.posted(territory)
    extended = postings.extend(
        actor=SYSTEM, posting=posting, until=date(2024, 11, 20), reason="有人出差没看到。"
    )
    assert (extended.until, extended.earliest_end) == (date(2024, 11, 20), rows.FIRST_END)
    row = PostingExtension.everything.get(posting=posting)
    assert (row.before, row.after, row.reason) == (rows.FIRST_END, date(2024, 11, 20), "有人出差没看到。")
    for earlier in (date(2024, 11, 20), rows.FIRST_END):
        with pytest.raises(ValidationError, match="公示只能延长，不能缩短。现在公示到 11月20日 周三"):
            postings.extend(actor=SYSTEM, posting=posting, until=earlier, reason="嫌长。")
    with pytest.raises(TransitionRefused, match="缺少延长理由"):
        postings.extend(actor=SYSTEM, posting=posting, until=date(2024, 12, 1), reason=" ")


def test_withdrawing_keeps_the_place_with_the_reason_to_the_last_day(territory: Territory) -> None:
    posting = rows.withdrawn(territory)
    assert (posting.state, posting.until) == (WITHDRAWN, rows.FIRST_END)
    assert selectors.readable().filter(selectors.hanging(rows.FIRST_END), pk=posting.pk).exists()
    later = rows.FIRST_END + timedelta(days=1)
    assert not selectors.readable().filter(selectors.hanging(later), pk=posting.pk).exists()
    assert selectors.readable().filter(selectors.over(later), pk=posting.pk).exists()


@pytest.mark.parametrize("reason", ["", "  "])
def test_no_withdrawal_without_a_reason(territory: Territory, reason: str) -> None:
    posting = rows.posted(territory)
    with pytest.raises(TransitionRefused, match="缺少撤回理由"):
        postings.withdraw(actor=SYSTEM, posting=posting, reason=reason)
    posting.refresh_from_db()
    assert posting.state == POSTED


def test_the_job_closes_what_is_past_once(territory: Territory) -> None:
    posting, gone, draft = rows.posted(territory), rows.withdrawn(territory), rows.drafted(territory)
    rows.days_later(15)
    assert postings.close_expired() == 0  # the last day hangs to 24:00
    rows.days_later(1)
    assert postings.close_expired() == 1
    assert postings.close_expired() == 0
    for row, state in ((posting, ENDED), (gone, WITHDRAWN), (draft, DRAFTED)):
        row.refresh_from_db()
        assert row.state == state
    assert posting.closed_on == date(2024, 11, 15)


def test_past_its_last_day_a_posting_is_over_before_the_job_runs(territory: Territory) -> None:
    posting = rows.posted(territory)
    rows.days_later(16)
    assert posting.is_over(business_date())
    with pytest.raises(TransitionRefused, match="已经在 11月14日 期满"):
        postings.withdraw(actor=SYSTEM, posting=posting, reason="晚了。")
    with pytest.raises(TransitionRefused, match="已经在 11月14日 期满"):
        postings.extend(actor=SYSTEM, posting=posting, until=date(2025, 1, 1), reason="晚了。")


# Questions


def test_anybody_asks_and_the_office_answers_once(territory: Territory) -> None:
    posting = rows.posted(territory)
    asked = objections.object_to(
        actor=NOBODY, posting=posting, text="广告费为什么少了？", asker="王女士", contact="13812342046"
    )
    assert selectors.contact_of(asked) == "13812342046"
    assert selectors.masked_contact(asked) == "138****2046"
    assert b"13812342046" not in bytes(asked.contact_sealed or b"")
    assert not asked.is_readable
    worker = territory.actor(Post.COMMUNITY_OFFICER, territory.community)
    answered = objections.answer(actor=worker, objection=asked, text="二季度一次收了全年的。")
    assert answered.is_readable
    assert answered.answered_by_id == 1
    with pytest.raises(TransitionRefused, match="答复不能再改"):
        objections.answer(actor=worker, objection=asked, text="换个说法。")
    assert codes()[-2:] == ["notices.objection.made", "notices.objection.answered"]
    assert Act.everything.get(code="notices.objection.made").actor_kind == "public"


def test_the_same_words_twice_are_one_question(territory: Territory) -> None:
    posting = rows.posted(territory)
    first, second = (objections.object_to(actor=NOBODY, posting=posting, text="为什么？") for _ in range(2))
    assert first == second


def test_questions_end_with_the_posting_answers_do_not(territory: Territory) -> None:
    posting = rows.posted(territory)
    asked = objections.object_to(actor=NOBODY, posting=posting, text="为什么？")
    rows.days_later(16)
    with pytest.raises(TransitionRefused, match="已经在 11月14日 期满"):
        objections.object_to(actor=NOBODY, posting=posting, text="还有一问。")
    postings.close_expired()
    assert objections.answer(actor=SYSTEM, objection=asked, text="因为。").answer == "因为。"


def test_drafts_and_withdrawn_postings_take_no_questions(territory: Territory) -> None:
    with pytest.raises(TransitionRefused, match="还没有贴出"):
        objections.object_to(actor=NOBODY, posting=rows.drafted(territory), text="？？")
    with pytest.raises(TransitionRefused, match="10月30日 撤回"):
        objections.object_to(actor=NOBODY, posting=rows.withdrawn(territory), text="？？")


def test_a_question_needs_words_and_an_answer_too(territory: Territory) -> None:
    posting = rows.posted(territory)
    with pytest.raises(ValidationError):
        objections.object_to(actor=NOBODY, posting=posting, text="  ")
    asked = objections.object_to(actor=NOBODY, posting=posting, text="为什么？")
    with pytest.raises(ValidationError, match="请写答复"):
        objections.answer(actor=SYSTEM, objection=asked, text=" ")


def test_a_flood_is_turned_to_the_telephone_a_worker_still_writes_down(
    territory: Territory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(objections, "MOST_A_DAY", 2)
    posting = rows.posted(territory)
    for n in range(2):
        objections.object_to(actor=NOBODY, posting=posting, text=f"第 {n} 问")
    with pytest.raises(ValidationError, match="打电话"):
        objections.object_to(actor=NOBODY, posting=posting, text="第三问")
    account = territory.account(Post.COMMUNITY_OFFICER, territory.community)
    worker = territory.actor(Post.COMMUNITY_OFFICER, territory.community)
    written = objections.object_to(actor=worker, posting=posting, text="电话里问的")
    assert account.pk
    assert written.provenance == Provenance.ON_BEHALF


def test_names_and_contacts_are_erased_a_year_after(territory: Territory) -> None:
    posting = rows.posted(territory)
    asked = objections.object_to(
        actor=NOBODY, posting=posting, text="为什么？", asker="王女士", contact="13812342046"
    )
    a_year_later = rows.FIRST_END.replace(year=rows.FIRST_END.year + 1)

    def erased(day: date) -> int:
        return sum(each.count for each in retention.run(day=day) if each.rule.code == "notices.contact")

    assert erased(a_year_later) == 0
    assert erased(a_year_later + timedelta(days=1)) == 1
    assert erased(a_year_later + timedelta(days=1)) == 0
    asked = Objection.everything.get(pk=asked.pk)
    assert (asked.asker, asked.contact_sealed, asked.text) == ("", None, "为什么？")


def test_looking_at_a_contact_is_on_record(territory: Territory, standing_clock: datetime) -> None:
    asked = objections.object_to(
        actor=NOBODY, posting=rows.posted(territory), text="为什么？", contact="13812342046"
    )
    worker = territory.actor(Post.COMMUNITY_OFFICER, territory.community)
    assert objections.reveal_contact(actor=worker, objection=asked) == "13812342046"
    assert Act.everything.get(code="notices.objection.contact_seen").is_look
    with pytest.raises(PermissionDenied):
        objections.reveal_contact(
            actor=territory.actor(Post.DISTRICT_OFFICER, territory.district), objection=asked
        )
