"""The life of a work report: 草稿 → 送审 → 签发, with 退回; a draft nobody wants is 废弃, and its words stay kept.

What is issued never changes; a correction is a new one.
"""

from linli.workflow.machines import Machine, Need, State, Tone, Transition

DRAFT = "draft"
IN_REVIEW = "in_review"
ISSUED = "issued"
DISCARDED = "discarded"

ENDED = (ISSUED, DISCARDED)
"""States of a row that never changes again."""

TWO_PERSONS = "送审和签发由不同的人办（两人原则）"
MUST_HOLD = "报告里的每个数字都要有记录可查，分项之和等于总数，比率等于分子除以分母"

REPORT = Machine(
    name="reports.report",
    label="工作报告",
    states=(
        State(DRAFT, "草稿", Tone.NEUTRAL),
        State(IN_REVIEW, "送审中", Tone.GOING),
        State(ISSUED, "已签发", Tone.DONE, final=True),
        State(DISCARDED, "已废弃", Tone.NEUTRAL, final=True),
    ),
    transitions=(
        Transition(
            verb="send",
            label="送审",
            sources=(DRAFT,),
            target=IN_REVIEW,
            policy="reports.write",
            required=(Need("sent_by_id", "送审人"), Need("sent_at", "送审时间")),
            rule=MUST_HOLD,
        ),
        Transition(
            verb="issue",
            label="签发",
            sources=(IN_REVIEW,),
            target=ISSUED,
            policy="reports.issue",
            required=(
                Need("number", "发文字号"),
                Need("signer", "签发人"),
                Need("issued_on", "成文日期"),
                Need("issued_by_id", "签发账号"),
                Need("issued_at", "签发时间"),
            ),
            rule=TWO_PERSONS,
        ),
        Transition(
            verb="send_back",
            label="退回",
            sources=(IN_REVIEW,),
            target=DRAFT,
            policy="reports.issue",
            required=(Need("returned_reason", "退回理由"),),
        ),
        Transition(
            verb="take_back",
            label="撤回送审",
            sources=(IN_REVIEW,),
            target=DRAFT,
            policy="reports.write",
        ),
        Transition(
            verb="discard",
            label="废弃草稿",
            sources=(DRAFT,),
            target=DISCARDED,
            policy="reports.write",
            required=(Need("reason", "废弃的理由", kept=False),),
        ),
    ),
)
