"""The lives of a class (domain.md 4.1) and of an enrolment."""

from linli.workflow.machines import Machine, Need, State, Tone, Transition

PLANNED = "planned"
ANNOUNCED = "announced"
ENROLLING = "enrolling"
TEACHING = "teaching"
EVALUATED = "evaluated"
FINISHED = "finished"
ARCHIVED = "archived"
CANCELLED = "cancelled"

HELD = (TEACHING, EVALUATED, FINISHED, ARCHIVED)

APPLIED = "applied"
ADMITTED = "admitted"
ATTENDED = "attended"
ABSENT = "absent"
ON_LEAVE = "on_leave"
COMPLETED = "completed"

PRESENT = (ATTENDED, COMPLETED)

CLASS = Machine(
    name="academy.class",
    label="培训班次",
    states=(
        State(PLANNED, "列入计划", Tone.NEUTRAL),
        State(ANNOUNCED, "已发开班通知", Tone.GOING),
        State(ENROLLING, "报名中", Tone.GOING),
        State(TEACHING, "已开班", Tone.GOING),
        State(EVALUATED, "已评估", Tone.GOING),
        State(FINISHED, "已结业", Tone.DONE),
        State(ARCHIVED, "已归档", Tone.DONE, final=True),
        State(CANCELLED, "已取消", Tone.PAUSED, final=True),
    ),
    transitions=(
        Transition(
            verb="announce",
            label="发开班通知",
            sources=(PLANNED,),
            target=ANNOUNCED,
            policy="academy.class.announce",
        ),
        Transition(
            verb="open_enrolment",
            label="分配名额、开始报名",
            sources=(ANNOUNCED,),
            target=ENROLLING,
            policy="academy.class.announce",
            required=(Need("quota", "名额"),),
        ),
        Transition(
            verb="begin",
            label="开班",
            sources=(ANNOUNCED, ENROLLING),
            target=TEACHING,
            policy="academy.class.teach",
            optional=(Need("starts_on", "开班日期"), Need("ends_on", "结束日期")),
        ),
        Transition(
            verb="evaluate",
            label="评估",
            sources=(TEACHING,),
            target=EVALUATED,
            policy="academy.class.teach",
        ),
        Transition(
            verb="finish",
            label="结业",
            sources=(TEACHING, EVALUATED),
            target=FINISHED,
            policy="academy.class.teach",
        ),
        Transition(
            verb="archive",
            label="归档",
            sources=(FINISHED,),
            target=ARCHIVED,
            policy="academy.class.teach",
        ),
        Transition(
            verb="cancel",
            label="取消",
            sources=(PLANNED, ANNOUNCED, ENROLLING),
            target=CANCELLED,
            policy="academy.class.announce",
            required=(Need("cancel_reason", "取消原因"),),
        ),
    ),
)

_ATTENDANCE = (Need("attended_on", "到训日期"), Need("attended_until", "参训截止"))

ENROLMENT = Machine(
    name="academy.enrolment",
    label="参训",
    attribute="status",
    states=(
        State(APPLIED, "报名", Tone.NEUTRAL),
        State(ADMITTED, "录取", Tone.GOING),
        State(ATTENDED, "参训", Tone.GOING),
        State(ABSENT, "缺席", Tone.LATE, final=True),
        State(ON_LEAVE, "请假", Tone.PAUSED, final=True),
        State(COMPLETED, "结业", Tone.DONE, final=True),
    ),
    transitions=(
        Transition(
            verb="admit",
            label="录取",
            sources=(APPLIED,),
            target=ADMITTED,
            policy="academy.enrolment.admit",
        ),
        Transition(
            verb="attend",
            label="登记到训",
            sources=(ADMITTED,),
            target=ATTENDED,
            policy="academy.enrolment.attend",
            required=_ATTENDANCE,
            rule="同一学员同一天只能参加一个班",
        ),
        Transition(
            verb="miss",
            label="登记缺席",
            sources=(ADMITTED,),
            target=ABSENT,
            policy="academy.enrolment.attend",
        ),
        Transition(
            verb="excuse",
            label="登记请假",
            sources=(APPLIED, ADMITTED),
            target=ON_LEAVE,
            policy="academy.enrolment.attend",
            required=(Need("note", "请假原因"),),
        ),
        Transition(
            verb="complete",
            label="结业",
            sources=(ATTENDED,),
            target=COMPLETED,
            policy="academy.enrolment.attend",
            required=(Need("study_hours", "学时"),),
            optional=(Need("result", "结业情况"),),
        ),
    ),
)
