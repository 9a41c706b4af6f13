"""Invented wording of the demo's study. Titles of films are made up; readings are published texts."""

from dataclasses import dataclass

from linli.study.models import FindingCategory, PracticeKind

PLACES = (
    "社区党群服务中心会议室",
    "支部会议室",
    "党员活动室",
    "小区红色驿站",
    "机关三楼会议室",
    "村部会议室",
    "社区新时代文明实践站",
)
READINGS = (
    "《中国共产党纪律处分条例》总则",
    "《中国共产党纪律处分条例》分则：政治纪律、组织纪律",
    "《中国共产党纪律处分条例》分则：廉洁纪律、群众纪律",
    "《中国共产党纪律处分条例》分则：工作纪律、生活纪律",
    "《论党的自我革命》节选",
    "《中国共产党章程》",
    "《中国共产党支部工作条例（试行）》",
)
SESSION_TOPICS = (
    "逐章学习《中国共产党纪律处分条例》",
    "党纪学习教育读书班集中研讨",
    "“学纪、知纪、明纪、守纪”交流研讨",
    "以案说纪警示教育会",
    "六大纪律专题研讨",
    "领读《条例》新增条款",
    "基层“小微权力”廉洁风险研讨",
)
OTHER_TOPICS = (
    "学习党的二十届三中全会精神",
    "学习全国两会精神",
    "业务学习：信访工作条例",
    "学习新修订的安全生产要求",
    "学习基层减负若干规定",
)
LESSONS = (
    "把纪律挺在前面",
    "从身边案例看纪律底线",
    "做守纪律、讲规矩的明白人",
    "群众纪律就是作风",
    "社区“小事”里的廉洁",
    "一名老党员的初心",
    "在防汛一线看担当",
    "怎样当好邻里的带头人",
    "“城市六治”中的党员责任",
    "红色家书里的家风",
    "办好群众身边一件事",
)
FILMS: tuple[tuple[str, str, int], ...] = (
    ("《镜鉴》", "区纪委监委警示教育片", 42),
    ("《越界的代价》", "区纪委监委警示教育片", 35),
    ("《微腐之害》", "市纪委监委警示教育片", 38),
    ("《守岳阳》", "远程教育平台", 28),
    ("《一张欠条》", "远程教育平台", 22),
    ("《家风》", "党员教育电视片", 30),
    ("《邻长的一天》", "区融媒体中心微视频", 12),
)
PRACTICES: dict[str, tuple[str, ...]] = {
    PracticeKind.VOLUNTEERING: ("党员义诊进小区", "为独居老人送餐", "便民理发磨刀", "敬老院帮厨"),
    PracticeKind.CLEANING: ("清扫背街小巷", "清理楼道杂物", "清理绿化带垃圾", "擦洗公共设施"),
    PracticeKind.VISITING: ("走访困难党员", "敲门走访问需", "走访辖区商户", "探望住院老党员"),
    PracticeKind.FLOOD: ("上堤巡查值守", "转移低洼处住户", "装填沙袋", "清淤消杀"),
    PracticeKind.CIVILITY: ("路口文明劝导", "文明养犬宣传", "规范停放非机动车", "文明餐桌进小区"),
    PracticeKind.OTHER: ("参观红色教育基地", "重温入党誓词", "反诈宣传入户", "消防安全排查"),
}


@dataclass(frozen=True)
class Month:
    """What a month is about."""

    topics: tuple[str, ...]
    practices: tuple[str, ...]


