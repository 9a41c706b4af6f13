"""How stations, honours, and the work of the job desks show themselves."""

from linli.stations.models import (
    Consultation,
    Referral,
    Station,
    StationCheck,
    StationHonour,
    Trainee,
)
from linli.ui.records import Column, ColumnKind, RecordPage, Related

WHY = "rows of a record the reader was admitted to"


def _result(check: StationCheck) -> list[str]:
    """Each line of the list with its answer."""
    return [
        f"{text}：{'有' if met else '缺'}"
        for text, met in zip(check.standard.items, check.results, strict=False)
    ]


STATION = RecordPage(
    model=Station,
    slug="station",
    label="暖心驿站",
    system="stations",
    title=lambda s: s.name,
    columns=(
        Column(label="名称", value="name"),
        Column(label="社区（村）", value="community", kind=ColumnKind.AREA),
        Column(label="依托", value="host", kind=ColumnKind.CHOICE),
        Column(label="新建", value="is_new_build", kind=ColumnKind.BOOL),
        Column(label="启用", value="opened_on", kind=ColumnKind.DATE),
    ),
    export_columns=(
        Column(label="编码", value="code"),
        Column(label="地址", value="address"),
        Column(label="开放时间", value="open_hours"),
        Column(label="状态", value="state", kind=ColumnKind.CHOICE),
    ),
    fields=(
        Column(label="编码", value="code"),
        Column(label="名称", value="name"),
        Column(label="社区（村）", value="community", kind=ColumnKind.AREA),
        Column(label="地址", value="address"),
        Column(label="依托", value="host", kind=ColumnKind.CHOICE),
        Column(label="新建", value="is_new_build", kind=ColumnKind.BOOL),
        Column(label="开放时间", value="open_hours"),
        Column(label="24 小时开放", value="is_24h", kind=ColumnKind.BOOL),
        Column(label="站长", value="manager", kind=ColumnKind.PERSON),
        Column(label="已上地图", value="map_names"),
        Column(label="状态", value="state", kind=ColumnKind.CHOICE),
        Column(label="启用", value="opened_on", kind=ColumnKind.DATE),
        Column(label="停用", value="closed_on", kind=ColumnKind.DATE),
    ),
    searched=("name", "code", "address"),
    spelt=True,
    source="区总工会和街道在驿站建成、核验、授牌时登记。",
    select_related=("community", "manager"),
    order_by=("community__code", "code"),
    related=(
        Related(
            label="对标核验",
            rows=lambda s: (
                StationCheck.objects.unscoped(WHY)
                .filter(station=s)
                .select_related("standard")
                .order_by("-checked_on", "kind")
            ),
            columns=(
                Column(label="标准", value="kind", kind=ColumnKind.CHOICE),
                Column(label="核验", value="checked_on", kind=ColumnKind.DATE),
                Column(label="结果", value=_result, kind=ColumnKind.LIST),
            ),
        ),
        Related(
            label="荣誉",
            rows=lambda s: StationHonour.objects.unscoped(WHY).filter(station=s).order_by("-awarded_on"),
            columns=(
                Column(label="称号", value="kind", kind=ColumnKind.CHOICE),
                Column(label="授予", value="awarded_on", kind=ColumnKind.DATE),
                Column(label="授予单位", value="awarded_by"),
                Column(label="撤销", value="revoked_on", kind=ColumnKind.DATE),
            ),
        ),
    ),
)
HONOUR = RecordPage(
    model=StationHonour,
    slug="station-honour",
    label="驿站荣誉",
    system="stations",
    title=lambda h: f"{h.station.name}·{h.get_kind_display()}",
    columns=(
        Column(label="驿站", value="station", kind=ColumnKind.LINK),
        Column(label="社区（村）", value="station.community", kind=ColumnKind.AREA),
        Column(label="称号", value="kind", kind=ColumnKind.CHOICE),
        Column(label="授予", value="awarded_on", kind=ColumnKind.DATE),
        Column(label="授予单位", value="awarded_by"),
    ),
    fields=(
        Column(label="驿站", value="station", kind=ColumnKind.LINK),
        Column(label="社区（村）", value="station.community", kind=ColumnKind.AREA),
        Column(label="称号", value="kind", kind=ColumnKind.CHOICE),
        Column(label="授予", value="awarded_on", kind=ColumnKind.DATE),
        Column(label="授予单位", value="awarded_by"),
        Column(label="文件", value="basis"),
        Column(label="撤销", value="revoked_on", kind=ColumnKind.DATE),
    ),
    source="区总工会按授予文件登记。",
    select_related=("station__community",),
    order_by=("station__community__code", "-awarded_on"),
)
CONSULTATION = RecordPage(
    model=Consultation,
    slug="consultation",
    label="就业政策咨询",
    system="stations",
    title=lambda c: f"{c.desk.name}·{c.get_topic_display()}",
    columns=(
        Column(label="日期", value="held_on", kind=ColumnKind.DATE),
        Column(label="就业帮帮站", value="desk.name"),
        Column(label="主题", value="topic", kind=ColumnKind.CHOICE),
        Column(label="方式", value="way", kind=ColumnKind.CHOICE),
        Column(label="时长（分钟）", value="minutes", kind=ColumnKind.NUMBER),
    ),
    fields=(
        Column(label="日期", value="held_on", kind=ColumnKind.DATE),
        Column(label="就业帮帮站", value="desk.name"),
        Column(label="社区（村）", value="desk.community", kind=ColumnKind.AREA),
        Column(label="主题", value="topic", kind=ColumnKind.CHOICE),
        Column(label="方式", value="way", kind=ColumnKind.CHOICE),
        Column(label="时长（分钟）", value="minutes", kind=ColumnKind.NUMBER),
        Column(label="结果", value="result"),
    ),
    source="就业帮帮站当场记录，可以不留姓名。",
    select_related=("desk__community",),
    order_by=("-held_on", "-pk"),
)
TRAINEE = RecordPage(
    model=Trainee,
    slug="trainee",
    label="定向培训学员",
    system="stations",
    title=lambda t: t.training.title,
    columns=(
        Column(label="姓名", value="person", kind=ColumnKind.PERSON),
        Column(label="培训班", value="training.title"),
        Column(label="工种", value="training.trade", kind=ColumnKind.CHOICE),
        Column(label="学完", value="completed_on", kind=ColumnKind.DATE),
        Column(label="取得证书", value="certified_on", kind=ColumnKind.DATE),
    ),
    fields=(
        Column(label="姓名", value="person", kind=ColumnKind.PERSON),
        Column(label="培训班", value="training.title"),
        Column(label="工种", value="training.trade", kind=ColumnKind.CHOICE),
        Column(label="就业帮帮站", value="training.desk.name"),
        Column(label="合作单位", value="training.partner"),
        Column(label="学时", value="training.hours", kind=ColumnKind.NUMBER),
        Column(label="报名", value="enrolled_on", kind=ColumnKind.DATE),
        Column(label="学完", value="completed_on", kind=ColumnKind.DATE),
        Column(label="取得证书", value="certified_on", kind=ColumnKind.DATE),
        Column(label="中途退出", value="dropped_on", kind=ColumnKind.DATE),
    ),
    source="就业帮帮站在开班和结业时登记名册。",
    select_related=("person", "training__desk"),
    order_by=("-completed_on", "-pk"),
)
REFERRAL = RecordPage(
    model=Referral,
    slug="referral",
    label="就业推荐",
    system="stations",
    title=lambda r: f"{r.desk.name}·{r.vacancy.title}",
    columns=(
        Column(label="姓名", value="seeker.person", kind=ColumnKind.PERSON),
        Column(label="岗位", value="vacancy.title"),
        Column(label="就业帮帮站", value="desk.name"),
        Column(label="推荐", value="made_on", kind=ColumnKind.DATE),
        Column(label="上岗", value="started_on", kind=ColumnKind.DATE),
    ),
    fields=(
        Column(label="姓名", value="seeker.person", kind=ColumnKind.PERSON),
        Column(label="类别", value="seeker.group", kind=ColumnKind.CHOICE),
        Column(label="岗位", value="vacancy.title"),
        Column(label="用人单位", value="vacancy.employer.organisation.name"),
        Column(label="就业帮帮站", value="desk.name"),
        Column(label="推荐", value="made_on", kind=ColumnKind.DATE),
        Column(label="面试", value="interviewed_on", kind=ColumnKind.DATE),
        Column(label="结果", value="result", kind=ColumnKind.CHOICE),
        Column(label="上岗", value="started_on", kind=ColumnKind.DATE),
        Column(label="满 30 天在岗", value="kept_30_days", kind=ColumnKind.BOOL),
        Column(label="满 90 天在岗", value="kept_90_days", kind=ColumnKind.BOOL),
    ),
    source="就业帮帮站在推荐、面试、上岗和回访时登记。",
    select_related=("seeker__person", "vacancy__employer__organisation", "desk"),
    order_by=("-started_on", "-pk"),
)
PAGES = (STATION, HONOUR, CONSULTATION, TRAINEE, REFERRAL)
