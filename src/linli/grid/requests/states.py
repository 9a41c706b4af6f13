"""How a request moves, and how a part of it given to a unit moves (domain.md §3.1: ten steps and their loops).

Each level may only do it, pass it up, pass it across, or merge it. Nobody deletes. Between done and closed lies the
answer to whoever told it: there is no other way.
"""

from linli.workflow.machines import Machine, Need, State, Tone, Transition, register

HOTLINE = "事项限时办理（参照12345热线条例的通行时限）"
PETITIONS = "《信访工作条例》"

TOLD, ACCEPTED, WORKING, SUSPENDED = "told", "accepted", "working", "suspended"
DONE, ANSWERED, CLOSED, MERGED = "done", "answered", "closed", "merged"

IN_HAND = (TOLD, ACCEPTED, WORKING, SUSPENDED, DONE)
"""Somebody still owes the teller something."""
SETTLED = (ANSWERED, CLOSED)

ASIDE = {
    "petition": "列为信访事项",
    "petition_accept": "受理信访事项",
    "petition_refuse": "告知不予受理信访事项",
    "petition_decide": "作出书面处理意见",
    "petition_extend": "信访延长办理",
    "police": "报公安",
    "refer": "移送人民调解",
    "referred": "调解有了结果",
    "escalate": "过了期限，请上一级过问",
    "review": "挂账复查",
    "locate": "标了位置",
    "first_report": "先报告情况",
    "extend": "延期",
    "several": "改按多部门事项的时限",
    "petition_not_ours": "提出不属于本级受理",
    "petition_review": "申请复查、复核",
    "petition_reviewed": "复查、复核有了意见",
    "verdict": "回访记下评价",
}
"""Notes in the course of a request that leave its state as it is."""

_SEE, _HANDLE, _LEAD = "requests.settle", "requests.handle", "requests.dispatch"
_WHY = Need("words", "理由", kept=False)

REQUEST = register(
    Machine(
        name="grid.request",
        label="事项",
        states=(
            State(TOLD, "待受理", Tone.GOING, public_text="已经收到，正在看由谁来办。"),
            State(ACCEPTED, "已受理", Tone.GOING, public_text="已经受理，正在安排。"),
            State(WORKING, "办理中", Tone.GOING, public_text="已经派人去办。"),
            State(SUSPENDED, "挂账", Tone.PAUSED, public_text="现在条件不具备，已经记下，到期再看。"),
            State(DONE, "待回复", Tone.DUE, public_text="已经办好，马上答复您。"),
            State(ANSWERED, "待评价", Tone.DONE, public_text="已经答复您，等您说满意不满意。"),
            State(CLOSED, "已办结", Tone.DONE, public_text="办结了。"),
            State(MERGED, "已并案", Tone.NEUTRAL, public_text="和另一件一样的事一起办，结果同样告诉您。"),
        ),
        transitions=(
            Transition(
                verb="settle",
                label="就地办好",
                sources=(TOLD,),
                target=DONE,
                policy=_SEE,
                required=(Need("result", "怎么办的"),),
                public_text="就地办好了。",
            ),
            Transition(
                verb="pass_up",
                label="上报",
                sources=(TOLD, ACCEPTED, WORKING),
                target=TOLD,
                policy=_SEE,
                optional=(_WHY,),
                public_text="报给了上一级。",
            ),
            Transition(
                verb="pass_across",
                label="转办",
                sources=(TOLD, ACCEPTED),
                target=TOLD,
                policy=_HANDLE,
                required=(_WHY,),
                public_text="转给了该办的一方。",
            ),
            Transition(
                verb="accept",
                label="受理",
                sources=(TOLD,),
                target=ACCEPTED,
                policy=_HANDLE,
                required=(Need("kind", "类别"),),
                optional=(Need("urgency", "缓急"),),
                rule=HOTLINE,
                deadline="grid.request",
                public_text="已经受理。",
            ),
            Transition(
                verb="dispatch",
                label="派单",
                sources=(ACCEPTED, WORKING),
                target=WORKING,
                policy=_LEAD,
                optional=(_WHY,),
                public_text="派给了承办的单位。",
            ),
            Transition(
                verb="finish",
                label="办好",
                sources=(ACCEPTED, WORKING),
                target=DONE,
                policy=_HANDLE,
                required=(Need("result", "怎么办的"),),
                deadline="grid.answer",
                public_text="办好了。",
            ),
            Transition(
                verb="explain",
                label="说明办不了，并指路",
                sources=(TOLD, ACCEPTED, WORKING),
                target=DONE,
                policy=_HANDLE,
                required=(Need("result", "为什么办不了、该找谁"),),
                deadline="grid.answer",
                rule="不属于受理范围的要说明理由并告知途径",
                public_text="这件事这里办不了，已经写明该找谁。",
            ),
            Transition(
                verb="answer",
                label="回复报事人",
                sources=(DONE,),
                target=ANSWERED,
                policy=_SEE,
                required=(Need("answer", "答复"), Need("answer_way", "怎么告诉的")),
                public_text="答复了您。",
            ),
            Transition(
                verb="close",
                label="办结",
                sources=(ANSWERED,),
                target=CLOSED,
                policy="requests.close",
                optional=(_WHY,),
                public_text="办结了。",
            ),
            Transition(
                verb="object",
                label="还是不满意",
                sources=(ANSWERED, CLOSED),
                target=ANSWERED,
                policy="requests.reopen",
                required=(_WHY,),
                rule="重开过一次还不满意的，不再自动办结，由上一级决定",
                public_text="您还是不满意，已经告诉上一级，由上一级决定怎么办。",
            ),
            Transition(
                verb="reopen",
                label="重开",
                sources=(ANSWERED, CLOSED, MERGED),
                target=TOLD,
                policy="requests.reopen",
                required=(_WHY,),
                rule="不满意的再办一次，交上一级",
                public_text="又核对了一次，还没有真正办好，交给上一级再办。",
            ),
            Transition(
                verb="suspend",
                label="挂账",
                sources=(ACCEPTED, WORKING),
                target=SUSPENDED,
                policy="requests.suspend",
                required=(Need("plan", "什么时候、具备什么条件再办"), _WHY),
                rule="条件不具备的经上一级同意可以挂账，按期复查",
                public_text="现在条件不具备，先记下，到期再看。",
            ),
            Transition(
                verb="resume",
                label="恢复办理",
                sources=(SUSPENDED,),
                target=ACCEPTED,
                policy=_HANDLE,
                required=(_WHY,),
                public_text="条件具备了，接着办。",
            ),
            Transition(
                verb="merge",
                label="并案",
                sources=(TOLD, ACCEPTED, WORKING, SUSPENDED),
                target=MERGED,
                policy=_HANDLE,
                required=(Need("merged_into", "并到哪一件"),),
                reverse="separate",
                public_text="和另一件一样的事一起办。",
            ),
            Transition(
                verb="separate",
                label="撤销并案",
                sources=(MERGED,),
                target=TOLD,
                policy=_HANDLE,
                required=(_WHY,),
                public_text="单独来办。",
            ),
            Transition(
                verb="seal",
                label="转入密封渠道",
                sources=(TOLD, ACCEPTED, WORKING, SUSPENDED, DONE, ANSWERED, CLOSED),
                target=TOLD,
                policy=_SEE,
                rule="检举控告不得转给被反映的单位和它的上下级（《信访工作条例》）",
                public_text="转给了专门办理检举控告的人员，被反映的单位看不到。",
            ),
        ),
    )
)

