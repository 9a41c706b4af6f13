"""General words of Chinese reports that decide what a figure is. Nothing here names an indicator."""

from __future__ import annotations

import re

from linli.indicators.phrases import words

# Words that may stand between a noun and its figure without changing what is counted: 邻长总数已达12043名.
LIGHT = words(
    "场次 次数 人次数 达到 达 已达 已达到 高达 多达 共达 共 共有 共计 总计 合计 累计 一共 总共 现有 "
    "已有 有 已 为 是 约 就 "
    "则 总数 总数量 数量 人数 数 数目 总人数 总量 规模 总规模 个数 户数 件数 起数 增至 增加到 增加至 "
    "发展到 发展至 壮大到 壮大至 发展壮大到 扩大到 扩大至 扩充到 扩充至 上升到 上升至 提高到 提高至 "
    "提升到 提升至 升至 稳定在 保持在 维持在 目前 目前有 目前已有 目前已 现 现在 已经 已经有 截至目前 "
    "今年 本年度 今年以来 今年来 今年共 累计完成 完成 分别 分别为 分别是 分别达 分别有 分别达到 依次为 "
    "依次是 等 等各类 的 了 着 出 到 至 也 均 都 全部 整体 总体 仅 只 只有 足有 整整 大约 大概 共计达 "
    "共计有 便 更 又 还 还有 另有 另 以来 全年 全年共 全年累计 期间 全区 全区共 全区共有 我区 我区共 "
    "全区已有 这样 如今 如今已有 实现 顺利 成功 圆满 陆续 先后 集中 及时 持续 不断 稳步 统一 依法 有序 "
    "主动 共同 计 总额 总 数达 总数达 人数达 队伍 规模达 名单 当中 之中 中 里 可 可以 能 实际 最终 其中 "
    "涨到 涨至 增长到 增长至 攀升到 攀升至 跃升到 跃升至 提到 啦 下来 掉 好 完 起来 到位 咱们区 咱区 本区 该区 区里 "
    "各社区 各街道 方面 这边 一块 登记在册的 在册的 登记在册 "
    "期数 条数 项数 块数 支数 场数 次数 班数 家数 人次 "
    "搞 达标 - ~ 常年 就有 就达 竟达 远 近 逾 超 超过 突破 得 以 上 呈 : 、"
)

# Who and where, how and when: words between a topic and its figure that own no figure themselves.
SCENE = words(
    "群众 居民 人员 的人 市民 邻居 干部 建设方面 工作方面 方面 过程中 上面 "
    "其余 余者 拿出 推动 推进 推出 组织 动员 发动 安排 涉及 加上 连同 "
    "在 就在 把 将 一年 每年 年 自己 又 就 再 更多 "
    "前后 前后有 我数了数 台上 会上 台下 身边 手中 线上 线下 "
    "全区上下 各社区 各街道 各地 各级 各单位 各部门 咱们区 咱区 咱们 我们 我们区 本区 该区 区里 区内 区委 区政府 辖区 "
    "全区各地 全区各级 岳阳楼区 总的 合起来 加起来 算下来 数下来 前前后后 累累 光 单 单是 仅今年 就已 就已有 已然 早已 "
    "已先后 先后有 先后已 一年来 一年间 半年来 今年里 这一年 年内 期末 年末 到会 在座 现场 当场 同步 一并 随之 "
    "下来 掉 完 好 起来 完毕 到位 成功 过 了 的 来 出来 而成 即 也就是 便有 就是 达成 共完成 完成率 "
    "不少于 不下 将近 接近 大致 整 整体 满 足足 多 个 名 ! ? 、 — - … ~ 啦 吧 呢 啊 呀 哦 ○ · • ● ◆ ■ ★ ✓ √ ▲ ①"
)

# What may follow a figure without being what is counted: 148位同志, 84个事项, 9人已经.
HEADS = words(
    "同志 人员 个人 先进 典型 事项 任务 案件 活动 站点 对象 代表 获奖 成员 人选 小伙伴 伙伴 朋友 居民 群众 学员 邻居 "
    "不等 之多 左右 上下 以上 , ， 。 ; | ( 被 已 均 全 都 经 由 在 为 从 通过 得到 获 是"
)

# What else is done with a thing: then the figure states that deed, not the indicator.
RIVALS = words(
    "摸排 排查 走访排查 受理 登记(?!在册) 上报 报送 接到 接报 收到 接收 发现 原有 原先 原 现存 现保留 保留 剩余 "
    "剩 余下 尚余 拟 计划 新增 新增加 增补 补选 调整 更换 撤换 免去 免职 空缺 缺额 缺口 抽查 抽取 邀请 "
    "访谈 约谈 处分 资助 慰问 培训 轮训 走访 走访慰问 表彰 奖励 报名 申请 申报 提名 推荐 候选 招募 征集 "
    "统计 挂账 移送 转办 引导 宣传 报考 退出 卸任 辞去 淘汰 淘汰了 改选 查出 查处 涉及 评议 考评 考核 "
    "返聘 离任 未 没有 缺 差 还差 尚缺 (?<!其)余 取消 注销 暂停 修缮 改造 提质 维修 巡查 检查 督查"
)

