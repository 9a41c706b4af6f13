"""The lives of a volunteer activity (domain.md 3.2.1) and of a neighbours' event."""

from linli.workflow.machines import Machine, Need, State, Tone, Transition

DRAFT = "draft"
PUBLISHED = "published"
ENROLLING = "enrolling"
HELD = "held"
RECORDED = "recorded"
CONFIRMED = "confirmed"
UPLOADED = "uploaded"
CERTIFIABLE = "certifiable"
CANCELLED = "cancelled"
ANNOUNCED = "announced"

ACTIVITY_DONE = (HELD, RECORDED, CONFIRMED, UPLOADED, CERTIFIABLE)

VOLUNTEER_RULES = "《志愿服务条例》"

ACTIVITY = Machine(
    name="participation.activity",
    label="志愿服务活动",
    states=(
        State(DRAFT, "草拟", Tone.NEUTRAL),
        State(PUBLISHED, "已发布", Tone.GOING),
        State(ENROLLING, "报名中", Tone.GOING),
        State(HELD, "已成行", Tone.DONE),
        State(RECORDED, "已记录", Tone.DONE),
        State(CONFIRMED, "已确认", Tone.DONE),
        State(UPLOADED, "已上传国家系统", Tone.DONE),
        State(CERTIFIABLE, "可开证明", Tone.DONE, final=True),
        State(CANCELLED, "已取消", Tone.PAUSED, final=True),
    ),
    transitions=(
        Transition(
            verb="publish",
            label="发布",
            sources=(DRAFT,),
            target=PUBLISHED,
            policy="participation.activity.publish",
            required=(Need("risk_note", "风险告知"),),
            optional=(Need("insurance_no", "保险单号"),),
            rule=f"{VOLUNTEER_RULES}：招募时告知风险，有人身危险的先买保险",
        ),
        Transition(
            verb="open_enrolment",
            label="开始报名",
            sources=(PUBLISHED,),
            target=ENROLLING,
            policy="participation.activity.publish",
        ),
        Transition(
            verb="hold",
            label="成行",
            sources=(PUBLISHED, ENROLLING),
            target=HELD,
            policy="participation.activity.hold",
            optional=(Need("held_on", "活动日期"),),
        ),
        Transition(
            verb="keep_record",
            label="记录",
            sources=(HELD,),
            target=RECORDED,
            policy="participation.activity.record",
            required=(Need("served_count", "服务人数"),),
        ),
        Transition(
            verb="confirm",
            label="确认",
            sources=(RECORDED,),
            target=CONFIRMED,
            policy="participation.activity.confirm",
            rule="《志愿服务记录与证明出具办法（试行）》：谁组织谁记录，谁记录谁证明",
        ),
        Transition(
            verb="upload",
            label="上传国家系统",
            sources=(CONFIRMED,),
            target=UPLOADED,
            policy="participation.activity.upload",
            required=(Need("uploaded_on", "上传日期"),),
        ),
        Transition(
            verb="open_certificates",
            label="开放开具证明",
            sources=(UPLOADED,),
            target=CERTIFIABLE,
            policy="participation.activity.confirm",
        ),
        Transition(
            verb="cancel",
            label="取消",
            sources=(DRAFT, PUBLISHED, ENROLLING),
            target=CANCELLED,
            policy="participation.activity.publish",
            required=(Need("cancel_reason", "取消原因"),),
        ),
    ),
)

EVENT = Machine(
    name="participation.event",
    label="邻里活动",
    states=(
        State(DRAFT, "筹备中", Tone.NEUTRAL),
        State(ANNOUNCED, "已通知", Tone.GOING),
        State(HELD, "已举办", Tone.DONE, final=True),
        State(CANCELLED, "已取消", Tone.PAUSED, final=True),
    ),
    transitions=(
        Transition(
            verb="announce",
            label="通知居民",
            sources=(DRAFT,),
            target=ANNOUNCED,
            policy="participation.event.announce",
            optional=(Need("safety_plan", "安全方案"), Need("filed_on", "报备日期")),
        ),
        Transition(
            verb="hold",
            label="登记举办",
            sources=(ANNOUNCED,),
            target=HELD,
            policy="participation.event.hold",
            required=(Need("attended_count", "参加人数"),),
            optional=(Need("held_on", "举办日期"),),
        ),
        Transition(
            verb="cancel",
            label="取消",
            sources=(DRAFT, ANNOUNCED),
            target=CANCELLED,
            policy="participation.event.announce",
            required=(Need("cancel_reason", "取消原因"),),
        ),
    ),
)
