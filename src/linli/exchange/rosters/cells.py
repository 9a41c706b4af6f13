"""What stands in a cell, as text; and how texts of the usual kinds become values. ValueError in words for the reader.

Spreadsheets turn what looks like a number into one: a telephone number comes as 13900000001.0 or 1.3900000001E10, a
date as the days since 1899. What can be read without a guess is read; what lost digits is refused.
"""

import json
import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from linli.exchange.tables import SHANGHAI

EXACT = 10**15
"""From here on a spreadsheet keeps no unit's place: 15 digits are all it has."""
EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's days have no zone
SHAPES = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d")
TELEPHONE = re.compile(r"\+?\d[\d-]{5,18}")
SCIENTIFIC = re.compile(r"([+-]?\d(?:\.(\d+))?)[eE]\+?(\d{1,3})")
SERIAL = re.compile(r"[2-7]\d{4}(\.\d+)?")
ROUND = re.compile(r"(\d+)\.0+")
YES, NO = (
    {"是", "匿名", "保密", "1", "true", "y", "yes"},
    {"否", "不", "0", "false", "n", "no", "公开", "实名"},
)


def said(value: Any) -> str:
    """A cell of a spreadsheet or of JSON as text, without blanks around it."""
    if isinstance(value, str):
        return value.strip()
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime):
        plain = value.replace(microsecond=0)
        return str(plain.date() if plain.time() == time.min else plain)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def _number(value: float) -> str:
    """Whole ones without a point; beyond 15 digits as they are kept, which tells that the last ones are lost."""
    if value.is_integer():
        return str(int(value)) if abs(value) < EXACT else f"{value:.14E}"
    return f"{Decimal(repr(value)):f}"


def written_out(text: str) -> str:
    """A number or telephone as it was before a spreadsheet rewrote it. Raises ValueError where digits are lost."""
    rounded = ROUND.fullmatch(text)
    if rounded:
        return rounded[1]
    scientific = SCIENTIFIC.fullmatch(text)
    if scientific is None:
        return text
    digits, power = len(scientific[2] or ""), int(scientific[3])
    if digits < power or power >= len(str(EXACT)) - 1:
        raise ValueError(
            "表格程序把它当成数字改写了，后面几位已经丢了。请把这一列设成“文本”格式，照原件重新填。"
        )
    try:
        return f"{Decimal(text):f}".partition(".")[0]
    except InvalidOperation:  # the pattern keeps this out
        return text


def code(text: str) -> str:
    """A number that is a name: kept as text, to the last digit."""
    return written_out(text.replace(" ", ""))


def telephone(text: str) -> str:
    """A telephone number."""
    plain = written_out(text.replace(" ", ""))
    if not TELEPHONE.fullmatch(plain):
        raise ValueError("不像电话号码。请核对，没有就空着。")
    return plain


@lru_cache(maxsize=4_096)
def moment(text: str) -> datetime:
    """A time as systems write it, in Yueyang time."""
    if SERIAL.fullmatch(text):
        seconds = round(float(text) * 86_400)
        return (EPOCH + timedelta(seconds=seconds)).replace(tzinfo=SHANGHAI)
    plain = text.replace("/", "-").replace(".", "-").replace("年", "-").replace("月", "-")
    plain = plain.replace("日", " ").strip()
    for shape in SHAPES:
        try:
            return datetime.strptime(plain, shape).replace(tzinfo=SHANGHAI)
        except ValueError:
            continue
    raise ValueError("看不懂这个时间。请写成 2024-10-30 08:30。")


def day(text: str) -> date:
    """A day; a time that stands behind it is left."""
    try:
        return moment(text).date()
    except ValueError:
        raise ValueError("看不懂这个日期。请写成 2024-10-30。") from None


def yes(text: str) -> bool:
    """是 or 否."""
    word = text.casefold()
    if word not in YES | NO:
        raise ValueError("请写“是”或“否”。")
    return word in YES
