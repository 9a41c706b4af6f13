"""Invented wording of the demo's teams, activities and events."""

from linli.participation.models import EventKind, Speciality

TEAM_WORDS: dict[str, tuple[str, ...]] = {
    Speciality.ELDERLY: ("夕阳暖助老队", "敲敲门助老队"),
    Speciality.LEARNING: ("四点半助学队", "小书包助学队"),
    Speciality.ENVIRONMENT: ("绿马甲环境队", "楼道清洁队"),
    Speciality.EMERGENCY: ("守堤应急队", "平安应急队"),
    Speciality.MEDIATION: ("和事佬调解队", "老娘舅调解队"),
    Speciality.ARTS: ("洞庭风文艺队", "广场舞文艺队"),
    Speciality.REPAIR: ("小扳手维修队", "水电维修队"),
    Speciality.HAIRDRESSING: ("暖心理发队",),
    Speciality.LAW: ("法律明白人队",),
    Speciality.PATROL: ("红袖章巡防队", "夜巡队"),
    Speciality.OTHER: ("科普志愿队", "健康志愿队"),
}
GENERAL_TEAMS = ("志愿服务队", "党员志愿服务队")

CIVILITY = (
    "路口文明劝导",
    "共享单车摆放整治",
    "背街小巷清扫",
    "楼道“牛皮癣”清理",
    "文明养犬宣传",
    "文明餐桌进小区",
    "垃圾分类指导",
    "公园护绿",
    "农贸市场秩序劝导",
    "飞线充电劝导",
)
FLOOD = (
    "上堤巡查值守",
    "装填转运沙袋",
    "低洼住户转移帮扶",
    "安置点服务",
    "退水后清淤消杀",
    "内涝点值守",
    "防汛物资搬运",
)
OTHERS = (
    "独居老人探访",
    "义务理发",
    "便民小家电维修",
    "高考爱心送考",
    "暑期防溺水巡查",
    "反诈宣传入户",
    "义诊进小区",
    "法律咨询",
    "旧衣回收",
    "重阳敬老",
    "消防安全宣传",
    "困境儿童陪伴",
    "残疾人上门助浴",
    "图书漂流",
)
TEAM_ACTIVITIES = (
    "周末便民服务",
    "楼道清洁日",
    "夜间巡逻",
    "老人生日会",
    "亲子阅读",
    "太极拳教学",
    "邻里调解值班",
    "旧物交换",
)
PLACES = (
    "小区中心广场",
    "社区党群服务中心",
    "主干道路口",
    "小区凉亭",
    "农贸市场",
    "社区文体活动室",
    "单元楼道",
)
FLOOD_PLACES = ("东风湖大堤", "南湖大堤", "吉家湖排渍口", "王家河沿线", "社区低洼路段")
NO_RISK = "无特别风险，注意交通安全和防暑。"
FLOOD_RISK = "临水作业，两人以上同行，穿救生衣，听从现场指挥，雷雨大风立即撤离。"
HEIGHT_RISK = "搬运重物和登高，戴手套和安全帽，不单独作业。"
CANCELLED = ("暴雨红色预警，改期。", "报名人数不足。", "场地临时停用。", "与防汛值守冲突。")

EVENT_TITLES: dict[str, tuple[str, ...]] = {
    EventKind.BANQUET: ("百家宴，端一道拿手菜", "楼栋长桌宴", "包粽子、话邻里", "团年饭，一起吃"),
    EventKind.ARTS: ("纳凉晚会", "邻里歌会", "迎国庆文艺汇演", "花鼓戏进小区"),
    EventKind.SPORT: ("邻里趣味运动会", "乒乓球友谊赛", "健步走"),
    EventKind.FAIR: ("便民市集", "跳蚤市场", "磨刀理发修伞一条街"),
    EventKind.CLINIC: ("义诊到家门口", "中医体质辨识"),
    EventKind.FAMILY: ("亲子手工坊", "六一儿童乐园", "亲子阅读夜"),
    EventKind.ELDERS: ("重阳敬老茶话会", "给老邻居过生日", "金婚老人留影"),
    EventKind.COUNCIL: ("坝坝议事会", "楼道晾衣架怎么装"),
    EventKind.HONOURS: ("好邻居表彰", "平安家庭授星"),
}
EVENT_PLACES = ("小区广场", "凉亭边", "社区活动室", "小区门口", "架空层", "篮球场")
SAFETY_PLANS = (
    "设出入口两处、医疗点一处、疏散引导员八人，雷雨天停办。",
    "控制人流，电源专人看管，备灭火器六具，救护车待命。",
)
FEEDBACK = (
    "热闹，楼上楼下都认识了。",
    "希望多办几次。",
    "音响声音大了点，下次早点结束。",
    "老人小孩都有得玩。",
    "",
)
SPONSORS = ("洞庭人家超市", "巴陵口福餐馆", "康民大药房", "小区物业服务中心", "惠邻水果店", "金鹗书店")
GOODS = ("矿泉水二十箱", "米、油各二十份", "儿童绘本五十册", "血压计五台", "月饼六十盒")
