"""The editor of one part: the text as its author sees it, figures to insert, the manners offered, the preview."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from linli.indicators.registry import all_indicators
from linli.indicators.wording import said
from linli.reports.check import Verdict
from linli.reports.drafting import tokens
from linli.reports.drafting.compose import Known, Written, compose
from linli.reports.drafting.content import PartContent
from linli.reports.drafting.manner import NAMES, exact, manners, print_figure, units
from linli.reports.drafting.rules import Examined, Refusal, refusals
from linli.reports.models import Report
from linli.reports.selectors import by_hand_in, of_today, texts_of
from linli.reports.services.reviewing import examined

MOST_FOUND = 12


def written(report: Report, stored: str) -> str:
    """A stored text with names and today's numbers. One that cannot be read is shown as it is kept."""
    known = of_today(report)
    try:
        return tokens.written(stored, lambda live: _sample(known, live))
    except tokens.BrokenToken:
        return stored


def as_saved(stored: str) -> str:
    """A stored text with names and the numbers it was saved with, for the history."""
    try:
        return tokens.written(stored, lambda live: live.sample or live.indicator.unit)
    except (tokens.BrokenToken, KeyError):
        return stored


def _sample(known: Callable[[str], Known], live: tokens.Live) -> str:
    if live.sample == NAMES:
        return NAMES
    return print_figure(known(live.code).figure, live.sample).text


def with_inserted(body: str, code: str) -> str:
    """The text with a figure behind it, for a page without script; an unknown code changes nothing."""
    name = next((i.name for i in all_indicators() if i.code == code), "")
    return f"{body}{{{{{name}}}}}" if name else body


@dataclass(frozen=True)
class Offer:
    """An indicator that may be inserted, with its value today."""

    code: str
    name: str
    value: str
    token: str


def offered(report: Report, sought: str) -> list[Offer]:
    """Indicators whose name, definition or words contain every word sought."""
    words = sought.split()
    if not words:
        return []
    known = of_today(report)
    found = []
    for indicator in all_indicators():
        text = (
            f"{indicator.name}{indicator.short_name}{indicator.definition}{''.join(indicator.phrases.nouns)}"
        )
        if all(word in text for word in words):
            figure = known(indicator.code).figure
            token = f"{{{{{indicator.name}：{exact(figure)}}}}}"
            found.append(Offer(indicator.code, indicator.name, said(figure), token))
    return found[:MOST_FOUND]


@dataclass(frozen=True)
class Used:
    """A live figure of the text with the manners it may be printed in. ``field`` names its select."""

    field: str
    code: str
    name: str
    value: str
    printed: str
    manners: Sequence[tuple[str, str]]


def figures_of(report: Report, body: str) -> list[Used]:
    """The live figures of a text as written, in order; none while a figure in it cannot be read."""
    try:
        found = [p for p in tokens.pieces(body) if isinstance(p, tokens.Live)]
    except tokens.BrokenToken:
        return []
    known = of_today(report)
    used = []
    for number, live in enumerate(found):
        figure = known(live.code).figure
        printed = NAMES if live.sample == NAMES else print_figure(figure, live.sample).text
        samples = manners(figure)
        samples += [
            f"{exact(figure).removesuffix(figure.indicator.unit)}{unit}" for unit in units(figure)[1:4]
        ]
        if printed not in samples:
            samples.insert(0, printed)
        used.append(
            Used(
                field=f"manner-{number}",
                code=live.code,
                name=live.indicator.name,
                value=said(figure),
                printed=printed,
                manners=[(each, "写出名称" if each == NAMES else each) for each in dict.fromkeys(samples)],
            )
        )
    return used


def with_manners(body: str, chosen: Mapping[str, str]) -> str:
    """The text as written with the manners chosen in its selects; unreadable text comes back as it is."""
    try:
        pieces = list(tokens.pieces(body))
    except tokens.BrokenToken:
        return body
    number = 0
    found: list[tokens.Piece] = []
    for piece in pieces:
        if isinstance(piece, tokens.Live):
            was, wanted = chosen.get(f"was-{number}"), chosen.get(f"manner-{number}")
            # Only a choice that was made, in a text where the figure is still the same one.
            if wanted and was and wanted != was and chosen.get(f"code-{number}") == piece.code:
                piece = tokens.Live(piece.code, wanted)
            number += 1
        found.append(piece)
    return tokens.joined(found)


@dataclass(frozen=True)
class Stretch:
    """Some words of the preview. ``mark``: ``live``, or what the check says of a typed figure; "" for plain words."""

    text: str
    mark: str = ""


@dataclass(frozen=True)
class Preview:
    """How a part reads, with the check's marks, and what stands against it."""

    paragraphs: Sequence[Sequence[Stretch]] = ()
    refusals: Sequence[Refusal] = ()
    broken: str = ""


def previewed(report: Report, position: int, heading: str, body: str) -> Preview:
    """The part as it would read among the others today, with the check's marks."""
    parts = [
        Written(position, text.part.level, heading, body)
        if text.part.position == position
        else Written(text.part.position, text.part.level, text.heading, text.body)
        for text in texts_of(report)
    ]
    try:
        content = compose(report, parts, of_today(report), by_hand_in(report), report.recorded_at)
    except tokens.BrokenToken as error:
        return Preview(broken=str(error))
    part = next((each for each in content.parts if each.position == position), None)
    found = examined(report, content)
    against = [each for each in refusals(found.rulings) if each.part == position]
    return Preview(_marked(part, found) if part is not None else (), against)


def _marked(part: PartContent, found: Examined) -> list[list[Stretch]]:
    """The part's paragraphs; typed figures stand apart with their verdict."""
    typed: dict[tuple[int, int], list[tuple[int, int, str]]] = defaultdict(list)
    for low, high, place in found.text.stretches:
        if place.part is not part or place.figure is not None or not place.paragraph:
            continue
        for figure in found.checked.figures:
            if low <= figure.start and figure.end <= high:
                mark = "typed" if figure.verdict is Verdict.HOLDS else figure.verdict.value
                spot = (figure.start - low, figure.end - low, mark)
                typed[place.paragraph, place.run].append(spot)
    return [
        [
            stretch
            for n, run in enumerate(paragraph)
            for stretch in (
                [Stretch(run.text, "live")] if run.figure is not None else _cut(run.text, typed[number, n])
            )
        ]
        for number, paragraph in enumerate(part.paragraphs, start=1)
    ]


def _cut(text: str, typed: Sequence[tuple[int, int, str]]) -> list[Stretch]:
    found, at = [], 0
    for start, end, verdict in typed:
        found += [Stretch(text[at:start]), Stretch(text[start:end], verdict)]
        at = end
    return [each for each in [*found, Stretch(text[at:])] if each.text]
