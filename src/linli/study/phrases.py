"""What the figures of 思想建设 are called in texts (read by `reports.check`)."""

from linli.indicators.phrases import Phrases, words

# Other campaigns also send groups and find problems.
_OTHER_CAMPAIGNS = (
    "防汛",
    "安全生产",
    "环保",
    "生态环境",
    "疫情",
    "禁毒",
    "巡察",
    "巡视",
    "换届",
    "农技",
    "春耕",
    "医疗",
    "招商",
    "教研",
    "审计",
    "隐患",
    "消防",
    "食品",
    "信访",
    "河长",
    "林长",
    "创建验收",
    "质量",
    "燃气",
    "高考",
    "征兵",
    "普查",
)
_CAMPAIGN = words("学习教育 党纪 指导组 督导组 督导 主题教育 主题党日 党支部 党组织 党建")

PHRASES: dict[str, Phrases] = {
    "study.guidance_groups": Phrases(
        nouns=("(巡回)?(督促|督查|工作)?指导组", "(巡回)?督导组", "督导指导组", "指导督导组", "指导小组"),
        verbs=("组建", "成立", "派出", "设立", "组成", "选派", "下设", "抽调", "向…派驻"),
        about=("学习教育", "党纪", "主题教育", "督导", "联系指导", "单位", "纠正", "学习研讨", "党组织"),
        modifiers=words("党纪学习教育 学习教育 区级 巡回 专项 工作 区委 主题教育 督导 全区 纪律教育"),
        never=_OTHER_CAMPAIGNS,
        told=(
            words("指导组 督导组 指导小组 督导小组"),
            words("派 组建 成立 设立 抽调 选派 组成 下沉 进驻 奔赴 深入"),
        ),
        measures=("个", "支", "家"),
    ),
    "study.units_guided": Phrases(
        nouns=words(
            "(联系)?(指导|督导)(的)?单位 联系单位 (机关)?(企事业)?单位 部门(和)?单位 单位部门 党组织"
        ),
        verbs=words("联系指导 督导 指导 督促指导 联系 包联 覆盖 下沉 对接 全覆盖 督促 涉及 走遍"),
        verb_needed=True,
        about=("指导组", "督导组", "学习教育", "督导", "联系指导"),
        modifiers=words(
            "被 受 受督导 被督导 区直 全区 机关 基层 区内 重点 部门 各级 县直 市直 党政 相关 有关 各"
        ),
        never=(*_OTHER_CAMPAIGNS, "参赛", "会员", "家企业", "用人单位", "招聘", "捐", "共建", "联建", "报到"),
        told=(
            words("单位 部门 机关"),
            words("联系 指导 督导 覆盖 对接 对口 督促 包联 走进 深入 辐射"),
        ),
        measures=("家", "个"),
    ),
    "study.findings_rectified": Phrases(
        nouns=("(反馈|整改|纠正)?(的)?问题(清单)?", "各类问题", "突出问题"),
        verbs=words(
            "反馈纠正 反馈并纠正 纠正 整改 督促整改 立行立改 整改到位 整改完成 反馈整改 督改 改正 销号 "
            "改到位 整改销号 纠治"
        ),
        verb_needed=True,
        about=_CAMPAIGN,
        modifiers=words("党纪学习教育 学习教育 具体 各类 突出 共性 苗头性 这些 的 此类 查摆 反馈 发现"),
        never=(*_OTHER_CAMPAIGNS, *words("整改率 正在整改 仍在整改 整改中 未整改 待整改 限期整改")),
        told=(
            words("问题 毛病"),
            words("整改 纠正 督改 改掉 改到位 改正 纠治 立行立改 销号"),
        ),
        measures=("个", "条", "项", "处", "件"),
    ),
    "study.party_orgs_studying": Phrases(
        nouns=("(基层)?党组织", "(基层)?党支部", "基层支部"),
        verbs=words(
            "学习研讨 集中学习 学习教育 主题党日 一月一课 开展学习 研讨 参学 组织学习 党纪学习 学党纪 学习"
        ),
        verb_needed=True,
        modifiers=("基层", "全区", "各级", "各", "所有", "城乡", "机关", "社区", "区内"),
        never=words(
            "新建 新成立 整顿 软弱涣散 换届 示范 标准化 先进 两新 表彰 功能型 星级 覆盖率 摘帽 述职 结对"
        ),
        told=(
            words("党组织 党支部 支部"),
            words("学习 研讨 党日 学党纪"),
        ),
        measures=("个", "家"),
    ),
    "study.sessions": Phrases(
        nouns=words(
            "集中学习研讨(活动|会)? 集中学习(活动|会)? 学习研讨(活动|会)? 学习(和|与)研讨 集中研讨 "
            "专题研讨(会)? 专题学习(研讨)? (各类)?学习活动 主题党日(活动)? 专题学习会 学习会 研学活动 "
            "集体学习 组织学习 学习讨论"
        ),
        verbs=("开展", "组织", "举行", "召开", "举办", "进行"),
        modifiers=words("集中 主题 专题 各类 党纪 党纪学习教育 一月一课一片一实践 形式多样 此类"),
        never=words("中心组 培训 宣讲 中小学 学生 师生 企业 妇女 团员 青年 职工 读书 法律 业务"),
        told=(
            words("学习研讨 集中学习 学习活动 集中研讨 主题党日 党纪 学习教育"),
            words("研讨 集中学习 学习活动 集体学习 组织学习 学习 讨论"),
        ),
        measures=("次", "场", "场次", "期", "堂", "余次"),
    ),
}
