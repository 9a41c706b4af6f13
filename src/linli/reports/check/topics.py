"""Sentences whose subject is a stranger to the district's grass roots: a court, a hospital, a school, a company.

Their 调解成功率 or 培训班 is not ours, whatever the words beside the figure.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linli.reports.check.text import Reading

_STRANGER = re.compile(
    r"法院|法庭|律师|公证处|公安机关|检察院|仲裁委|[该我本全](?:校|院|司|厂|所|店)|医院|卫生院|疾控|医保局|大学(?!习)|(?<!集)中学(?!习)|小学|幼儿园|学校|职院|高校|"
    r"妇联|残联|团区委|团市委|共青团|红十字|科协|信访局|教师|班主任|家校|师生|教育局|教体局|公司|集团|银行|保险|工厂|企业|工业园|产业园|"
    r"交警|公安局|派出所|消防救援|税务局|海关|证监|农业农村局|农技站|合作社|农场|林业局|水利局|气象局|"
    r"体育局|体育馆|俱乐部|球队|协会|商会|基金会|研究院|研究所|"
    r"文旅局|景区|博物馆|(?<![依托在])(?<![托在][区市县])图书馆|文化馆|美术馆|科技馆|剧院|铁路局|地铁|航空|机场|港口|电网|供电|燃气|电信|部队|武警|宗教|寺"
)
_REACH = 14
# 医院党支部等1149个, 学校、医院周边: mentioned, not the subject.
_MENTIONED = re.compile(r"^(?:等|党(?:支部|组织)(?:等|、)|周边|附近|、|门口|旁|和|及|与|家属|社区|小区|退休)")
_AT_HOME = re.compile(
    r"社区|邻长|邻里|网格|小区|街道|居民|群英|三长|片长|驿站|党建|全区|我区|基层党组织|学习教育|减负"
)


def strangers(reading: Reading) -> frozenset[int]:
    """Indexes of the sentences that speak of such a subject; it lasts until something of ours is spoken of."""
    found: set[int] = set()
    strange = titled = False
    line = -1
    for index, sentence in enumerate(reading.sentences):
        words = reading.bare[sentence.start : sentence.end]
        paragraph = reading.paragraph_start(sentence.start)
        if paragraph != line:
            line, strange = paragraph, titled
        if _led_by_stranger(words):
            strange = True
            if index == 0 and len(reading.sentences) > 1:
                titled = True
        elif _AT_HOME.search(words):
            strange = False
        if strange:
            found.add(index)
    return frozenset(found)


def _led_by_stranger(words: str) -> bool:
    match = _STRANGER.search(words[: _REACH + 6])
    if match is None or match.start() > _REACH:
        return False
    return not _MENTIONED.match(words[match.end() :]) and "，" not in words[: match.start()][:-6]
