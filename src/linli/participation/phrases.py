"""What the figures of volunteering and neighbours' events are called in texts (read by `reports.check`)."""

from linli.indicators.phrases import Phrases, words

_OTHERS = (
    "学生",
    "大学",
    "校园",
    "医护",
    "护士",
    "巾帼",
    "文旅",
    "景区",
    "助农",
    "企业",
    "银行",
    "献血",
    "法律",
    "公司",
    "赛会",
    "马拉松",
    "红领巾",
    "医疗",
    "敬老院",
)

PHRASES: dict[str, Phrases] = {
    "study.volunteer_activities": Phrases(
        nouns=words(
            "(党员)?志愿服务(活动|行动)? (党员)?志愿活动 (党员)?志愿者(服务)?活动 (党员)?志愿服务项目活动"
        ),
        verbs=("开展", "组织", "参与", "参加", "举办", "累计", "组织开展", "投身", "开展了"),
        about=("党员", "党组织", "党支部", "文明创建", "防汛", "救灾", "党建", "党旗", "学习教育"),
        modifiers=("党员", "各类", "文明创建", "防汛救灾", "防汛", "救灾", "红色", "党员先锋", "主题"),
        never=(*_OTHERS, "青年", "小区志愿"),
        measures=("次", "场", "场次", "余次", "个"),
    ),
    "participation.volunteer_teams": Phrases(
        nouns=(
            "(特色)?志愿(者)?(服务)?(队|队伍|团队|小队|分队)",
            "志愿服务组织",
            "特色(服务)?队伍",
        ),
        verbs=("组建", "成立", "建立", "培育", "发展", "打造", "孵化", "活跃着", "活跃"),
        marks=(("小区", "特色", "邻里", "楼栋", "居民", "家门口"),),
        modifiers=words("小区 特色 居民 邻里 各具特色 各类 的 各具特色的 有特色的 党员"),
        never=(*_OTHERS, "文明实践", "学雷锋", "应急", "青年", "农村"),
        measures=("支", "个"),
    ),
    "participation.events": Phrases(
        nouns=words(
            "邻里节(系列|主题|文化)?(活动)? 邻居节(活动)? 邻里(文化)?节庆?(活动)? 邻里活动 "
            "邻里有约…活动 邻里主题活动"
        ),
        verbs=(
            "举办",
            "开展",
            "举行",
            "组织",
            "办",
            "开展(各类|系列|主题|特色)活动",
            "办了",
            "开展了",
            "举办了",
            "热办",
            "热闹开场",
        ),
        modifiers=words("邻里有约 邻里有约幸福满楼 主题 各类 形式多样的 丰富多彩的 热闹的 幸福满楼 系列"),
        never=("篮球", "观众", "投入"),
        measures=("次", "场", "场次", "余次", "个", "届"),
    ),
}
