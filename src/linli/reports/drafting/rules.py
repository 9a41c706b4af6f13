"""What must hold before a report is sent to review or signed. Each refusal says the rule, the place and the way out."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from linli.common.approximation import Mark
from linli.indicators.definition import Quotient
from linli.indicators.period import Period
from linli.indicators.registry import get
from linli.orgs.models import Area
from linli.reports.check import CheckResult, Figure, Value, Verdict
from linli.reports.check.figures import read_figure
from linli.reports.checking import check_for
from linli.reports.drafting.content import Content, Counted, Place
from linli.reports.drafting.manner import NOTHING

Values = Callable[[str], Value | None]


@dataclass(frozen=True)
class Refusal:
    """Why the report may not go on. ``part``: position of the part to mend; None: title, or the whole."""

    rule: str
    what: str
    place: str
    todo: str
    part: int | None = None
    typed: str = ""

    def __str__(self) -> str:
        return f"{self.place}：{self.what}{self.rule}{self.todo}"


@dataclass(frozen=True)
class Ruling:
    """One rule applied to a report: what it asks, what was seen, and what is against it."""

    title: str
    seen: str
    refusals: Sequence[Refusal] = ()

    @property
    def holds(self) -> bool:
        """Nothing is against it."""
        return not self.refusals


class ReportText:
    """The report's text with a way from any position to its place."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.stretches = content.places()

    def place(self, start: int, end: int) -> Place:
        """Where a stretch lies: the figure it overlaps, else the words it begins in."""
        touched = [place for low, high, place in self.stretches if low < end and start < high]
        inside = [place for place in touched if place.figure is not None]
        if inside:
            return inside[0]
        return touched[0] if touched else Place(None, 0, None)

    def counted(self, place: Place) -> Counted | None:
        """The report's figure at a place."""
        return self.content.figures[place.figure] if place.figure is not None else None


@dataclass(frozen=True)
class Examined:
    """A report read by the check, and what the rules say of it."""

    checked: CheckResult
    text: "ReportText"
    rulings: Sequence[Ruling]


def examine(content: Content, area: Area, values: Values) -> Examined:
    """All rules. ``area`` and the content's period are what the text is checked against, with our ``values``."""
    text = ReportText(content)
    checked = check_for(content.text, area, Period(content.start, content.end), values)
    found = [
        _recorded(content, text, checked),
        _true(text, checked),
        _adds_up(content, text, checked, values),
        _rates(content),
        _manners(content),
    ]
    return Examined(checked, text, found)


def rulings(content: Content, area: Area, values: Values) -> list[Ruling]:
    """What the rules say."""
    return list(examine(content, area, values).rulings)


def refusals(found: Sequence[Ruling]) -> list[Refusal]:
    """Everything that is against the report."""
    return [refusal for ruling in found for refusal in ruling.refusals]


def _at(content: Content, figure: Counted) -> str:
    part = next((each for each in content.parts if each.position == figure.part), None)
    if part is None:
        return "标题"
    for number, paragraph in enumerate(part.paragraphs, start=1):
        if any(run.figure is not None and content.figures[run.figure] is figure for run in paragraph):
            return Place(part, number, None).words
    return Place(part, 0, None).words


def _refuse(text: ReportText, figure: Figure, rule: str, what: str, todo: str, typed: str = "") -> Refusal:
    place = text.place(figure.start, figure.end)
    return Refusal(rule, what, place.words, todo, place.part.position if place.part else None, typed)


# What the check passes over as idiom, but states a quantity all the same; numbers in signs of their own.
_TYPED = re.compile(
    r"翻了?[一两二三四五六七八九十\d]+番|[一两二三四五六七八九十百\d.]+倍|半数(?:以上)?|一半(?:以上)?"
    r"|[\u2160-\u217f\u2460-\u249b\u3220-\u3229\u3280-\u3289]+(?=[名个人次户件支条项起家块处期年])"
)
# 106名 + 万人, 2177 + 多: words that make a live figure another number.
_CHANGES_IT = re.compile(
    r"(?:多(?![样功渠数维次]|部门)|余(?![额下热])|万(?!一)|亿|来(?![自源到看说访宾年信电])|左右|以上|以下)"
)


