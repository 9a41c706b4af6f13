"""What the figures of 群英断是非 are called in texts (read by `reports.check`)."""

from linli.indicators.phrases import Phrases, words

_PERSONS = ("名", "人", "位", "个")
_CASES = ("起", "件", "宗", "例", "桩", "个", "次", "件次")
_TOTAL = "mediation.notables"
_OTHER_TRIBUNALS = (
    "法院",
    "诉前",
    "仲裁",
    "医患",
    "医疗纠纷",
    "劳动争议",
    "信访件",
    "交警",
    "案卷",
    "商事",
    "知识产权",
    "金融",
    "消费投诉",
    "投诉",
    "行政复议",
    "检察",
)


def _part(*nouns: str, never: tuple[str, ...] = ()) -> Phrases:
    """A part of the roster: the word alone is general, the roster must be spoken of beside it."""
    return Phrases(
        nouns=tuple(f"{noun}(群英|类群英|身份)?(的)?" for noun in nouns),
        told=(nouns,),
        about=("群英",),
        modifiers=("优秀", "在职", "的", "身份", "群英"),
        never=never,
        measures=_PERSONS,
        part_of=_TOTAL,
    )


PHRASES: dict[str, Phrases] = {
    "mediation.notables": Phrases(
        nouns=words(
            "群英谱(人数|人员|成员|名册|队伍)? 群英(队伍|库|人才库|名册|人才|代表|力量|成员)? "
            "入谱(群英|人员|人数)? 群英库(成员|人员)?"
        ),
        after=("…(入选|进入|纳入|列入|收录|上了|入)(了)?…(群英谱|群英库|谱)",),
        verbs=words(
            "推选 汇总 收录 推选汇总 汇聚 入选 选出 入库 登记 推出 选聘 在册 建成 充实 吸纳 推荐 纳入 入谱"
        ),
        modifiers=("社区", "各类", "全区", "优秀", "乡土", "德高望重的", "在册", "热心", "的", "各行各业的"),
        never=("其他类型", "其他类", "部门、行业", "部门行业", "女", "群英调解", "群英断是非工作室"),
        told=(
            words("群英"),
            words("群英谱 入谱 推选 汇总 收录 汇聚 入库 登记 选出"),
        ),
        measures=_PERSONS,
        parts=words(
            "mediation.notables_party mediation.notables_delegates mediation.notables_representatives "
            "mediation.notables_volunteers mediation.notables_others"
        ),
    ),
    "mediation.notables_party": _part(
        "(中共)?党员", "共产党员", "党员干部", never=("流动党员", "发展党员", "新党员")
    ),
    "mediation.notables_delegates": _part(
        "(两代表一委员|党代表、人大代表(、|和|及)政协委员|党代表、人大代表、委员|代表委员)", "两代表一委员"
    ),
    "mediation.notables_representatives": _part(
        "(居民|村民|居民村民|村居民|居村民|居民、村民|居民和村民)代表", never=("居民代表大会",)
    ),
    "mediation.notables_volunteers": _part("志愿者", "志愿者代表", "社区志愿者"),
    "mediation.notables_others": _part(
        "(来自)?(各)?部门(、|和|与|及)?行业(代表|人士|骨干)?(以?及|和|与|、)?(其他|其它)?(类型|类别|人员|群体|方面)?(的)?",
        "(其他|其它)(各)?(类型|类别|类|行业|身份|人员|群体|方面|界别)?(的)?(人员|人士|代表)?",
        "行业部门(及其他)?(人员|代表)?",
    ),
    "mediation.cases_mediated": Phrases(
        nouns=words(
            "(各类|各种|邻里|民间|基层|居民|群众|社区)?(矛盾|民间)?纠纷(案件|事件)? "
            "(各类|各种|基层|居民|群众)?矛盾(纠纷|诉求)? (邻里|民间|各类)?矛盾(和|与)?纠纷 "
            "调解(案件|数量|总数|总量|件数|案例)"
        ),
        verbs=words(
            "调解 调处 化解 受理调解 调解了 调解处理 得到调解 参与调解 调解各类 调处化解 排查化解 断 "
            "评断 断了 调和"
        ),
        verb_needed=True,
        modifiers=words(
            "已调解 经调解 已调处 各类 矛盾 邻里 民间 基层 居民 家长里短的 家长里短 大大小小的 大小 社区 的 调解的"
        ),
        never=(
            *_OTHER_TRIBUNALS,
            *words("成功调解 调解成功 成功化解 化解成功 达成协议 成功率 履行"),
        ),
        told=(
            words("纠纷 矛盾 调解 调处"),
            words("调解 调处 化解 断 评理 调和 摆平 理顺 调了 劝和 说和 平息 解开"),
        ),
        measures=_CASES,
    ),
    "mediation.agreements": Phrases(
        nouns=words(
            "(达成|签订|签署|形成)(了)?(人民)?(调解|书面|口头|和解)?协议(书)? (人民)?调解协议(书)? "
            "(调解|调处|化解)成功(的)?(案件|纠纷)? 成功(调解|化解|调处)(了)? 达成一致 握手言和 协议"
        ),
        before=("成功", "成功(地)?(化解|调解|调处)(了)?…(纠纷|矛盾|案件)"),
        after=words(
            "…(达成|签订|签署|形成|签下|签了|签)(了)?…协议 …(调解|调处|化解)成功 …(成功)(调解|化解|调处) …握手言和"
        ),
        verbs=("达成", "签订", "签署", "成功", "形成", "促成", "推动达成"),
        marks=(("协议", "成功", "言和", "达成一致"),),
        about=("调解", "纠纷", "断是非", "矛盾", "调处"),
        modifiers=("人民", "调解", "书面", "的", "当事人", "双方", "纠纷"),
        never=(
            *_OTHER_TRIBUNALS,
            *words("合作协议 框架 投资 战略 签约 采购 拆迁 征收 司法确认 履行完毕 排查"),
        ),
        told=(
            words("纠纷 矛盾 调解 调处"),
            words("协议 成功 言和 调成 谈拢 一致 和解 谈妥 谈成 了结 签字 签下 签了 握手 调好 说和"),
        ),
        measures=(*_CASES, "份"),
    ),
    "mediation.success_rate": Phrases(
        nouns=words(
            "达成(调解)?协议率 (调处|调解|化解|纠纷|调处化解|矛盾)…成功(的)?(率|比率|比例) 成功率 (协议)?达成率 调成率 "
            "(调解|调处)(达成)?率 达成协议(率|比例) (化解|调处)率"
        ),
        after=("…(达成|签订)(了)?…协议", "…(调解|化解|调处)成功", "…成功(调解|化解)"),
        about=("调解", "纠纷", "断是非", "矛盾", "调处"),
        never=(
            *_OTHER_TRIBUNALS,
            *words("手术 创业 面试 救治 引产 移植 发射 投产 育苗 抢救 受孕 就业"),
        ),
        told=(
            words("纠纷 矛盾 调解 调处"),
            words("成功率 成功 达成率 谈成 调成"),
        ),
        measures=("%",),
        ratio=("mediation.agreements", "mediation.cases_mediated"),
    ),
    "mediation.four_zero_years": Phrases(
        nouns=("(违建整治|违建治理|违建管控|拆违控违|控违拆违|违建)", "四零(目标)?"),
        after=("…(四零|零容忍|零存量|零上访|零补偿)", "…违建"),
        before=("违建…(已)?(连续)?", "四零…"),
        verbs=("实现", "保持", "做到", "达到", "坚持", "已", "连续"),
        marks=(("四零", "零容忍", "零存量", "零上访", "零补偿"), ("连续", "连着", "接连", "不间断", "保持")),
        about=("四零", "违建", "违法建设", "违章建筑", "控违"),
        told=(
            words("违建"),
            words("四零 零容忍 零存量 零补偿 零上访"),
            words("连续 连着 接连 不间断 保持"),
        ),
        measures=("年",),
    ),
}
