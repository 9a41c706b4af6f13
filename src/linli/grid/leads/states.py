"""Two lifecycles: of a candidate for a lead's post, and of a nomination for 最美邻长."""

from linli.workflow.machines import Machine, Need, State, Tone, Transition

PROPOSED, ASSESSED, POSTED, APPOINTED, DROPPED = "proposed", "assessed", "posted", "appointed", "dropped"
RULE = "三长变动要先审核、公示，有会议或决定，才生效"

CANDIDACY = Machine(
    name="grid.candidacy",
    label="三长人选",
    states=(
        State(PROPOSED, "已提名", Tone.NEUTRAL),
        State(ASSESSED, "审核合格", Tone.GOING),
        State(POSTED, "公示过", Tone.GOING),
        State(APPOINTED, "已上任", Tone.DONE, final=True),
        State(DROPPED, "不再推荐", Tone.PAUSED, final=True),
    ),
    transitions=(
        Transition(
            verb="assess", label="审核", sources=(PROPOSED,), target=ASSESSED, policy="leads.keep",
            required=(Need("assessed_on", "审核日期"),), rule="三长选任条件（五有、一无、四个不宜）",
        ),
        Transition(
            verb="post", label="公示", sources=(ASSESSED,), target=POSTED, policy="leads.keep", rule=RULE,
        ),
        Transition(
            verb="post_again", label="重新公示", sources=(POSTED,), target=POSTED, policy="leads.keep", rule=RULE,
        ),
        Transition(
            verb="appoint", label="上任", sources=(POSTED,), target=APPOINTED, policy="leads.keep",
            required=(Need("decision", "会议或决定"), Need("decided_on", "决定日期")), rule=RULE,
        ),
        Transition(
            verb="drop", label="不再推荐", sources=(PROPOSED, ASSESSED, POSTED), target=DROPPED,
            policy="leads.keep", rule=RULE,
        ),
    ),
)  # fmt: skip

NOMINATED, REVIEWED, HONOUR_POSTED, HONOURED, NOT_HONOURED = (
    "nominated", "reviewed", "posted", "honoured", "not_honoured",
)  # fmt: skip
HONOUR_RULE = "先推荐，街道审核，公示期满，再作决定；不按积分，不按票数"

NOMINATION = Machine(
    name="grid.nomination",
    label="最美邻长推荐",
    states=(
        State(NOMINATED, "已推荐", Tone.NEUTRAL),
        State(REVIEWED, "街道已审核", Tone.GOING),
        State(HONOUR_POSTED, "公示过", Tone.GOING),
        State(HONOURED, "已决定", Tone.DONE, final=True),
        State(NOT_HONOURED, "没有列入", Tone.PAUSED, final=True),
    ),
    transitions=(
        Transition(
            verb="review", label="街道审核", sources=(NOMINATED,), target=REVIEWED, policy="honours.review",
            required=(Need("opinion", "审核意见"), Need("reviewed_on", "审核日期")), rule=HONOUR_RULE,
        ),
        Transition(
            verb="post", label="公示", sources=(REVIEWED,), target=HONOUR_POSTED, policy="honours.decide",
            rule=HONOUR_RULE,
        ),
        Transition(
            verb="decide", label="作出决定", sources=(HONOUR_POSTED,), target=HONOURED,
            policy="honours.decide",
            required=(Need("decision", "决定文件", kept=False), Need("decided_on", "决定日期", kept=False)),
            rule=HONOUR_RULE,
        ),
        Transition(
            verb="leave_out", label="没有列入", sources=(NOMINATED, REVIEWED, HONOUR_POSTED),
            target=NOT_HONOURED, policy="honours.review",
            required=(Need("opinion", "理由"),), rule=HONOUR_RULE,
        ),
    ),
)  # fmt: skip