def _passed_over(text: ReportText, checked: CheckResult) -> Iterator[Refusal]:
    """Quantities the check does not read as figures, and words behind a live figure that change it."""
    rule = "规则：没有记录的数字不能印，人工填报的要有姓名和依据。"
    known = [(figure.start, figure.end) for figure in checked.figures]
    for match in _TYPED.finditer(text.content.text):
        place = text.place(*match.span())
        if place.figure is None and not any(a < match.end() and match.start() < b for a, b in known):
            where = place.part.position if place.part else None
            what, todo = (
                f"“{match.group()}”是键入的。",
                "换成指标的活数字，登记为人工填报，或改成不带数的话。",
            )
            yield Refusal(rule, what, place.words, todo, where, match.group())
    for part in text.content.parts:
        for number, paragraph in enumerate(part.paragraphs, start=1):
            for run, after in pairwise(paragraph):
                found = (
                    _CHANGES_IT.match(after.text) if run.figure is not None and after.figure is None else None
                )
                if found is not None and not text.content.figures[run.figure or 0].is_by_hand:
                    what = f"活数字“{run.text}”后面又键入了“{found.group()}”，成了另一个数。"
                    place = Place(part, number, None)
                    yield Refusal(rule, what, place.words, "删去这几个字，或另选一种写法。", part.position)


def _recorded(content: Content, text: ReportText, checked: CheckResult) -> Ruling:
    """domain.md §5: a figure without rows cannot be printed; one typed by hand carries a name."""
    rule = "规则：没有记录的数字不能印，人工填报的要有姓名和依据。"
    found = []
    for figure in checked.figures:
        counted = text.counted(text.place(figure.start, figure.end))
        if counted is not None and not _is_the_whole(figure, counted):
            what = f"“{figure.text}”里有键入的数字或约数，定好的数字是“{counted.printed}”。"
            todo = "删去键入的那几个字；要写“余”“近”，换一种写法。"
            found.append(_refuse(text, figure, rule, what, todo))
        elif counted is None:
            todo = (
                f"换成指标“{figure.indicator.name}”的活数字，或登记为人工填报。"
                if figure.indicator is not None
                else "换成指标的活数字，登记为人工填报，或删去。"
            )
            found.append(_refuse(text, figure, rule, f"“{figure.text}”是键入的。", todo, figure.text))
    for counted in content.figures:
        place = _at(content, counted)
        if counted.is_by_hand and not (counted.vouched_by and counted.reason):
            what = f"人工填报的“{counted.printed}”没有写明填报人和依据。"
            found.append(Refusal(rule, what, place, "补上填报人和依据。", counted.part, counted.printed))
        elif not counted.is_by_hand and counted.printed == NOTHING:
            what = f"“{counted.name}”在这个地区这段时间没有数。"
            found.append(Refusal(rule, what, place, "删去这个数字，或换一个期间。", counted.part))
    found += _passed_over(text, checked)
    live = sum(not counted.is_by_hand for counted in content.figures)
    typed = len(content.figures) - live
    seen = f"{live} 个数字都有记录" + (f"，{typed} 个人工填报" if typed else "，没有人工填报")
    if not any(part.paragraphs for part in content.parts):
        found.append(
            Refusal("规则：报告要有正文。", "报告里还没有文字。", "全文", "写上几句，或从底稿带入。")
        )
    return Ruling("数字都有记录", seen, found)


def _is_the_whole(figure: Figure, counted: Counted) -> bool:
    """Nothing typed beside a figure makes it another number (近, 余, 万, a digit); a measure word may follow."""
    try:
        printed = read_figure(counted.printed).printed
    except ValueError:  # names
        return True
    read = figure.printed
    return (read.amount.value, read.marks, read.other) == (printed.amount.value, printed.marks, printed.other)


