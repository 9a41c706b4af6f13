"""The life of what needs a second person: asked, then agreed to, refused, taken back or run out."""

from linli.workflow.machines import Machine, Need, State, Tone, Transition

WAITING = "waiting"
APPROVED = "approved"
REFUSED = "refused"
WITHDRAWN = "withdrawn"
EXPIRED = "expired"

TWO_PERSONS = "提出和同意由不同的人办（两人原则）"

_DECIDED = (Need("decided_by", "决定人"), Need("decided_at", "决定时间"))

APPROVAL = Machine(
    name="workflow.approval",
    label="两人办理",
    states=(
        State(WAITING, "等另一人决定", Tone.GOING),
        State(APPROVED, "已同意，办完", Tone.DONE, final=True),
        State(REFUSED, "不同意", Tone.NEUTRAL, final=True),
        State(WITHDRAWN, "已撤回", Tone.NEUTRAL, final=True),
        State(EXPIRED, "过期未办", Tone.NEUTRAL, final=True),
    ),
    transitions=(
        Transition(
            verb="approve",
            label="同意",
            sources=(WAITING,),
            target=APPROVED,
            policy="workflow.decide",
            required=_DECIDED,
            optional=(Need("words", "意见"),),
            rule=TWO_PERSONS,
        ),
        Transition(
            verb="refuse",
            label="不同意",
            sources=(WAITING,),
            target=REFUSED,
            policy="workflow.decide",
            required=(*_DECIDED, Need("words", "理由")),
            rule=TWO_PERSONS,
        ),
        Transition(
            verb="withdraw",
            label="撤回",
            sources=(WAITING,),
            target=WITHDRAWN,
            policy="workflow.asked_it",
            required=(Need("decided_at", "撤回时间"),),
            optional=(Need("words", "说明"),),
        ),
        Transition(
            verb="expire",
            label="过期",
            sources=(WAITING,),
            target=EXPIRED,
            policy="workflow.daily",
            required=(Need("decided_at", "过期时间"),),
        ),
    ),
)