# A thing of ours before one of these is only the attribute of another: 12名邻长候选人, 邻长家属.
GOES_ON = words(
    "家属 候选 人选 培训 大会 会议 例会 会 座谈 论坛 比赛 大赛 竞赛 评选 办公室 工作室 工作站 协会 联合会 "
    "子女 骨干 标兵 学员 手册 公约 议事 联席 之家 负责人 指数 制度 机制 文书 比例 占比 覆盖率 满意 岗位 "
    "家庭 示范 先锋 队长 队员 服务队 志愿 讲师 宣讲 小组 事迹 故事 热线 平台 系统 经费 资金 补贴 问题 "
    "群众 服务点 网点 教师"
)

OWNED_BY = "|".join(map(re.escape, sorted(GOES_ON, key=len, reverse=True)))

# Attributes that make a part of the whole: 女邻长, 党员邻长.
SUBSETS = words(
    "女 男 女性 男性 党员 青年 年轻 退休 新任 新增 候选 优秀 先进 骨干 兼职 老年 空缺 副 部分 离任 退出 "
    "最美 星级 示范 特困 困难 流动 在册 后备 预备 储备 一线 外来 少数 大学生 老党员 新 重大 疑难 疑难复杂 "
    "复杂 重点 跨区域 历史遗留 信访 涉法 婚姻 婚姻家庭 家庭 物业 劳资 劳动 医患 土地 山林 征地 拆迁 债务 "
    "交通事故 合同 涉企 涉校 农村 企业 学生 国有 驻区 村民 两新"
)

# Words of time say when, not what: 2022年达到51个.
TIMES = (
    r"20\d\d年(?:\d{1,2}月)?[初底末]?|\d{1,2}月[份底末初]?|[去今前明]年|上年|[上下]半年|前?[一二三四]季度|年[初底末]|同期|"
    r"截[至止]到?|当年|到"
)
# 队伍壮大到, 规模扩面至: a verb of growth we need not know, as long as it has no object of its own.
GROWN = r"[^，。；、|的居民群众家庭人员诉求问题纠纷活动老学生干部党单位次户名个]{1,4}(?:到|至|达到?|成|为)"
_AVERAGE = re.compile(
    r"月均|日均|年均|周均|季均|户均|人均|均摊|平均|每(?:名|个|位|户|支|月|年|天|日|周|季|家|场|期|次|条|"
    r"块|人|万|百|千|逢|一)|各(?:有|配|选|选配|配备)?$|人手"
)
_TARGET = re.compile(
    r"(?<![动作学生])(?<![三五十]年)计划(?!单列|生育|书)|(?<![模虚比草])拟|力争|争取|(?:年度|预期|工作|"
    r"任务|总体|全年|既定)目标|目标(?:是|为|值|数|任务|人数|达)|预计|预期|有望|下一步|下步|下阶段|明年|"
    r"(?:应|需|须)(?:配|有|建|达|选)|任务数|确保|要(?:达|选|建|配|新|再|力|在|把|将|完成)|"
    r"将(?:新|再|达|继续|新增|新建|实现|开展|举办|组建|培训|推出|选配|培育|打造|建成|陆续)|设定|"
    r"(?:[本这下]?周|星期)[一二三四五六日天末](?:早|晚|[上下]午|中午)|下周|明[天晚]|后天|届时|"
    r"提出(?:了)?[^，。]{0,8}目标|(?<!截)[到至]20\d\d年|规划(?:新建|建设|到)"
)
_TITLE = re.compile(r"《[^《》]*》")
_RESULT = re.compile(
    r"实际|目前|现已|截至|已(?:经|有|完成|建成|选|达|配)|至今|如今|今年(?:来|以来|已)|最终|完成了|超额"
)
_AS_TARGET = re.compile(r"^的?(?:年度|全年|预期|工作|既定|计划|目标)*(?:目标|任务|计划)(?!的?基础|清单)")
_COMPARED = re.compile(
    r"(?:同比|环比|[较比](?:上年|去年|上月|上季度|上半年|前年|往年|20\d\d年)[^，]{0,6}?|相比)"
    r"(?!.*(?:增至|达到?|[高升加少降]到|[高升加少降]至|为))"
)
_SHARE_OF = re.compile(r"占(?:比|全部|总数|到|了|据|全区|总量|其中|的)*(?:达|为|约|近|超)*$")
_FROM = re.compile(r"(?:[从由自](?:原来|原先|此前|之前|过去|最初)?的?)$|(?:原来|原先|此前|原有|之前)的?$")
_FROM_THEN = re.compile(r"[从由自](?:(?:20\d\d年|去年|上年|年初|前年|\d{1,2}月)(?:初|底|末|同期)?)的?$")
_TO = re.compile(r"^[^，。、；]{0,6}(?:[到至为成]|[增升提减降压扩])")
_TOTAL = re.compile(r"总数|总计|合计|共计|共有|总共|一共|共|总人数|总量")
_NOT = re.compile(
    r"(?:没有|并未|尚未|还未|未能|未(?!成年|来|央|必|婚|免)|没(?!收|断|人[^，]{0,6}的|想到)|无需|不得|不会)"
)
_CHANGES = re.compile(
    "(?:减少|压减|精简|下降|缩减|压缩|增加|增长|提高|提升|发展|扩大|[降减增升])(?:到|至|为|成)"
)
_ONES = re.compile(
    r"手下|手底下|名下|麾下|[他她]所在|[他她]家(?:里|中)?有|所在的(?:小区|楼|社区|单元|网格)|(?:该|这个|那个|本|某)(?:小区|楼|楼栋|单元|社区|街道|网格)|"
    r"[他她](?:一人|一个人|个人|先后|自己|本人)?(?:管着|带着|联系|调解|服务|走访|带领)"
)
_REACHED = re.compile(
    r"(?:增至|[加升展大高充少减降涨长]到|[加升展大高充少减降涨长]至|达到?|升至|降至|减至)(?:了|约|近|超)?$"
)
_OWN_PEOPLE = re.compile(
    r"(?![\u4e00-\u9fff]{0,3}(?:人员|成员|学员|会员))[\u4e00-\u9fff]{1,4}?(?:员|教师|医生|经理|志愿者|工匠)"
)
_LEVEL = re.compile(
    r"(?:减少|压减|精简|削减|压缩|缩减|降低|下降|减|降|清理|取消|砍)了?(?:到|至|为|成|剩)(?:了|仅|只|只剩)?$"
)


