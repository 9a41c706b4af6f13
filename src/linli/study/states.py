"""The life of a finding: 登记 → 已反馈 → 整改中 → 待核验 → 已销号, with 退回, 延期 and 移交 (domain.md 2.1)."""

from linli.workflow.machines import Machine, Need, State, Tone, Transition

REGISTERED = "registered"
FED_BACK = "fed_back"
RECTIFYING = "rectifying"
EXTENDED = "extended"
TO_VERIFY = "to_verify"
RETURNED = "returned"
CLOSED = "closed"
HANDED_OVER = "handed_over"

TWO_PERSONS = "整改和核验由不同的人办（两人原则）"

FINDING = Machine(
    name="study.finding",
    label="问题整改",
    states=(
        State(REGISTERED, "登记", Tone.NEUTRAL),
        State(FED_BACK, "已反馈", Tone.GOING),
        State(RECTIFYING, "整改中", Tone.GOING),
        State(EXTENDED, "延期整改", Tone.DUE),
        State(TO_VERIFY, "待核验", Tone.GOING),
        State(RETURNED, "退回", Tone.DUE),
        State(CLOSED, "已销号", Tone.DONE, final=True),
        State(HANDED_OVER, "已移交", Tone.PAUSED, final=True),
    ),
    transitions=(
        Transition(
            verb="feed_back",
            label="反馈",
            sources=(REGISTERED,),
            target=FED_BACK,
            policy="study.finding.feed_back",
            required=(
                Need("fed_back_on", "反馈日期"),
                Need("feedback_no", "反馈单编号"),
                Need("due_on", "整改期限"),
            ),
        ),
        Transition(
            verb="plan",
            label="制定整改措施",
            sources=(FED_BACK,),
            target=RECTIFYING,
            policy="study.finding.plan",
            required=(Need("owner", "整改责任人"), Need("measures", "整改措施")),
        ),
        Transition(
            verb="submit",
            label="报请核验",
            sources=(RECTIFYING, EXTENDED, RETURNED),
            target=TO_VERIFY,
            policy="study.finding.submit",
            required=(
                Need("rectified_on", "整改完成日期"),
                Need("rectified_by", "整改人"),
                Need("evidence", "整改情况"),
            ),
        ),
        Transition(
            verb="close",
            label="销号",
            sources=(TO_VERIFY,),
            target=CLOSED,
            policy="study.finding.verify",
            required=(
                Need("verifier", "核验人"),
                Need("verified_on", "核验日期"),
                Need("verdict", "核验结论"),
                Need("closed_on", "销号日期"),
            ),
            rule=TWO_PERSONS,
        ),
        Transition(
            verb="send_back",
            label="退回",
            sources=(TO_VERIFY,),
            target=RETURNED,
            policy="study.finding.verify",
            required=(
                Need("verifier", "核验人"),
                Need("verified_on", "核验日期"),
                Need("verdict", "核验结论"),
                Need("verdict_note", "退回理由"),
            ),
            rule=TWO_PERSONS,
        ),
        Transition(
            verb="extend",
            label="批准延期",
            sources=(RECTIFYING, RETURNED),
            target=EXTENDED,
            policy="study.finding.extend",
            required=(
                Need("extended_to", "延期至"),
                Need("extension_reason", "延期理由"),
                Need("extension_by", "批准人"),
            ),
        ),
        Transition(
            verb="hand_over",
            label="移交",
            sources=(REGISTERED, FED_BACK, RECTIFYING, EXTENDED, TO_VERIFY, RETURNED),
            target=HANDED_OVER,
            policy="study.finding.hand_over",
            required=(Need("handed_over_to", "移交机关"), Need("handed_over_on", "移交日期")),
            rule="违纪违法线索移交纪检或组织部门，本系统只留“已移交”一条",
        ),
    ),
)