def _true(text: ReportText, checked: CheckResult) -> Ruling:
    """What the check finds failing, wherever it stands."""
    rule = "规则：正文里的数字要与记录一致。"
    found = [
        _refuse(
            text,
            figure,
            rule,
            f"“{figure.text}”与记录对不上（{figure.indicator.name if figure.indicator else '数字'}）。",
            f"应写作“{figure.wording}”。" if figure.wording else "请改正。",
        )
        for figure in checked.figures
        if figure.verdict is Verdict.FAILS
    ]
    holding = checked.count(Verdict.HOLDS)
    return Ruling("数字核对", f"核对了 {len(checked.figures)} 个数字，{holding} 个与记录一致", found)


def _adds_up(content: Content, text: ReportText, checked: CheckResult, values: Values) -> Ruling:
    """Parts give the claimed whole, in the records and in the text."""
    rule = "规则：分项之和等于总数。"
    found, sums = [], []
    printed = {figure.code: figure for figure in content.figures if figure.code}
    for code, whole in printed.items():
        parts = get(code).phrases.parts
        given = [values(part) for part in parts]
        total = values(code)
        if not parts or total is None or any(each is None for each in given):
            continue
        numbers = [each.value for each in given if each is not None]
        if sum(numbers) == total.value:
            sums.append(f"{total.value}={'+'.join(str(each) for each in numbers)}")
        else:
            what = f"“{whole.name}”是 {total.value}，分项加起来是 {sum(numbers)}。"
            found.append(Refusal(rule, what, _at(content, whole), "请先改正记录。", whole.part))
    for contradiction in checked.contradictions:
        first = checked.figures[contradiction.figures[0]]
        what = f"{contradiction.message}。"
        found.append(_refuse(text, first, "规则：文中的数字不能互相矛盾。", what, "请改正其中的数字。"))
    return Ruling("分项加起来等于总数", "；".join(sums) or "没有写总数和分项", found)


def _rates(content: Content) -> Ruling:
    """A rate equals its parts at the printed rounding."""
    rule = "规则：比率按印出的位数等于分子除以分母。"
    found, said = [], []
    for figure in content.figures:
        if not figure.code or not isinstance(get(figure.code).formula, Quotient) or figure.printed == NOTHING:
            continue
        try:
            stated = read_figure(figure.printed)
        except ValueError:
            continue
        if figure.unit == stated.unit and not stated.stated.contains(Fraction(figure.value)):
            what = f"“{figure.name}”印的是 {figure.printed}，记录是 {figure.shown}。"
            found.append(Refusal(rule, what, _at(content, figure), "请换一种写法。", figure.part))
        elif figure.unit == "%":
            said.append(f"{' ÷ '.join(figure.parts)} = {figure.printed}")
    return Ruling("比率与分子分母一致", "；".join(said) or "没有写比率", found)


def _manners(content: Content) -> Ruling:
    """余 only floors, 近 only from 95 %: where the wanted manner would not be true, the number is printed plainly."""
    rule = "规则：“余”只舍不入，“近”不低于所写数字的 95%。"
    found, said = [], []
    for figure in content.figures:
        if not figure.code or figure.printed == NOTHING:
            continue
        if not figure.kept:
            what = (
                f"“{figure.name}”是 {figure.shown}，写作“{figure.sample}”说不通，现在印作“{figure.printed}”。"
            )
            found.append(Refusal(rule, what, _at(content, figure), "请另选一种写法。", figure.part))
        elif Mark.OVER.value in figure.printed or Mark.NEAR.value in figure.printed:
            said.append(f"{figure.shown} 写作 {figure.printed}")
    return Ruling("“余”字只舍不入", said[0] if said else "没有用“余”和“近”", found)