def average(left: str) -> bool:
    """平均每名邻长联系…: a mean, not a total."""
    return bool(_AVERAGE.search(left))


def planned(before: str, right: str) -> bool:
    """Whether the last sign before a figure is one of intention (计划, 力争), not of result (实际, 目前)."""
    if _AS_TARGET.match(right):
        return True
    before = _TITLE.sub("", before)
    targets = [m.end() for m in _TARGET.finditer(before)]
    results = [m.end() for m in _RESULT.finditer(before)]
    return bool(targets) and (not results or max(targets) > max(results))


def compared(left: str) -> bool:
    """同比, 较上年: the figure is a difference."""
    return bool(_COMPARED.search(left))


def share_of(left: str) -> bool:
    """占…: the figure is a share of something, not the thing."""
    return bool(_SHARE_OF.search(left))


def starting_point(left: str, right: str) -> bool:
    """从58项压减到…: the old value of a change."""
    return bool(_FROM.search(left) and _TO.match(right))


def without_origin(left: str, right: str) -> str:
    """邻长由年初的11800名增加到…: the noun before 由, when the old value is given its own time; else unchanged."""
    origin = _FROM_THEN.search(left)
    return left[: origin.start()] if origin is not None and _TO.match(right) else left


def origin(clause: str) -> bool:
    """Whether a clause tells a change from a dated old value: 由去年的…."""
    return bool(re.search(_FROM_THEN.pattern.removesuffix("$"), clause))


def total(left: str) -> bool:
    """共有, 总数: the figure sums up what was spoken of."""
    return bool(_TOTAL.search(left))


def changes_to(right: str) -> bool:
    """61个减少到: an old value, never what was done."""
    return bool(_CHANGES.match(right))


def denied(left: str) -> bool:
    """没有, 尚未: the deed did not happen."""
    return bool(_NOT.search(left))


def one_persons(left: str) -> bool:
    """他手下有, 该小区有: what one lead or one house has, not the area."""
    return bool(_ONES.search(left))


def reached(left: str) -> bool:
    """今年增至: a new value of the thing spoken of before."""
    return bool(_REACHED.search(left))


def own_people(right: str) -> bool:
    """另有35名网格员: the figure counts people of its own, whoever was spoken of before."""
    return bool(_OWN_PEOPLE.match(right))


def new_level(left: str) -> bool:
    """压减到22项: what is left, not what was taken away."""
    return bool(_LEVEL.search(left))
