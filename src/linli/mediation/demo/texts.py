"""What the demo's disputes are about: invented, and naming nobody."""

from linli.mediation.models import CaseSource, DisputeKind

KIND_WEIGHTS: dict[DisputeKind, int] = {
    DisputeKind.NEIGHBOURS: 30,
    DisputeKind.PROPERTY: 16,
    DisputeKind.FAMILY: 14,
    DisputeKind.HOUSING: 6,
    DisputeKind.DAMAGE: 6,
    DisputeKind.CONTRACT: 6,
    DisputeKind.LABOUR: 5,
    DisputeKind.CONSUMER: 4,
    DisputeKind.TRAFFIC: 3,
    DisputeKind.ILLEGAL_BUILDING: 3,
    DisputeKind.BUSINESS: 2,
    DisputeKind.POLLUTION: 2,
    DisputeKind.RESETTLEMENT: 2,
    DisputeKind.MEDICAL: 1,
    DisputeKind.LAND: 1,
    DisputeKind.VILLAGE: 1,
    DisputeKind.ONLINE: 1,
    DisputeKind.OTHER: 3,
}
SOURCE_WEIGHTS: dict[CaseSource, int] = {
    CaseSource.APPLICATION: 46,
    CaseSource.INITIATIVE: 24,
    CaseSource.GRID: 16,
    CaseSource.HOTLINE: 6,
    CaseSource.POLICE: 4,
    CaseSource.COURT: 2,
    CaseSource.ENTRUSTED: 2,
}
SUMMARIES: dict[DisputeKind, tuple[str, ...]] = {
    DisputeKind.NEIGHBOURS: (
        "{estate}楼上卫生间漏水，楼下天花板发霉，赔多少谈不拢",
        "{estate}一户在公共绿地养鸡种菜，邻居嫌气味和打鸣",
        "{estate}楼道堆放杂物堵了消防通道，两家互相指责",
        "{estate}夜里广场舞音响太大，与住户起争执",
        "{estate}两户为空调外机滴水和位置起争执",
        "{estate}加装电梯，低层住户担心采光和噪音，不同意",
        "{estate}飞线充电被劝阻，双方言语冲突",
        "{estate}宠物犬未拴绳吓到孩子，家长要求道歉",
    ),
    DisputeKind.PROPERTY: (
        "{estate}业主因路灯长期不亮拒交物业费",
        "{estate}业主与物业为停车位收费争执",
        "{estate}门禁坏了两个月没修，业主要求减免物业费",
        "{estate}公共收益没有公示，业主要求说明去向",
        "{estate}物业交接期间垃圾没人清，住户不满",
    ),
    DisputeKind.FAMILY: (
        "兄弟姐妹为老人赡养费用分摊有分歧",
        "夫妻为家务和孩子教育经常争吵，要求调解",
        "老人房屋由谁居住，子女意见不一",
        "离婚后探望孩子的时间谈不拢",
    ),
    DisputeKind.HOUSING: (
        "{estate}租客提前退租，押金退多少有争议",
        "{estate}两户共用的过道产权说不清",
        "{estate}房屋买卖后户口迟迟不迁",
    ),
    DisputeKind.DAMAGE: (
        "{estate}高处花盆掉落砸坏车辆，赔偿谈不拢",
        "电动车在{estate}门口碰倒行人，医药费有争议",
        "孩子打闹受伤，两家对责任看法不同",
    ),
    DisputeKind.CONTRACT: (
        "{estate}装修延期，业主要求装修方赔偿",
        "定做的门窗尺寸不符，双方对返工费用有争议",
    ),
    DisputeKind.LABOUR: ("小餐馆拖欠帮工工资", "家政人员结算工时有分歧", "工地零工受伤，医药费由谁出有争议"),
    DisputeKind.CONSUMER: ("预付卡办理后店铺搬迁，退费谈不拢", "买的家电有质量问题，商家只肯维修"),
    DisputeKind.TRAFFIC: ("{estate}内倒车刮擦，责任划分有争议", "非机动车相撞，双方对修车费有争议"),
    DisputeKind.ILLEGAL_BUILDING: (
        "{estate}楼顶搭建阳光棚，邻居担心漏水要求拆除",
        "{estate}一楼围院占了公共通道，住户要求恢复",
    ),
    DisputeKind.BUSINESS: ("临街门店占道经营，与相邻门店争执", "合伙开店散伙，货物折价谈不拢"),
    DisputeKind.POLLUTION: ("餐馆油烟正对住户窗户，要求改道", "洗车店污水外流，住户要求整改"),
    DisputeKind.RESETTLEMENT: ("旧房改造中过渡费发放时间有争议", "拆迁安置房面积差价有争议"),
    DisputeKind.MEDICAL: ("诊所治疗效果与预期不符，要求退费",),
    DisputeKind.LAND: ("菜地边界被挪动，两户各执一词",),
    DisputeKind.VILLAGE: ("集体门面租金分配有意见",),
    DisputeKind.ONLINE: ("社区团购蔬菜不新鲜，退款有争议",),
    DisputeKind.OTHER: ("路口摆摊影响通行，双方争执", "{estate}快递柜占地收费有争议"),
}
THEME_OF: dict[DisputeKind, str] = {
    DisputeKind.ILLEGAL_BUILDING: "no-illegal-building",
    DisputeKind.POLLUTION: "environment",
    DisputeKind.BUSINESS: "tidy-city",
    DisputeKind.TRAFFIC: "traffic",
    DisputeKind.RESETTLEMENT: "renewal",
}
MONEY = frozenset(
    {
        DisputeKind.DAMAGE,
        DisputeKind.CONTRACT,
        DisputeKind.LABOUR,
        DisputeKind.CONSUMER,
        DisputeKind.TRAFFIC,
        DisputeKind.HOUSING,
        DisputeKind.PROPERTY,
        DisputeKind.RESETTLEMENT,
        DisputeKind.MEDICAL,
        DisputeKind.BUSINESS,
    }
)
FAILED = (
    "双方差距太大，已告知可以起诉",
    "一方坚持原要求，已告知仲裁和诉讼途径",
    "多次协商未果，已告知其他途径",
)
ENDED = ("一方明确表示不再调解", "申请人撤回申请", "一方外出失去联系，不愿继续")
DECLINED = (
    "法院已受理，告知等候判决",
    "已由行政机关处理，告知复议途径",
    "一方明确拒绝，告知其他途径",
    "依法由专门机关处理，已告知去处",
)
TRANSFERRED = ("涉嫌治安案件，移送公安", "劳动争议，移送仲裁机构", "属行业主管部门职责，移送处理")
