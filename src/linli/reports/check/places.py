"""Places as subjects of a clause: 长沙市雨花区共选配….

A place merely mentioned (学习荆州经验, 在铁路社区等) is no subject.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

from linli.indicators.phrases import words

_LEAD = re.compile(
    r"^(?:[|、·\s]|在此期间|据悉|据了解|据统计|据|近日|近年来|今年以来|今年来|今年|去年|目前|截至目前|"
    r"截至|同时|其中|此外|另外|另据|而|如|"
    r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?底?|\d{1,2}月(?:\d{1,2}日)?|上半年|全年|以来|以|记者从|走进|来到|"
    r"在|我们|位于|作为|中共|期间)*"
)
_PART = r"[\u4e00-\u9fff]{2,4}?(?:自治区|自治州|自治县|开发区|高新区|经开区|新区|省|市|县|区|州|旗)"
_CHAIN = re.compile(rf"(?:{_PART}){{1,4}}")
_BELOW = re.compile(
    r"[\u4e00-\u9fff]{2,4}?(?:街道|社区|镇|乡|管理处|村)(?!工作者|干部|书记|党组织|两委|专职)"
)
_STREET = re.compile(
    r"(?P<stem>[\u4e00-\u9fff]{2,4}?)(?:街道|镇|乡|管理处)(?!街道|镇|乡|[、和与]|管理处|统战|企业|两级)"
)
# Chinese words that end like a place.
_NO_PLACE = re.compile(
    r"(?:城市|超市|集市|上市|夜市|菜市|社区|小区|辖区|地区|片区|园区|校区|景区|院区|厂区|"
    r"街区|郊区|市区|县区|灾区|老区|专区|展区|学区|"
    r"库区|矿区|牧区|各区|该区|们区|功能区|示范区|生活区|阅览区|教学区|安置区|居民区|住宅区|"
    r"办公区|服务区|全区|我区|本区|全市|我市|本市|各市|全省|我省|"
    r"全县|我县|各县|区县|市县|省市|市州|全州|红旗|锦旗|党旗|国旗|升旗|试验区|先行区|自治区|禁区|误区|"
    r"盲区|社会区|"
    # 君山区, 西湖区, 江门市 are places; 贫困山区, 洞庭湖区, 大都市 are not.
    r"(?<!^[^主老新旧全中该我本在各大小市县贫偏边环库沿国])(?:城区|山区|湖区|林区|都市|门市))$"
)
_NO_STEM = re.compile(
    r"^(?:涉及|参与|包括|拿出|推出|共有|面向|依托|落实|按照|根据|围绕|承接|参加|代表|联合|协助|配合|推动|深入|服务|成为|获得|荣获|获评|经过|"
    r"通过|面向|报送|上报|提请|会同|邀请|受|由|被|向|为|对|与|和|从|"
    r"自|及|是|该|各|其|此|本|我|全|个|名|支|家|级|建成|打造|学习|借鉴|赴|到|前往|贯彻|执行|紧跟|紧扣|"
    r"率先|争创|创建|市|省|两|每|整个|覆盖|分布|遍布|惠及|辐射|接受|"
    r"选派|抽调|整合|梳理|制定|出台|统筹|强化|优化|加强|坚持|聚焦|立足|发动|动员|引导|组织|清理|减少|保障|"
    r"表彰|评选|选树|示范|带动|对照|坚决|严格|选配|培训|新建|"
    r"完善|提升|提高|激活|赋能|延伸|做|把|将|让|使|以|于|给|比|较|乡镇|所有|部分|多个|老旧|联系|指导|鼓励|"
    r"激励|持续|切实|扎实|全面|现场|同步|主动|清退|注销|考核|探索|参照|区|县|镇)"
)
_AFTER_NO_SUBJECT = re.compile(
    r"^(?:委|级|政府|直|等|里|内|外|总|定|属|长|民|(?:经验|做法|模式)(?!$)|图书馆|优秀|先进|领导|组织部|局|厅|报|"
    r"人大|政协|两级|、|上下联动)"
)
# 岳阳市新时代社区工作者培训学院: a house named after the city above us.
_HOUSE = re.compile(r"[\u4e00-\u9fff]{2,14}?(?:学院|学校|图书馆|中心|基地)")
# Prefectures whose names often stand without 市.
_CITIES = words(
    "北京 上海 天津 重庆 长沙 株洲 湘潭 衡阳 邵阳 常德 张家界 益阳 郴州 永州 怀化 娄底 湘西 武汉 宜昌 "
    "襄阳 荆州 黄石 孝感 黄冈 十堰 咸宁 鄂州 荆门 随州 恩施 南京 苏州 无锡 常州 南通 扬州 徐州 盐城 杭州 "
    "宁波 温州 嘉兴 绍兴 金华 湖州 台州 合肥 芜湖 蚌埠 福州 厦门 泉州 南昌 九江 赣州 济南 青岛 烟台 潍坊 "
    "临沂 郑州 洛阳 南阳 广州 深圳 珠海 佛山 东莞 惠州 中山 南宁 桂林 柳州 海口 三亚 成都 绵阳 德阳 南充 "
    "宜宾 贵阳 遵义 昆明 大理 西安 咸阳 兰州 西宁 银川 石家庄 唐山 保定 邯郸 太原 大同 沈阳 大连 长春 "
    "吉林 哈尔滨 大庆 呼和浩特 包头 乌鲁木齐 拉萨 汨罗 浏阳 宁乡 湘阴 华容 平江 临湘"
)


class Gazetteer:
    """Tells whether a clause speaks of the area asked about or of another."""

    def __init__(self, ours: Sequence[str], others: Sequence[str], above: Sequence[str] = ()) -> None:
        self.ours = tuple(sorted(ours, key=len, reverse=True))
        known = {name for name in others if len(name) >= 2 and name not in self.ours}
        self.others = tuple(sorted(known | set(_CITIES) - set(self.ours), key=len, reverse=True))
        self.above = tuple(above)
        self.kind = _kind(self.ours[0]) if self.ours else "区"

    def subject(self, clause: str) -> bool | None:
        """True: the clause's subject is another place; False: it is ours; None: no place is its subject."""
        lead = _LEAD.match(clause)
        words = clause[lead.end() :] if lead is not None else clause
        relative = re.match(r"(?:全|我|本|该)(国|省|市|州|县|区|镇|乡|街道|社区|村)(?![别级属])", words)
        if relative:
            return None if relative.group(1) == self.kind else True
        end = self._name(words)
        if not end:
            return None
        while more := next((n for n in (*self.ours, *self.others) if words.startswith(n, end)), ""):
            end += len(more)
        named, rest = words[:end], words[end:]
        if _AFTER_NO_SUBJECT.match(rest) or (named in self.above and _HOUSE.match(rest)):
            return None
        if any(name in named for name in self.ours):
            below = _BELOW.match(rest)
            return below is not None or any(rest.startswith(name) for name in self.others)
        return True

    def home(self, clause: str) -> bool:
        """全区, 我区: back to the area the document is about."""
        return re.search(rf"(?:全|我|本){self.kind}", clause) is not None

    def _name(self, words: str) -> int:
        """How far the place name at the start of a clause reaches; 0 for none."""
        for name in (*self.ours, *self.others):
            if words.startswith(name):
                rest = _CHAIN.match(words, len(name)) if name in _CITIES else None
                return max(
                    len(name), rest.end() if rest and self._is_place(rest.group()) else 0, self._chain(words)
                )
        return self._chain(words) or self._street(words)

    def _chain(self, words: str) -> int:
        end = 0
        for part in re.compile(_PART).finditer(words):
            if part.start() != end or not self._is_place(part.group()):
                break
            end = part.end()
        return end

    def _street(self, words: str) -> int:
        match = _STREET.match(words)
        if match is None or _NO_STEM.match(match["stem"]) or re.search(r"[个各等]", match["stem"]):
            return 0
        return match.end()

    @staticmethod
    def _is_place(part: str) -> bool:
        inner = re.sub(r"(?:自治区|自治州|自治县|开发区|高新区|经开区|新区|[省市县区州旗])$", "", part)
        return not (
            _NO_PLACE.search(part)
            or _NO_STEM.match(part)
            or re.search(r"[省市县区]", inner)
            or len(inner) < 2
        )


def _kind(name: str) -> str:
    for kind in ("街道", "社区", "管理处", "镇", "乡", "村", "区", "县", "市", "省"):
        if name.endswith(kind):
            return kind
    return "区"
