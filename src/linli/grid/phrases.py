"""What the figures of the three leads (片长, 组长, 邻长) are called in texts (read by `reports.check`)."""

from linli.indicators.phrases import Phrases, words

_CHOSEN = words("选配 推选 选出 选聘 配备 配齐 配强 选任 选举 产生 聘任 选优配强 遴选 动态选配 选 配 上岗")
_POSTED = words("到位 上任 履职 到岗 活跃 扎根 组成 壮大 达 在岗 方面")
_LEADS = ("片长", "邻长", "三长", "网格")
_WHERE = ("全区", "区级", "网格", "小区", "热心", "的", "辖区", "社区", "各级", "专兼职", "楼栋")
_PERSONS = ("名", "人", "位", "个")


def _lead(*nouns: str, about: tuple[str, ...] = (), never: tuple[str, ...] = ()) -> Phrases:
    return Phrases(
        nouns=tuple(f"{noun}(队伍|力量|群体)?" for noun in nouns),
        verbs=_CHOSEN,
        told=(nouns, (*_CHOSEN, *_POSTED)),
        about=about,
        modifiers=_WHERE,
        never=(*never, "影片", "电影", "视频"),
        measures=_PERSONS,
    )


PHRASES: dict[str, Phrases] = {
    "grid.section_leads": _lead("片长", "片区长", "片长们"),
    "grid.group_leads": _lead("组长", about=_LEADS, never=("副组长", "村民组长", "小组组长", "专班组长")),
    "grid.neighbour_leads": _lead("邻长", "邻长们"),
    "grid.households_served": Phrases(
        nouns=words(
            "(居民)?家庭 (居民|群众|城市)?住户 居民(群众)? 群众 (城乡)?居民户 "
            "(联系|服务|联系服务)(的)?(户数|家庭|居民) 户 家家户户 千家万户 (居民)?家庭户"
        ),
        before=("(联系服务|联系|结对联系|包联|联系覆盖|服务覆盖)(着|了)?",),
        verbs=words("联系服务 联户 联系 服务 包联 结对 覆盖 联系着 联系了 联系到 服务着 走访联系 挂联"),
        verb_needed=True,
        told=(
            words("家庭 居民 群众 人家 住户"),
            words("联系 服务 包联 结对 覆盖 联户 挂联 对接 惠及 邻长 三长"),
        ),
        about=("邻长", "三长", "片长", "组长", "网格", "联系服务", "联系家庭"),
        modifiers=("居民", "家庭", "群众", "城市", "辖区", "小区", "的", "城乡", "城区", "全区", "住户"),
        never=words(
            "邻长家庭 最美家庭 优秀 困难 贫困 低保 脱贫 军属 烈属 失独 独居 农户 受灾 搬迁 签约 燃气 供水 供电 宽带 "
            "供暖 平均 企业 商户 诉求 每名 每个 每位 特困 空巢 帮扶"
        ),
        measures=("个", "户", "家"),
    ),
    "grid.best_neighbour_leads": Phrases(
        nouns=("最美邻长(称号)?", "(优秀|十佳|最佳)邻长"),
        after=("邻长…(获评|荣获|获|当选|被评为|评为|入选|授予)…最美",),
        verbs=words("选树 评选 评选出 评出 选出 表彰 推选 命名 颁发 授予 获评 产生 通报 表扬 宣传"),
        modifiers=("区级", "全区", "首批", "年度", "本年度", "新晋", "获评"),
        told=(
            words("最美邻长评选 最美邻长"),
            words(
                "选树 评选 评出 选出 表彰 推选 命名 颁发 授予 获评 产生 获奖 通报 表扬 领奖 名单 当选 揭晓 上榜 入选"
            ),
        ),
        never=("候选", "提名", "初选", "入围", "报名"),
        measures=_PERSONS,
        event=True,
    ),
    "grid.three_leads": Phrases(
        nouns=words(
            "三长(队伍|力量|群体|们)? 片组邻长(队伍|力量|群体)? 片长组长(和|与)?邻长 "
            "片长、组长(和|与|、|及)邻长(三支队伍|三级|三类)? 三支队伍"
        ),
        verbs=(*_CHOSEN, "带动", "示范带动", "组成"),
        told=(
            words("三长 片长、组长、邻长 片组邻长 三支队伍 三级队伍"),
            (*_CHOSEN, *_POSTED, *words("合计 总数 总共 合起来 加起来")),
        ),
        modifiers=(*_WHERE, "由片长、组长、邻长组成的"),
        never=("最美", "优秀", "候选", "女", "党员"),
        measures=_PERSONS,
        parts=("grid.section_leads", "grid.group_leads", "grid.neighbour_leads"),
    ),
}
