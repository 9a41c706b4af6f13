"""How classes and enrolments show themselves."""

from linli.academy.models import Enrolment, TrainingClass
from linli.ui.records import Column, ColumnKind, RecordPage, Related

TRAINING_CLASS = RecordPage(
    model=TrainingClass,
    slug="training-class",
    label="培训班次",
    system="academy",
    title=lambda c: f"{c}：{c.theme}",
    columns=(
        Column(label="期次", value=str),
        Column(label="主题", value="theme"),
        Column(label="开始", value="starts_on", kind=ColumnKind.DATE),
        Column(label="结束", value="ends_on", kind=ColumnKind.DATE),
        Column(label="对象", value="target", kind=ColumnKind.CHOICE),
    ),
    fields=(
        Column(label="期次", value=str),
        Column(label="主题", value="theme"),
        Column(label="状态", value="state", kind=ColumnKind.CHOICE),
        Column(label="开始", value="starts_on", kind=ColumnKind.DATE),
        Column(label="结束", value="ends_on", kind=ColumnKind.DATE),
        Column(label="对象", value="target", kind=ColumnKind.CHOICE),
        Column(label="名额（人）", value="quota", kind=ColumnKind.NUMBER),
        Column(label="地区", value="area", kind=ColumnKind.AREA),
        Column(label="地点", value="place"),
        Column(label="班主任", value="head_teacher", kind=ColumnKind.PERSON),
        Column(label="预算", value="budget_fen", kind=ColumnKind.MONEY),
        Column(label="取消原因", value="cancel_reason"),
    ),
    export_columns=(
        Column(label="状态", value="state", kind=ColumnKind.CHOICE),
        Column(label="地点", value="place"),
    ),
    searched=("theme",),
    source="学院登记每期培训班和沙龙。",
    select_related=("area", "head_teacher"),
    order_by=("-starts_on", "pk"),
    related=(
        Related(
            label="课程",
            rows=lambda c: c.sessions.select_related("course", "teacher__person").order_by(
                "held_on", "starts_at"
            ),
            columns=(
                Column(label="日期", value="held_on", kind=ColumnKind.DATE),
                Column(label="时间", value=lambda s: f"{s.starts_at:%H:%M}–{s.ends_at:%H:%M}"),
                Column(label="课程", value="course"),
                Column(label="教师", value="teacher.person", kind=ColumnKind.PERSON),
                Column(label="教室", value="room"),
            ),
        ),
    ),
)
ENROLMENT = RecordPage(
    model=Enrolment,
    slug="enrolment",
    label="参训记录",
    system="academy",
    title=lambda e: str(e.training_class),
    columns=(
        Column(label="学员", value="person", kind=ColumnKind.PERSON),
        Column(label="社区（村）", value="community", kind=ColumnKind.AREA),
        Column(label="班次", value="training_class", kind=ColumnKind.LINK),
        Column(label="到训日期", value="attended_on", kind=ColumnKind.DATE),
        Column(label="状态", value="status", kind=ColumnKind.CHOICE),
    ),
    fields=(
        Column(label="学员", value="person", kind=ColumnKind.PERSON),
        Column(label="身份", value="learner_kind", kind=ColumnKind.CHOICE),
        Column(label="社区（村）", value="community", kind=ColumnKind.AREA),
        Column(label="选派单位", value="nominated_by"),
        Column(label="班次", value="training_class", kind=ColumnKind.LINK),
        Column(label="状态", value="status", kind=ColumnKind.CHOICE),
        Column(label="到训日期", value="attended_on", kind=ColumnKind.DATE),
        Column(label="学时", value="study_hours", kind=ColumnKind.NUMBER),
        Column(label="结业情况", value="result", kind=ColumnKind.CHOICE),
        Column(label="备注", value="note"),
    ),
    export_columns=(
        Column(label="身份", value="learner_kind", kind=ColumnKind.CHOICE),
        Column(label="学时", value="study_hours", kind=ColumnKind.NUMBER),
    ),
    source="社区（村）选派，学院逐人登记到训。",
    select_related=("person", "community", "training_class", "nominated_by"),
    order_by=("-attended_on", "pk"),
)
PAGES = (TRAINING_CLASS, ENROLMENT)
