"""The tree of kinds every district begins with (domain.md §3.1). Those present stay as the district set them."""

from dataclasses import dataclass

from django.db import transaction

from linli.grid.requests.models import RequestKind

WHY = "kinds of request hold for the whole district"
CONSULT, SEVERAL = "grid.consult", "grid.several"


@dataclass(frozen=True)
class _Kind:
    """``children``: name → what people say when they mean it."""

    code: str
    name: str
    children: dict[str, str]
    clock: str = "grid.request"


KINDS = (
    _Kind(
        "hygiene",
        "环境卫生",
        {
            "垃圾清运": "垃圾 垃圾桶 清运",
            "楼道堆物": "楼道 堆 杂物 鞋柜",
            "下水与化粪池": "污水 井 返水 化粪池 臭味",
            "绿化与虫害": "树 草 虫 老鼠 蟑螂",
        },
    ),
    _Kind(
        "order",
        "市容秩序",
        {"占道经营": "占道 摆摊 出店", "乱贴乱挂": "小广告 横幅", "养犬扰民": "狗 犬 遛狗"},
    ),
    _Kind("illegal-building", "违建", {"新增违建": "违建 搭建 加盖", "拆除协调": "拆违 棚子"}, SEVERAL),
    _Kind(
        "parking",
        "停车交通",
        {"乱停车": "停车 车位 堵", "充电桩": "充电 飞线", "路面与标线": "坑 路面 减速带"},
    ),
    _Kind("noise", "噪音油烟", {"噪音": "吵 噪音 广场舞 施工 夜里", "油烟": "油烟 餐馆 排烟"}),
    _Kind(
        "property",
        "物业维修",
        {
            "门禁电梯": "电梯 门禁 单元门",
            "屋面外墙": "漏水 屋顶 外墙 脱落",
            "公共照明": "路灯 楼道灯 不亮",
            "物业服务": "物业 保安 物业费",
        },
    ),
    _Kind(
        "utilities",
        "水电气暖",
        {"停水水压": "停水 水压 水管 水表", "用电": "停电 电线 跳闸", "燃气": "燃气 煤气 气味"},
    ),
    _Kind(
        "fire",
        "消防安全",
        {
            "通道堵塞": "消防通道 堵 通道",
            "电动车入户": "电动车 上楼 充电 楼道充电",
            "消防设施": "灭火器 消火栓",
        },
    ),
    _Kind("houses", "房屋安全", {"危房": "危房 裂缝 倾斜", "装修破坏": "承重墙 装修 拆墙"}, SEVERAL),
    _Kind("security", "治安", {"可疑与盗窃": "偷 小偷 可疑", "租住人员": "群租 合租"}),
    _Kind(
        "disputes",
        "矛盾纠纷",
        {
            "邻里": "吵架 邻居 纠纷",
            "家庭": "家暴 赡养 离婚",
            "物业与业主": "业主 物业 纠纷",
            "经济往来": "欠 钱 工资",
        },
    ),
    _Kind("care", "养老助残", {"独居老人": "老人 独居 送餐", "残疾人服务": "残疾 轮椅 助残"}),
    _Kind("relief", "低保救助", {"低保": "低保", "临时救助": "救助 困难 大病"}),
    _Kind("jobs", "就业", {"求职": "找工作 求职 招工", "社保": "社保 医保 缴费"}, CONSULT),
    _Kind("schools-health", "教育医疗", {"入学": "上学 入学 学位", "就医": "看病 家庭医生 疫苗"}, CONSULT),
    _Kind("policy", "政策咨询", {"办证": "证明 办证 户口", "其他政策": "政策 补贴"}, CONSULT),
    _Kind("affairs", "党务居务", {"居务公开": "公开 账目 公示", "选举与会议": "选举 开会 代表"}),
    _Kind("culture", "文体", {"场地": "活动室 球场 图书", "活动": "活动 文艺"}),
    _Kind("emergency", "防汛应急", {"积水内涝": "积水 内涝 淹", "极端天气": "大风 结冰 高温"}),
    _Kind("other", "其他", {"其他事项": ""}),
)


@transaction.atomic
def load_missing_kinds() -> int:
    """Add the kinds that are not there; how many."""
    there = dict(RequestKind.objects.unscoped(WHY).values_list("code", "pk"))
    before = len(there)
    for order, kind in enumerate(KINDS, start=1):
        if kind.code not in there:
            made = RequestKind(code=kind.code, name=kind.name, clock=kind.clock, order=order * 100)
            made.save()
            there[kind.code] = made.pk
        missing = [
            RequestKind(
                code=f"{kind.code}-{number}",
                name=name,
                parent_id=there[kind.code],
                clock=kind.clock,
                words=words.split(),
                order=order * 100 + number,
            )
            for number, (name, words) in enumerate(kind.children.items(), start=1)
            if f"{kind.code}-{number}" not in there
        ]
        RequestKind.everything.bulk_create(missing)
        there |= {each.code: each.pk for each in missing}
    return len(there) - before


def proposed(text: str) -> RequestKind | None:
    """The kind whose words the sentence says most of, the longest first; None where it says none."""
    best: tuple[int, RequestKind | None] = (0, None)
    for kind in (
        RequestKind.objects.unscoped(WHY).filter(is_open=True, parent__isnull=False).order_by("order")
    ):
        said = sum(len(word) for word in kind.words if word and word in text)
        if said > best[0]:
            best = (said, kind)
    return best[1]
