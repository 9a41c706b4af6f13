"""How a premises project moves (domain.md 2.2). Each step is the reaching of one milestone.

停滞 is no state: a project stands still when no milestone was reached for long (``selectors.standing_still``);
an adjustment of plan or budget changes the record, not its state.
"""

from linli.workflow.machines import Machine, Need, State, Tone, Transition, register

PLAN = "社区（村）服务用房建设三年行动计划"
_WORK = "facilities.project.work"
_REACHED_ON = Need("actual_on", "实际完成日期", kept=False)

RESERVE, CANCELLED = "reserve", "cancelled"
APPROVED, FUNDED, STARTED, BUILT, ACCEPTED = "approved", "funded", "started", "built", "accepted"
HANDED_OVER, MOVED_IN, IN_USE = "handed_over", "moved_in", "in_use"


def _step(verb: str, label: str, source: str, target: str) -> Transition:
    return Transition(
        verb=verb,
        label=label,
        sources=(source,),
        target=target,
        policy=_WORK,
        required=(_REACHED_ON,),
        rule=PLAN,
    )


PROJECT = register(
    Machine(
        name="facilities.project",
        label="服务用房项目",
        states=(
            State(RESERVE, "储备"),
            State(APPROVED, "已立项", Tone.GOING),
            State(FUNDED, "资金已落实", Tone.GOING),
            State(STARTED, "已开工", Tone.GOING),
            State(BUILT, "主体完工", Tone.GOING),
            State(ACCEPTED, "已竣工验收", Tone.GOING),
            State(HANDED_OVER, "已交付", Tone.GOING),
            State(MOVED_IN, "已进驻", Tone.DONE),
            State(IN_USE, "已投用", Tone.DONE, final=True),
            State(CANCELLED, "已取消", Tone.NEUTRAL, final=True),
        ),
        transitions=(
            _step("approve", "立项", RESERVE, APPROVED),
            _step("fund", "落实资金", APPROVED, FUNDED),
            _step("start", "开工", FUNDED, STARTED),
            _step("build", "主体完工", STARTED, BUILT),
            _step("accept", "竣工验收", BUILT, ACCEPTED),
            _step("hand_over", "交付", ACCEPTED, HANDED_OVER),
            _step("move_in", "进驻", HANDED_OVER, MOVED_IN),
            _step("put_to_use", "投用", MOVED_IN, IN_USE),
            Transition(
                verb="cancel",
                label="取消项目",
                sources=(RESERVE, APPROVED, FUNDED, STARTED, BUILT),
                target=CANCELLED,
                policy=_WORK,
                required=(Need("cancelled_on", "取消日期"), Need("cancel_reason", "取消原因")),
                rule=f"{PLAN}：通过竣工验收的项目不再取消",
            ),
        ),
    )
)
