"""Numbers that are no figures: dates, ordinals, telephone and document numbers, addresses, ages, names with numerals.

Patterns of kinds of writing, never of one text. `spans` gives the stretches of a text in which no figure begins.
"""

from __future__ import annotations

import re

_D = r"[一二三四五六七八九十]"
_N = r"[零〇一二两三四五六七八九十百千万\d]"
_MEASURED = r"(?=[余多来几]?[万亿]?[余多]?(?:名|人|位|个|件|起|次|场|期|支|户|家|条|项|块|元|%|页|份))"

_KINDS = {
    "title": r"《[^《》\n]{1,60}》",
    "address on the net": r"https?://[^\s，。）)]+|www\.[^\s，。]+|[\w.+-]{1,64}@[\w.-]{1,64}",
    "year": (
        r"(?:19|20)\d\d[-/.年]\d{1,2}(?:[-/.月]\d{1,2})?[日号月]?"
        r"|(?:19|20)\d\d(?:[-~至到、](?:19|20)?\d\d)?(?:年度?|届|级|春|秋)|"
        r"[一二][〇零一二三四五六七八九]{3}年"
        r"|\d{2}年代|'\d\d年?"
    ),
    "year alone": r"(?<![\d.,])(?:19[5-9]|20[0-4])\d(?=[\s,，。)]|$)(?<![人名个])",
    "month and day": (
        r"\d{1,2}(?:[-~至到、]\d{1,2})?月(?:份|底|末|初|[上中下]旬|\d{1,2}(?:[-~至到、]\d{1,2})?[日号]?)?"
        rf"|{_D}{{1,2}}(?:至{_D}{{1,2}})?月(?:份|底|末|初|[上中下]旬|{_D}{{1,3}}[日号])?"
        rf"|\d{{1,2}}(?:[-~至到、]\d{{1,2}})?日|{_D}{{1,3}}日(?!均)"
    ),
    "clock": (
        r"\d{1,2}:\d{2}(?::\d{2})?(?:[-~至]\d{1,2}:\d{2})?|\d{1,2}时\d{1,2}分?"
        r"|(?:上午|下午|早上|晚上|凌晨|中午|傍晚|(?<=[早晚日号]))\d{1,2}[时点](?![间候代段])(?:\d{1,2}分?|半|整)?"
    ),
    "recent years": rf"(?<![将接附])近(?:\d{{1,2}}|{_D}|两)(?:个?月|年|天|日|周)",
    "ordinal": rf"第{_N}{{1,12}}(?:[、和至到-]第?{_N}{{1,12}})*",
    "document": (
        r"[〔\[(]\d{4}[〕\])][\u4e00-\u9fff]{1,2}\d{2,6}[\u4e00-\u9fff]{1,3}\d+号"
        r"|[〔\[(【]\d{4}[〕\])】]第?\d+号?|\d+号(?:文件?|令|公告)?"
    ),
    "telephone": (
        r"(?<!\d)0\d{2,3}-\d{7,8}|(?<!\d)0\d{9,11}(?!\d)|(?<!\d)1[3-9]\d-?\d{4}-?\d{4}(?!\d)|"
        r"(?<!\d)[48]00-?\d{3}-?\d{4}"
        r"|(?:电话|手机|热线|传真|拨打|致电|[Qq]{2}号?|微信号?|邮编|编号|编码|证号|代码|工号|账号|票号|"
        r"统一社会信用代码)"
        rf"[号码]{{0,2}}[为是]?[:\s]{{0,2}}\d[\d-]{{2,}}+(?!{_MEASURED[3:-1]})(?:[、,，]\d[\d-]{{2,}})*"
        r"|(?<!\d)(?:12\d{3}|1[12][0-9]|96\d{3,4})(?=热线|平台|电话|专线|政务|服务|报警|急救|工单|市民|"
        r"便民|转办|投诉|、1)"
        rf"|(?<![\d.,])\d{{7,}}(?![\d.,])(?!{_MEASURED[3:-1]})"
    ),
    "name with letters": (
        r"[A-Za-z][A-Za-z./-]{0,20}\d[\w.]{0,20}(?![\u4e00-\u9fff]*\|)"
        r"|\d{1,9}(?:\.\d{1,6})?(?!km|kg|cm|mm|kw|KW|MW|GW|m[2²]?\b|[tg]\b)[A-Za-z][A-Za-z]*"
        r"|[\dNXnx一二三四五六七八九十]{1,8}(?:\+[\dA-Za-z一二三四五六七八九十]{1,8})+"
    ),
    "round the clock": r"(?:\d+|七)天?[×*xX]?24小时|24小时(?!内)|365天",
    "age": r"\d{1,3}(?:[-~至到]\d{1,3})?周?岁|[一二三四五六七八九十百]{1,4}周?岁|[5-9]0后|[01][05]后",
    "rank": rf"前{_N}{{1,8}}(?:名|位|强)|\d{{1,5}}强|TOP\d+|Top\d+",
    "score or ratio": r"\d+:\d+|\d+比\d+|\d+·\d+",
    "fraction": rf"[一二两三四五六七八九十\d]{{1,6}}分之{_N}{{1,8}}",
    "place": (
        r"\d+(?:栋|幢|座|号楼|弄)(?=\d|[A-Za-z东西南北])|\d+号楼|\d+单元|\d+室|"
        r"\d+楼(?![栋宇盘道长])"
        r"|(?<=[大厦楼])\d+层|\d+层(?=[东西南北会])|\d+(?:国道|省道|县道|路公交)"
    ),
    "mark of a list": (
        r"(?m:^[ \t]*\(?\d{1,2}(?:[、)]|\.(?!\d)))|(?<=[;。:])[ \t]*\d{1,2}(?:[、)]|\.(?!\d))"
        r"|\(\d{1,2}\)(?=[\u4e00-\u9fff])"
    ),
    "plan by years": rf"(?:\d{{1,3}}|{_D}|两|百)年(?=行动|规划|计划|攻坚|大计)",
    "nearby circle": rf"(?:\d{{1,4}}|{_D}{{1,4}})分钟(?=生活|便民|就业|服务|阅读|养老|党群|[\u4e00-\u9fff]{{0,4}}圈)",
    "party congress": rf"{_D}{{1,3}}届(?={_D}中|全国|[\u4e00-\u9fff]{{0,2}}全会)",
    "slogan": (
        rf"[一二两三四五六七八九十]个{_D}(?![名人个件起次场期支户家条项块百千万十余多成月年])"
        rf"|{_D}岗{_D}{{1,3}}级|{_D}级(?={_D})"
    ),
}
_TRAP = re.compile("|".join(f"(?:{pattern})" for pattern in _KINDS.values()))
_QUOTED = re.compile(r"[“‘「『\"]([^“”‘’「」『』\"\n]{1,40})[”’」』\"]")
# A quotation that is a whole statement is spoken text; a short one is a name.
_LONGEST_NAME = 10
_ONLY_A_FIGURE = re.compile(r"[\d.,]+[余多]?[万亿]?(?:名|人|位|个|件|起|次|场|期|支|户|家|条|项|块|元|%)")


def spans(plain: str) -> list[tuple[int, int]]:
    """Stretches of a text, in order, whose numbers are not figures."""
    found = [match.span() for match in _TRAP.finditer(plain)]
    for match in _QUOTED.finditer(plain):
        inside = match.group(1)
        if any(c in inside for c in "，。,;；"):
            continue
        if len(inside) <= _LONGEST_NAME and not _ONLY_A_FIGURE.fullmatch(inside):
            found.append(match.span())
    return sorted(found)
