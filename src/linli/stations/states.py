"""How a station, a vacancy and a referral move (domain.md 4.2)."""

from linli.workflow.machines import Machine, Need, State, Tone, Transition, register

OPENED = ("open", "repair")
_STATION_POLICY, _JOB_POLICY = "stations.station.keep", "stations.desk.keep"

STATION = register(
    Machine(
        name="stations.station",
        label="暖心驿站",
        states=(
            State("siting", "选址", Tone.NEUTRAL),
            State("building", "建设", Tone.GOING),
            State("open", "在用", Tone.DONE),
            State("repair", "整修", Tone.PAUSED, public_text="暂停开放"),
            State("closed", "停用", Tone.NEUTRAL, final=True),
        ),
        transitions=(
            Transition(
                verb="build", label="开始建设", sources=("siting",), target="building", policy=_STATION_POLICY
            ),
            Transition(
                verb="open",
                label="启用",
                sources=("siting", "building"),
                target="open",
                policy=_STATION_POLICY,
                required=(Need("opened_on", "启用日期"),),
            ),
            Transition(
                verb="pause",
                label="停站整修",
                sources=("open",),
                target="repair",
                policy=_STATION_POLICY,
                required=(Need("from_day", "开始日期", kept=False), Need("reason", "原因", kept=False)),
                reverse="resume",
            ),
            Transition(
                verb="resume",
                label="恢复开放",
                sources=("repair",),
                target="open",
                policy=_STATION_POLICY,
                required=(Need("to_day", "恢复日期", kept=False),),
            ),
            Transition(
                verb="close",
                label="停用",
                sources=OPENED,
                target="closed",
                policy=_STATION_POLICY,
                required=(Need("closed_on", "停用日期"), Need("closing_reason", "停用原因")),
            ),
        ),
    )
)

VACANCY = register(
    Machine(
        name="stations.vacancy",
        label="招聘岗位",
        states=(
            State("submitted", "待核验", Tone.GOING),
            State("published", "已发布", Tone.GOING),
            State("expired", "到期下线", Tone.NEUTRAL, final=True),
            State("withdrawn", "已下线", Tone.NEUTRAL, final=True),
        ),
        transitions=(
            Transition(
                verb="publish",
                label="核验并发布",
                sources=("submitted",),
                target="published",
                policy=_JOB_POLICY,
                required=(Need("published_on", "发布日期"),),
                rule="《就业促进法》第二十六条：招用人员不得有就业歧视",
            ),
            Transition(
                verb="expire", label="到期下线", sources=("published",), target="expired", policy=_JOB_POLICY
            ),
            Transition(
                verb="withdraw",
                label="下线",
                sources=("submitted", "published"),
                target="withdrawn",
                policy=_JOB_POLICY,
                required=(Need("withdrawn_reason", "下线原因"),),
            ),
        ),
    )
)

REFERRAL = register(
    Machine(
        name="stations.referral",
        label="就业推荐",
        states=(
            State("made", "已推荐", Tone.GOING),
            State("interviewed", "已面试", Tone.GOING),
            State("hired", "已录用，待上岗", Tone.GOING),
            State("started", "已上岗", Tone.DONE),
            State("closed", "办结", Tone.NEUTRAL, final=True),
        ),
        transitions=(
            Transition(
                verb="interview",
                label="面试",
                sources=("made",),
                target="interviewed",
                policy=_JOB_POLICY,
                required=(Need("interviewed_on", "面试日期"),),
            ),
            Transition(
                verb="hire",
                label="录用",
                sources=("made", "interviewed"),
                target="hired",
                policy=_JOB_POLICY,
            ),
            Transition(
                verb="start",
                label="上岗",
                sources=("hired",),
                target="started",
                policy=_JOB_POLICY,
                required=(Need("started_on", "上岗日期"),),
                deadline="stations.placement.follow_up.first",
            ),
            Transition(
                verb="reject",
                label="未录用",
                sources=("made", "interviewed"),
                target="closed",
                policy=_JOB_POLICY,
            ),
            Transition(
                verb="give_up",
                label="放弃",
                sources=("made", "interviewed"),
                target="closed",
                policy=_JOB_POLICY,
            ),
            Transition(
                verb="close",
                label="办结",
                sources=("started",),
                target="closed",
                policy=_JOB_POLICY,
                required=(Need("kept_30_days", "满 30 天在岗"),),
                optional=(Need("kept_90_days", "满 90 天在岗"),),
            ),
        ),
    )
)
