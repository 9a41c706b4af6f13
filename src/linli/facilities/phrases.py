"""What the figures of 阵地建设 are called in texts (read by `reports.check`)."""

from linli.indicators.phrases import Phrases, words

_PREMISES = (
    "社区?村?服务用房(与|和)?(工作平台|服务平台)?(建设)?(项目)?",
    "社区用房(建设)?(项目)?",
    "村?社区?(基层)?(综合)?服务平台(建设)?(项目)?",
    "服务用房(建设)?(项目)?",
    "服务阵地(建设)?(项目)?",
    "社区阵地(建设)?(项目)?",
    "工作平台(建设)?(项目)?",
    "平台建设(项目)?",
)
_WHERE = ("社区", "村", "全区", "基层", "新建", "新", "处", "老旧", "街道")
_OTHER = words("电商 政务 网络 数字 养殖 学校 医院 产业 科创 研发 融资 物流 保障性住房 厂房 商业用房")

PHRASES: dict[str, Phrases] = {
    "facilities.projects_in_programmes": Phrases(
        nouns=(*_PREMISES, "(社区)?(建设)?项目"),
        verbs=words(
            "纳入…(规划|项目|计划|盘子) "
            "列入…(规划|项目|计划|盘子) 纳入 列入 并入 融入 捆绑 打包 整合 统筹 挂靠 搭车 编入 进入"
        ),
        verb_needed=True,
        about=("服务平台", "服务用房", "工作平台", "社区用房", "阵地", "用房"),
        modifiers=_WHERE,
        never=_OTHER,
        told=(
            words("平台 用房 阵地"),
            words("规划 项目 旧改 计划 盘子"),
            words("纳入 列入 挤进 进入 搭上 并入 融入 打包 编入 排进 进了 搭乘"),
        ),
        measures=("个", "处", "项", "座"),
    ),
    "facilities.projects_completed": Phrases(
        nouns=_PREMISES,
        verbs=words("建成 完成 竣工 完工 落成 新建成 建好 竣工验收 通过验收 建成并投用 建成投用"),
        verb_needed=True,
        modifiers=_WHERE,
        never=(*_OTHER, "纳入", "列入"),
        told=(
            words("用房 平台 阵地"),
            words("建成 完工 竣工 落成 交付 投用 建好 建完 修好 盖好 盖起 修建完成"),
        ),
        measures=("处", "个", "座", "栋", "所"),
    ),
    "facilities.projects_moved_in": Phrases(
        nouns=_PREMISES,
        verbs=("进驻", "入驻", "搬入", "迁入", "搬进", "扫尾进驻", "完成进驻", "投用进驻"),
        verb_needed=True,
        modifiers=_WHERE,
        never=(*_OTHER, "纳入", "列入"),
        told=(
            words("用房 平台 阵地"),
            words("进驻 入驻 搬迁 搬进 搬入 迁入 搬家 搬进去"),
        ),
        measures=("处", "个", "座", "栋", "所"),
    ),
}
