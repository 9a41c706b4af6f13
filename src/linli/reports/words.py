"""How a checked figure is told to a person: what it is called, what the records say, why it cannot be judged."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from linli.common.money import yuan
from linli.indicators import drill
from linli.indicators.definition import Indicator, Kind, Measure, Quotient, Total
from linli.indicators.figure import Figure as Counted
from linli.indicators.period import Period
from linli.indicators.registry import get
from linli.orgs.models import Area
from linli.reports.check import Figure, Reason, Verdict

LABELS = {Verdict.FAILS: "不符", Verdict.UNKNOWN: "查不到", Verdict.HOLDS: "属实"}
LONGEST_NAME = 12

_CLAUSE_END = "，。；：、！？,;:!?（）()【】|\t\n→"
_LEADS = re.compile(
    r"^(?:并且|并|共|还|已经|已|其中|同时|全年|今年|目前|累计|总计|合计|全区|我区|全市|全国|的|和|及|与|了)+"
)
_LINKS = re.compile(
    r"(?:达到了?|达|为|是|有|共有?|共计|总计|合计|累计|约|近|超过?|突破|增至|升至|提高到|提升至|降至|到|了|等|的|就)+$"
)


@dataclass(frozen=True)
class Recorded:
    """One of our numbers: as written, with what it is, and which records it opens (None: all the figure counted)."""

    written: str
    label: str = ""
    part: str | None = None


def indicator_of(figure: Figure) -> Indicator | None:
    """The declared indicator a figure was found to state."""
    return get(figure.indicator.code) if figure.indicator is not None else None


def recorded(figure: Figure) -> list[Recorded]:
    """Our value with its unit; of a quotient the numerator and then the denominator. Empty: nothing was compared."""
    indicator, ours = indicator_of(figure), figure.ours
    if indicator is None or ours is None:
        return []
    formula = indicator.formula
    if isinstance(formula, Quotient) and ours.parts is not None:
        over, under = ours.parts
        return [
            _part(formula.numerator, over, formula.numerator_label, drill.NUMERATOR),
            _part(formula.denominator, under, formula.denominator_label, drill.DENOMINATOR),
        ]
    return [Recorded(f"{Counted(indicator, ours.value).printed} {indicator.unit}")]


def _part(measure: Measure, value: int, label: str, part: str) -> Recorded:
    if isinstance(measure.take, Total) and measure.take.path.endswith("_fen"):
        return Recorded(f"{yuan(value)} 元", label.removesuffix("（分）"), part)
    return Recorded(f"{value:,}", label, part)


def value_said(figure: Figure) -> str:
    """``12,043 名``, ``95.3 %``: our value alone, quotients rounded as the indicator prints them."""
    indicator = indicator_of(figure)
    if indicator is None or figure.ours is None:
        return ""
    return f"{Counted(indicator, figure.ours.value).printed} {indicator.unit}".replace(" %", "%")


def as_of(indicator: Indicator, period: Period) -> str:
    """To which day or days our value belongs, for the reader who compares."""
    if indicator.kind in (Kind.STOCK, Kind.RULE):
        return f"截至{period.end.month}月{period.end.day}日"
    return ""


def names(text: str, figures: tuple[Figure, ...]) -> Iterator[str]:
    """What each figure is about: the indicator's name, else the words beside it; "" where there are none."""
    before = 0
    for i, figure in enumerate(figures):
        after = figures[i + 1].start if i + 1 < len(figures) else len(text)
        if figure.indicator is not None:
            yield figure.indicator.name
        else:
            yield _beside(text[max(before, figure.start - 40) : figure.start], text[figure.end : after][:40])
        before = figure.end


def _beside(left: str, right: str) -> str:
    """群众满意率达|98.7% → 群众满意率; 12个|口袋公园 → 口袋公园."""
    own = re.split(f"[{re.escape(_CLAUSE_END)}]", left)[-1].strip()
    own = _LINKS.sub("", _LEADS.sub("", own)).strip("“”‘’\"'《》 ")
    if own:
        return own if len(own) <= LONGEST_NAME else "…" + own[-LONGEST_NAME:]
    own = re.split(f"[{re.escape(_CLAUSE_END)}]", right)[0].strip("“”‘’\"'《》 ")
    return own[:LONGEST_NAME]


def why_unknown(figure: Figure, name: str, area: Area, period: Period) -> str:
    """Why a figure cannot be judged, and what to do."""
    if figure.reason is Reason.ELSEWHERE:
        return (
            f"这里的“{name}”说的是别的地方或别的时间，不是{area.name} {period}，没有对照。"
            "要核对它，请换成它说的地区和期间。"
        )
    if figure.reason is Reason.NO_VALUE:
        return f"{area.name}在 {period} 没有算出“{name}”的记录，无法判断对错。如确有依据，请注明来源；否则建议删去。"
    if name:
        return f"系统里没有“{name}”这个指标，无法判断对错。如确有依据，请注明来源；否则建议删去。"
    return "系统里没有这个数字对应的指标，无法判断对错。如确有依据，请注明来源；否则建议删去。"