GIVEN, SIGNED, FINISHED, RETURNED, RECALLED, CONFIRMED = (
    "given",
    "signed",
    "finished",
    "returned",
    "recalled",
    "confirmed",
)
TASK_OPEN = (GIVEN, SIGNED, FINISHED)
_UNIT = "requests.unit"

TASK = register(
    Machine(
        name="grid.request_task",
        label="交办",
        states=(
            State(GIVEN, "待签收", Tone.DUE),
            State(SIGNED, "办理中", Tone.GOING),
            State(FINISHED, "已办，待确认", Tone.GOING),
            State(RETURNED, "已退回", Tone.NEUTRAL, final=True),
            State(RECALLED, "已改派", Tone.NEUTRAL, final=True),
            State(CONFIRMED, "已办好", Tone.DONE, final=True),
        ),
        transitions=(
            Transition(verb="sign", label="签收", sources=(GIVEN,), target=SIGNED, policy=_UNIT),
            Transition(
                verb="return",
                label="退回",
                sources=(GIVEN, SIGNED),
                target=RETURNED,
                policy=_UNIT,
                required=(Need("words", "为什么不是本单位的事、该谁办"),),
                rule="不属于本单位职责的说明理由退回一次，指定承办的不得再退",
            ),
            Transition(
                verb="finish",
                label="报告办好",
                sources=(SIGNED,),
                target=FINISHED,
                policy=_UNIT,
                required=(Need("result", "怎么办的"),),
            ),
            Transition(
                verb="confirm",
                label="确认办好",
                sources=(FINISHED,),
                target=CONFIRMED,
                policy=_LEAD,
            ),
            Transition(
                verb="redo",
                label="没办好，接着办",
                sources=(FINISHED,),
                target=SIGNED,
                policy=_LEAD,
                required=(Need("words", "哪里没办好"),),
            ),
            Transition(
                verb="recall",
                label="改派",
                sources=(GIVEN, SIGNED),
                target=RECALLED,
                policy=_LEAD,
                required=(Need("words", "为什么改派"),),
            ),
        ),
    )
)