_WINTER = (PracticeKind.VISITING, PracticeKind.CLEANING, PracticeKind.VOLUNTEERING)
_USUAL = (
    PracticeKind.CIVILITY,
    PracticeKind.VOLUNTEERING,
    PracticeKind.CLEANING,
    PracticeKind.VISITING,
    PracticeKind.OTHER,
)
_FLOOD = (PracticeKind.FLOOD, PracticeKind.FLOOD, PracticeKind.CIVILITY, PracticeKind.VOLUNTEERING)
MONTHS: dict[int, Month] = {
    1: Month(("迎新春、送温暖主题党日", "组织生活会会前学习"), _WINTER),
    2: Month(("“新春第一课”主题党日", "走访慰问主题党日"), _WINTER),
    3: Month(
        ("学雷锋主题党日", "学习全国两会精神主题党日"), (PracticeKind.VOLUNTEERING, PracticeKind.CIVILITY)
    ),
    4: Month(("学党纪、守党规主题党日", "缅怀先烈主题党日"), _USUAL),
    5: Month(("学习政治纪律、组织纪律主题党日", "文明创建主题党日"), _USUAL),
    6: Month(("学习廉洁纪律主题党日", "备汛防汛主题党日", "庆“七一”主题党日"), _FLOOD),
    7: Month(("防汛救灾、党员在一线主题党日", "庆“七一”重温誓词主题党日", "学习群众纪律主题党日"), _FLOOD),
    8: Month(("学习工作纪律主题党日", "关爱老兵主题党日"), _USUAL),
    9: Month(("学习生活纪律主题党日", "中秋邻里情主题党日", "学习党的二十届三中全会精神主题党日"), _USUAL),
    10: Month(("巩固深化党纪学习教育成果主题党日", "重阳敬老主题党日", "国庆升旗主题党日"), _USUAL),
    11: Month(("消防安全宣传主题党日", "民主评议党员前学习"), _USUAL),
    12: Month(("宪法宣传主题党日", "年终走访主题党日"), _WINTER),
}
SUMMARIES = (
    "列席读书班，看了学习计划和发言提纲，安排较实。",
    "查阅三会一课记录本，抽问三名党员，基本掌握。",
    "线上调度进度，个别支部补学未及时登记。",
    "与支部书记谈话，了解整改打算。",
    "现场看主题党日，实践环节与群众需求结合较好。",
    "查阅学习台账，发现有照抄摘抄的情况。",
    "看了警示教育安排，案例选得贴近本单位。",
)
BASES: dict[str, str] = {
    FindingCategory.SHALLOW: "党纪学习教育工作方案：原原本本学",
    FindingCategory.IRREGULAR: "《中国共产党支部工作条例（试行）》",
    FindingCategory.DETACHED: "党纪学习教育工作方案：学用结合",
    FindingCategory.FORMALISM: "整治形式主义为基层减负若干规定",
    FindingCategory.CONDUCT: "《中国共产党纪律处分条例》",
    FindingCategory.OTHER: "党纪学习教育工作方案",
}
PROBLEMS: dict[str, tuple[tuple[str, str, str], ...]] = {
    FindingCategory.SHALLOW: (
        ("学习停留在领读，没有交流发言。", "每次学习安排两人重点发言。", "已补办研讨两次，发言提纲存档。"),
        ("抽问五名党员，两人说不清六大纪律。", "逐章补学，月底再抽问。", "补学后抽问八人，全部答对。"),
        ("学习计划没有覆盖分则各章。", "重排学习计划，逐章到周。", "新计划已印发并按周落实。"),
    ),
    FindingCategory.IRREGULAR: (
        ("主题党日记录缺应到、实到人数。", "按一页纸记录重填近三个月。", "三个月记录已补全，支部书记签字。"),
        ("支委会五月没有召开。", "六月补开并定每月第一周召开。", "六月、七月均按期召开。"),
        ("外出党员没有补学安排。", "建立送学、线上补学安排。", "七名外出党员均已线上补学。"),
    ),
    FindingCategory.DETACHED: (
        (
            "学习与窗口服务的作风问题结合不够。",
            "对照群众纪律自查窗口服务。",
            "查出三项并整改，设“办不成事”反映点。",
        ),
        ("实践活动只有参观，没有回应群众需求。", "从事项中选一件事作为实践。", "疏通 5 栋下水，居民已回访。"),
    ),
    FindingCategory.FORMALISM: (
        ("要求党员每人手抄条例全文。", "立即停止，改为交流体会。", "已停止，未再发现。"),
        ("同一份学习情况向三个口子重复报送。", "改为一处记录、按需取用。", "已取消两张报表。"),
    ),
    FindingCategory.CONDUCT: (("会风松散，三人中途离场。", "班子带头，会前提醒。", "后两次学习均无离场。"),),
    FindingCategory.OTHER: (("学习资料发放不及时，有支部未领到。", "补发并登记。", "已全部发到支部。"),),
}
EXTENSIONS = (
    "防汛期间人员全部上堤，整改顺延。",
    "负责人住院治疗，已另行安排。",
    "需与上级部门共同修订制度。",
)
RETURNS = ("只补了记录，没有补学，请补学后再报。", "制度没有印发，请印发后再报。")
