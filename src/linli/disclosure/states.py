"""The life of an export: 已导出, or 等第二人 → 已批准 → 已备好 → 已删除; 未批准."""

from linli.workflow.machines import Machine, Need, State, Tone, Transition

ASKED = "asked"
TAKEN = "taken"
APPROVED = "approved"
READY = "ready"
DECLINED = "declined"
DROPPED = "dropped"

SECOND_PERSON = "含个人信息的大批量导出须由第二人批准"

EXPORT = Machine(
    name="disclosure.export",
    label="导出",
    states=(
        State(ASKED, "等第二人批准", Tone.DUE),
        State(TAKEN, "已导出", Tone.DONE, final=True),
        State(APPROVED, "已批准，正在备文件", Tone.GOING),
        State(READY, "文件已备好", Tone.GOING),
        State(DECLINED, "未批准", Tone.NEUTRAL, final=True),
        State(DROPPED, "文件已删除", Tone.NEUTRAL, final=True),
    ),
    transitions=(
        Transition(
            verb="take",
            label="导出",
            sources=(ASKED,),
            target=TAKEN,
            policy="disclosure.export.take",
            required=(Need("made_at", "时间"), Need("rows", "行数"), Need("digest", "摘要")),
            rule=SECOND_PERSON,
        ),
        Transition(
            verb="approve",
            label="批准导出",
            sources=(ASKED,),
            target=APPROVED,
            policy="disclosure.export.approve",
            rule=SECOND_PERSON,
        ),
        Transition(
            verb="decline",
            label="不批准",
            sources=(ASKED,),
            target=DECLINED,
            policy="disclosure.export.approve",
            rule=SECOND_PERSON,
        ),
        Transition(
            verb="prepare",
            label="备好文件",
            sources=(APPROVED,),
            target=READY,
            policy="disclosure.export.take",
            required=(
                Need("made_at", "时间"),
                Need("rows", "行数"),
                Need("digest", "摘要"),
                Need("kept_until", "保留到"),
            ),
            rule=SECOND_PERSON,
        ),
        Transition(
            verb="drop",
            label="删除文件",
            sources=(APPROVED, READY),
            target=DROPPED,
            policy="disclosure.export.drop",
            rule="文件只保留规定的小时数",
        ),
    ),
)
