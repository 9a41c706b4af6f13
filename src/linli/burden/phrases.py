"""What the figures of 减负 are called in texts (read by `reports.check`)."""

from linli.indicators.phrases import Phrases, words

_LIST = ("减负(事项)?清单(事项|任务)?", "减负(事项|措施|任务|条目|举措)", "清单(事项|任务)", "清单")
_FOLLOWED = words("落实 执行 承接 对照 贯彻 坚决落实 严格落实 共 明确 列出 列明 兑现 推动落实")
_MADE = words("梳理 制定 出台 形成 主动梳理 新增梳理 明确 列出 编制 细化 自主制定 拟定 提出 新增")
_ITEMS = ("条", "项", "个", "件")

PHRASES: dict[str, Phrases] = {
    "burden.provincial_items": Phrases(
        nouns=(
            *(
                f"(省市|省、市|省市级|省级|省、市级|上级)(两级)?(的|下发的|明确的)?(社区)?{noun}"
                for noun in _LIST
            ),
            *_LIST,
        ),
        verbs=_FOLLOWED,
        marks=(("省市", "省、市", "上头", "省里", "省级", "上级", "省和市", "省委市委"),),
        about=("减负",),
        modifiers=("省市", "两级", "省、市", "的", "省市两级", "省级", "上级", "基层", "社区"),
        never=("权责", "负面", "问题", "任务书", "市场准入", "收费", "重大项目", "区级", "本区"),
        told=(
            words("省市 省级 上级 省、市 上头 省里"),
            words("清单 减负"),
            words("落实 执行 承接 对照 贯彻 兑现 清单 减负"),
        ),
        measures=_ITEMS,
    ),
    "burden.district_items": Phrases(
        nouns=(*(f"(区级|本区|区里|区本级|本级|全区)(的)?(社区)?{noun}" for noun in _LIST), *_LIST),
        verbs=_MADE,
        marks=(("区级", "本区", "区里", "区本级", "本级", "自主"),),
        about=("减负",),
        modifiers=("区级", "区本级", "的", "基层", "社区", "本级", "自定"),
        never=("权责", "负面", "问题", "省市", "市场准入", "收费", "重大项目"),
        told=(
            words("区级 本区 本级 自主 我区 区里"),
            words("清单 减负"),
            words("梳理 列 制定 出台 自己 加了 增加 清单 减负"),
        ),
        measures=_ITEMS,
    ),
    "burden.plaques_removed": Phrases(
        nouns=(
            "(各类别|各类|各种|多余|违规|不规范)?(违规)?(挂牌|牌子|标牌|标识牌|牌匾|门牌|牌牌)",
            "违规(制度牌|上墙牌)",
        ),
        verbs=words(
            "清理 摘除 摘下 摘掉 拆除 取缔 摘牌 规范清理 清除 取下 清理整治 清理规范 整治 拆下 清理了 撤下"
        ),
        verb_needed=True,
        modifiers=words("违规 各类 社区 多余 不规范 各类别 村 的 违规悬挂的 违规悬挂 多余的 悬挂"),
        never=words("督办 授牌 成立 上市 新挂 广告 车牌 门牌号 店招 交易 现保留 保留下"),
        told=(
            words("牌子 挂牌 牌匾 标牌 标识牌 制度牌 门牌 摘牌 牌牌"),
            words("清 摘 拆 取缔 撤 少了 减 取下 卸"),
        ),
        measures=("块", "个", "面", "处", "张"),
    ),
    "burden.secondments_returned": Phrases(
        nouns=(
            "(违规)?(被)?(借调|借用|抽调|抽借)(的)?(工作)?(人员|干部|社工|社区干部|社区工作者)?",
            "借调(在外)?人员",
        ),
        before=("(违规)?借调(的)?…(人员|干部|工作者)",),
        after=("(违规)?(被)?(借调|借用|抽借)…", "…(返岗|返回原岗|回到(社区|原岗)|归队|退回原单位)"),
        verbs=words("清退 清返 退回 返回 召回 返岗 归位 清理 归队 清理清退 退还 回归 规范清退 回到"),
        verb_needed=True,
        marks=(("借调", "借用", "抽借", "抽调"),),
        modifiers=("违规", "被", "长期", "违规被", "社区", "村", "的"),
        never=("保留", "纪检", "学习锻炼"),
        told=(
            words("借调 借用 借走 抽借 外借 抽调"),
            words("清 退 返 回 归 还"),
        ),
        measures=("名", "人", "位", "个"),
    ),
    "burden.certificates_dropped": Phrases(
        nouns=("(出具|开具)?(的)?(各类)?证明(事项|材料|事务)?(清单)?", "(社区)?(村)?证明事项", "证明"),
        verbs=words(
            "减少 取消 精简 压减 砍掉 不再出具 清理 削减 废止 减掉 减去 减了 减少了 取消了 不用再开 免去 不再"
        ),
        verb_needed=True,
        modifiers=words("社区 村 出具 各类 的 无谓 不合理 没有依据的 需社区出具的 社区出具"),
        never=("保留", "告知承诺", "企业", "海关", "纳税", "电子证照", "身份证明"),
        told=(
            words("证明"),
            words("减 取消 砍 清 压 不再 叫停 废止 精简 免 少了 削 无需 不用 删"),
        ),
        measures=("项", "个", "类", "种", "件"),
    ),
    "burden.accounts_closed": Phrases(
        nouns=words(
            "(政务类?|政务微信)?(公众账号|公众号|新媒体账号|新媒体|微信公众号|公众帐号) "
            "政务(账号|帐号|微博|APP) 政务新媒体(账号)? 公众账号 僵尸(账号|号)"
        ),
        verbs=words(
            "注销 关停 关闭 清理 关停并转 撤销 停用 关停注销 清理关停 关停整合 关掉 整合注销 清理注销 关停了"
        ),
        verb_needed=True,
        modifiers=("政务类", "政务", "社区", "微信", "各类", "闲置", "低效", "僵尸", "的", "村"),
        never=("保留", "新开通", "粉丝", "涉诈", "违法", "网络水军", "自媒体"),
        told=(
            words("公众号 政务号 公众账号 新媒体 政务账号"),
            words("注销 关 停 清 撤 减 少了 销号"),
        ),
        measures=("个", "家", "款"),
    ),
}
