"""How study and guidance show themselves; also organisations, which several figures of study list."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from linli.orgs.models import Organisation
from linli.study.models import Finding, Gathering, GuidanceGroup, GuidanceVisit, GuidedUnit, ThemeDay
from linli.ui.records import Column, ColumnKind, RecordPage, Related

WHY = "rows of a record the reader was admitted to"


@dataclass(frozen=True)
class Part:
    """One of 一课, 一片, 一实践 as a line of a theme day."""

    name: str
    title: str
    kind: str


def _parts(gathering: Gathering) -> Iterable[Part]:
    day = ThemeDay.objects.unscoped(WHY).filter(gathering=gathering).first()
    if day is None:
        return []
    film = f"{day.film_source} {day.film_minutes} 分钟" if day.film_minutes else day.film_source
    return [
        Part("一课", day.lesson_title, day.get_lesson_kind_display()),
        Part("一片", day.film_title, film),
        Part("一实践", day.practice_title, day.get_practice_kind_display()),
    ]


def _absences(gathering: Gathering) -> QuerySet[ThemeDay]:
    return ThemeDay.objects.unscoped(WHY).filter(gathering=gathering)


def _gatherings_of(organisation: Organisation) -> QuerySet[Gathering]:
    return (
        Gathering.objects.unscoped(WHY)
        .filter(org=organisation)
        .select_related("campaign")
        .order_by("-held_on")[:50]
    )


GATHERING_COLUMNS = (
    Column(label="日期", value="held_on", kind=ColumnKind.DATE),
    Column(label="类别", value="kind", kind=ColumnKind.CHOICE),
    Column(label="主题", value="topic"),
    Column(label="实到（人）", value="present_count", kind=ColumnKind.NUMBER),
)

GATHERING = RecordPage(
    model=Gathering,
    slug="gathering",
    label="集中学习研讨",
    system="study",
    title=lambda g: g.topic,
    columns=(Column(label="党组织", value="org", kind=ColumnKind.LINK), *GATHERING_COLUMNS),
    fields=(
        Column(label="党组织", value="org", kind=ColumnKind.LINK),
        Column(label="专项工作", value="campaign"),
        Column(label="类别", value="kind", kind=ColumnKind.CHOICE),
        Column(label="日期", value="held_on", kind=ColumnKind.DATE),
        Column(label="当月追加（不计次数）", value="is_extra", kind=ColumnKind.BOOL),
        Column(label="主题", value="topic"),
        Column(label="地点", value="place"),
        Column(label="应到（人）", value="due_count", kind=ColumnKind.NUMBER),
        Column(label="实到（人）", value="present_count", kind=ColumnKind.NUMBER),
        Column(label="形式", value="study_session.form", kind=ColumnKind.CHOICE),
        Column(label="领学", value="study_session.speaker", kind=ColumnKind.CHOICE),
        Column(label="学习篇目", value="study_session.reading"),
        Column(label="主持人", value="theme_day.host", kind=ColumnKind.PERSON),
    ),
    export_columns=(
        Column(label="应到（人）", value="due_count", kind=ColumnKind.NUMBER),
        Column(label="专项工作", value="campaign"),
        Column(label="地区", value="org.area", kind=ColumnKind.AREA),
    ),
    searched=("topic",),
    source="党组织办完后记录一次，人数按类别填，不逐人点名。",
    select_related=("org__area", "campaign", "study_session", "theme_day__host"),
    order_by=("-held_on", "pk"),
    related=(
        Related(
            label="一课一片一实践",
            rows=_parts,
            columns=(
                Column(label="环节", value="name"),
                Column(label="内容", value="title"),
                Column(label="类别", value="kind"),
            ),
        ),
        Related(
            label="未到与补学（人）",
            rows=_absences,
            columns=(
                Column(label="因病", value="absent_ill", kind=ColumnKind.NUMBER),
                Column(label="外出", value="absent_away", kind=ColumnKind.NUMBER),
                Column(label="值班", value="absent_on_duty", kind=ColumnKind.NUMBER),
                Column(label="其他", value="absent_other", kind=ColumnKind.NUMBER),
                Column(label="送学上门", value="made_up_at_home", kind=ColumnKind.NUMBER),
                Column(label="线上补学", value="made_up_online", kind=ColumnKind.NUMBER),
                Column(label="补课", value="made_up_in_class", kind=ColumnKind.NUMBER),
            ),
        ),
    ),
)
ORGANISATION = RecordPage(
    model=Organisation,
    slug="organisation",
    label="组织",
    system="study",
    title=lambda o: o.name,
    columns=(
        Column(label="名称", value="name"),
        Column(label="类别", value="kind", kind=ColumnKind.CHOICE),
        Column(label="所在地区", value="area", kind=ColumnKind.AREA),
        Column(label="上级组织", value="parent"),
        Column(label="成立", value="valid_from", kind=ColumnKind.DATE),
    ),
    fields=(
        Column(label="名称", value="name"),
        Column(label="类别", value="kind", kind=ColumnKind.CHOICE),
        Column(label="所在地区", value="area", kind=ColumnKind.AREA),
        Column(label="上级组织", value="parent", kind=ColumnKind.LINK),
        Column(label="建在网格", value="grid", kind=ColumnKind.AREA),
        Column(label="成立", value="valid_from", kind=ColumnKind.DATE),
        Column(label="撤销", value="valid_to", kind=ColumnKind.DATE),
    ),
    searched=("name",),
    spelt=True,
    source="区委组织部、各部门和街道登记组织名册；党员信息不在本系统。",
    select_related=("area", "parent", "grid"),
    order_by=("area__code", "pk"),
    related=(
        Related(label="最近的学习研讨和主题党日", rows=_gatherings_of, columns=GATHERING_COLUMNS),
        Related(
            label="联系指导",
            rows=lambda o: (
                GuidedUnit.objects.unscoped(WHY)
                .filter(organisation=o)
                .select_related("campaign", "group")
                .order_by("-valid_from")
            ),
            columns=(
                Column(label="专项工作", value="campaign"),
                Column(label="指导组", value="group"),
                Column(label="自", value="valid_from", kind=ColumnKind.DATE),
                Column(label="至", value="valid_to", kind=ColumnKind.DATE),
            ),
        ),
    ),
)
GUIDANCE_GROUP = RecordPage(
    model=GuidanceGroup,
    slug="guidance-group",
    label="指导组",
    system="study",
    title=lambda g: f"{g.campaign.name}第{g.number}指导组",
    columns=(
        Column(label="组号", value=str),
        Column(label="专项工作", value="campaign"),
        Column(label="组长", value="leader", kind=ColumnKind.PERSON),
        Column(label="组建日期", value="formed_on", kind=ColumnKind.DATE),
    ),
    fields=(
        Column(label="组号", value=str),
        Column(label="专项工作", value="campaign"),
        Column(label="依据", value="campaign.basis"),
        Column(label="组长", value="leader", kind=ColumnKind.PERSON),
        Column(label="组建日期", value="formed_on", kind=ColumnKind.DATE),
    ),
    searched=("campaign__name",),
    source="专项工作牵头单位组建指导组时登记。",
    select_related=("campaign", "leader"),
    order_by=("campaign", "number"),
    related=(
        Related(
            label="成员",
            rows=lambda g: g.members.select_related("person").order_by("valid_from", "pk"),
            columns=(
                Column(label="姓名", value="person", kind=ColumnKind.PERSON),
                Column(label="自", value="valid_from", kind=ColumnKind.DATE),
                Column(label="至", value="valid_to", kind=ColumnKind.DATE),
            ),
        ),
        Related(
            label="联系指导单位",
            rows=lambda g: g.units.select_related("organisation").order_by("pk"),
            columns=(
                Column(label="单位", value="organisation", kind=ColumnKind.LINK),
                Column(label="自", value="valid_from", kind=ColumnKind.DATE),
                Column(label="至", value="valid_to", kind=ColumnKind.DATE),
            ),
        ),
        Related(
            label="最近的督导",
            rows=lambda g: (
                GuidanceVisit.objects.unscoped(WHY)
                .filter(unit__group=g)
                .select_related("unit__organisation")
                .order_by("-held_on")[:50]
            ),
            columns=(
                Column(label="日期", value="held_on", kind=ColumnKind.DATE),
                Column(label="单位", value="unit"),
                Column(label="方式", value="mode", kind=ColumnKind.CHOICE),
                Column(label="情况", value="summary"),
            ),
        ),
    ),
)
FINDING = RecordPage(
    model=Finding,
    slug="finding",
    label="督导问题",
    system="study",
    title=lambda f: f"{f.unit.organisation.name}：{f.get_category_display()}",
    columns=(
        Column(label="单位", value="unit.organisation", kind=ColumnKind.LINK),
        Column(label="类别", value="category", kind=ColumnKind.CHOICE),
        Column(label="程度", value="severity", kind=ColumnKind.CHOICE),
        Column(label="整改期限", value="due_on", kind=ColumnKind.DATE),
        Column(label="销号日期", value="closed_on", kind=ColumnKind.DATE),
    ),
    fields=(
        Column(label="单位", value="unit.organisation", kind=ColumnKind.LINK),
        Column(label="指导组", value="unit.group", kind=ColumnKind.LINK),
        Column(label="状态", value="state", kind=ColumnKind.CHOICE),
        Column(label="类别", value="category", kind=ColumnKind.CHOICE),
        Column(label="程度", value="severity", kind=ColumnKind.CHOICE),
        Column(label="问题", value="description"),
        Column(label="依据", value="basis"),
        Column(label="发现日期", value="found_on", kind=ColumnKind.DATE),
        Column(label="反馈日期", value="fed_back_on", kind=ColumnKind.DATE),
        Column(label="反馈单编号", value="feedback_no"),
        Column(label="整改期限", value="due_on", kind=ColumnKind.DATE),
        Column(label="延期至", value="extended_to", kind=ColumnKind.DATE),
        Column(label="延期理由", value="extension_reason"),
        Column(label="整改责任人", value="owner", kind=ColumnKind.PERSON),
        Column(label="整改措施", value="measures"),
        Column(label="整改完成日期", value="rectified_on", kind=ColumnKind.DATE),
        Column(label="整改人", value="rectified_by", kind=ColumnKind.PERSON),
        Column(label="整改情况", value="evidence"),
        Column(label="核验人", value="verifier", kind=ColumnKind.PERSON),
        Column(label="核验日期", value="verified_on", kind=ColumnKind.DATE),
        Column(label="核验结论", value="verdict", kind=ColumnKind.CHOICE),
        Column(label="退回理由", value="verdict_note"),
        Column(label="销号日期", value="closed_on", kind=ColumnKind.DATE),
        Column(label="移交机关", value="handed_over_to"),
        Column(label="移交日期", value="handed_over_on", kind=ColumnKind.DATE),
    ),
    export_columns=(
        Column(label="状态", value="state", kind=ColumnKind.CHOICE),
        Column(label="反馈日期", value="fed_back_on", kind=ColumnKind.DATE),
        Column(label="反馈单编号", value="feedback_no"),
        Column(label="整改完成日期", value="rectified_on", kind=ColumnKind.DATE),
    ),
    searched=("unit__organisation__name", "feedback_no"),
    source="指导组督导时登记；整改由单位填写，核验由整改人以外的人填写。",
    select_related=("unit__organisation", "unit__group", "owner", "rectified_by", "verifier"),
    team=lambda f: {f.unit.group.leader_id, f.owner_id, f.rectified_by_id, f.verifier_id} - {None},
    order_by=("-found_on", "pk"),
)
PAGES = (GUIDANCE_GROUP, FINDING, GATHERING, ORGANISATION)
