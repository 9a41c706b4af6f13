"""What the figures of the 培训学院 are called in texts (read by `reports.check`)."""

from linli.indicators.phrases import Phrases, words

_ABOUT = ("社区工作者", "村工作者", "学院", "社工", "社区干部", "工作者培训")
_WHO = words(
    "社区工作者 村工作者 社工 社区 专职工作者 专题 能力提升 示范 主题 精品 骨干 的 业务 社区干部 "
    "社区书记 履职能力"
)
_OTHERS = (
    "家长",
    "农民",
    "养殖",
    "种植",
    "电商",
    "技能",
    "教师",
    "安全",
    "消防",
    "创业",
    "急救",
    "企业",
    "学生",
    "就业",
    "定向",
    "家政",
    "护理",
    "党员培训",
    "厨",
    "驾驶",
    "裁判",
    "医",
    "执法",
    "统计",
    "读书",
    "读者",
    "阅读",
    "科技",
    "投融资",
    "艺术",
    "相亲",
    "青年人才",
    "民兵",
    "新兵",
    "运动",
)

PHRASES: dict[str, Phrases] = {
    "academy.classes": Phrases(
        nouns=words(
            "(工作者|社工|社区干部|社区书记)?(专题|能力提升|示范|轮训|主题|业务)?培训班(次)? "
            "(专题|主题|能力)?轮训班 专题班 培训班次"
        ),
        before=("(办|开)班",),
        verbs=words("举办 开办 承办 开展 开设 办 举行 承办开展 办了 组织 开班 开了"),
        about=_ABOUT,
        modifiers=_WHO,
        never=_OTHERS,
        told=(
            words("培训班 轮训班 专题班"),
            words("办 开 举 组织"),
        ),
        measures=("期", "个", "班次", "次", "场", "班"),
    ),
    "academy.salons": Phrases(
        nouns=("(主题|交流|专题|工作者|社工)?沙龙(活动)?", "沙龙交流(活动)?"),
        verbs=("举办", "开展", "承办", "组织", "举行", "办"),
        about=(*_ABOUT, "培训班", "培训学院", "办班"),
        modifiers=(*_WHO, "交流"),
        never=_OTHERS,
        told=(
            words("沙龙"),
            words("办 开 举 组织"),
        ),
        measures=("期", "次", "场", "个", "场次"),
    ),
    "academy.attendances": Phrases(
        nouns=words(
            "(社区|村)(专职)?工作者 学员 社工 参训(学员|人员|工作者|人次)? 受训(学员|人员|人次)? "
            "社区干部 培训 轮训 培训(总)?人次 受众"
        ),
        after=("(社区|村)工作者…(参训|培训|参加|受训)", "(参训|受训)", "…(参加|接受|完成)(了)?…培训"),
        verbs=("培训", "参训", "轮训", "受训", "覆盖", "参加", "培训了", "参加培训", "累计培训", "轮训了"),
        verb_needed=True,
        about=_ABOUT,
        modifiers=_WHO,
        never=_OTHERS,
        told=(
            words("工作者 社工 学员 社区干部"),
            words("参训 培训 轮训 受训 听课 上课 课堂 学习"),
        ),
        measures=("人次",),
    ),
}
