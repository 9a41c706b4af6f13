"""A paper as a semantic HTML fragment: no inline style, no script, every text escaped.

Pages that show one link ``documents/paper.css``. Figures keep their data attributes, so that a machine can read them
and a page can open them; without script they are plain links.
"""

import base64
from collections.abc import Iterable, Sequence

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from linli.documents import qr
from linli.documents.flow import (
    DATE_BLANK,
    LEVELS,
    SIGN_HERE,
    Break,
    Code,
    Foot,
    Grid,
    Line,
    Part,
    Role,
    SignHere,
    parts,
)
from linli.documents.paper import Link, Paper, Run
from linli.documents.words import clean

EMPTY = SafeString("")
BREAK = SafeString("<br>")
_NO_HEADING = 6


def to_html(paper: Paper, *, top: int = 1) -> SafeString:
    """The paper as an ``article``; ``top`` is the level of its title, for pages with a heading of their own."""
    drawn = _joined(_all(list(parts(paper)), top))
    mark = clean(paper.draft_mark)
    return format_html(
        '<article class="ll-paper ll-paper-{}" lang="zh-Hans">{}{}</article>',
        paper.layout.value,
        format_html('<p class="ll-paper-draft">{}</p>', _words(mark)) if mark else EMPTY,
        drawn,
    )


def _joined(pieces: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def _all(every: Sequence[Part], top: int) -> Iterable[SafeString]:
    """Parts one by one, but the items of a list together."""
    place = 0
    while place < len(every):
        part = every[place]
        if isinstance(part, Line) and part.role is Role.ITEM:
            items = _list_from(every, place)
            place += len(items)
            yield _list(items)
        else:
            place += 1
            yield _part(part, top)


def _list_from(every: Sequence[Part], place: int) -> list[Line]:
    """The items that belong together: an ordered list ends where the next begins with 1."""
    found: list[Line] = []
    for part in every[place:]:
        if not (isinstance(part, Line) and part.role is Role.ITEM):
            break
        if found and (part.ordered is not found[0].ordered or part.marker == "1."):
            break
        found.append(part)
    return found


def _list(items: Sequence[Line]) -> SafeString:
    inner = format_html_join("", "<li>{}</li>", ((_runs(item.runs),) for item in items))
    if items[0].ordered:
        return format_html("<ol>{}</ol>", inner)
    return format_html("<ul>{}</ul>", inner)


def _part(part: Part, top: int) -> SafeString:
    match part:
        case Line():
            return _line(part, top)
        case Grid():
            return _grid(part)
        case SignHere():
            return _sign_here(part)
        case Code():
            return _code(part)
        case Break():
            return SafeString('<hr class="ll-paper-break">')
        case Foot():
            lines = _joined(_line(line, top) for line in part.lines)
            return format_html('<div class="ll-paper-foot">{}</div>', lines)


def _line(line: Line, top: int) -> SafeString:
    level = _level(line.role, top)
    tag = SafeString("p" if level is None else f"h{min(level, _NO_HEADING)}")
    names = [f"ll-paper-{line.role.value}"]
    if line.role is Role.BODY and not line.indent:
        names.append(f"ll-paper-{line.align}")
    body = _runs(line.runs)
    if line.marker:
        body = format_html("{}{}", line.marker, body)
    if line.tail:
        body = format_html('<span>{}</span> <span class="ll-paper-tail">{}</span>', body, _words(line.tail))
    return format_html('<{} class="{}">{}</{}>', tag, " ".join(names), body, tag)


def _level(role: Role, top: int) -> int | None:
    if role is Role.TITLE:
        return top
    if role is Role.ANNEX_TITLE:
        return top + 1
    return top + LEVELS[role] if role in LEVELS else None


def _grid(grid: Grid) -> SafeString:
    def cell_class(column: int) -> SafeString:
        return SafeString(' class="ll-paper-numeric"') if column in grid.numeric else EMPTY

    def cell(column: int, runs: Sequence[Run]) -> SafeString:
        if column in grid.labels:
            return format_html('<th scope="row">{}</th>', _runs(runs))
        return format_html("<td{}>{}</td>", cell_class(column), _runs(runs))

    head = format_html_join(
        "", '<th scope="col"{}>{}</th>', ((cell_class(n), _words(word)) for n, word in enumerate(grid.head))
    )
    if head:
        head = format_html("<thead><tr>{}</tr></thead>", head)
    rows = _joined(
        format_html("<tr>{}</tr>", _joined(cell(n, runs) for n, runs in enumerate(row))) for row in grid.rows
    )
    caption = format_html("<caption>{}</caption>", _words(grid.caption)) if grid.caption else EMPTY
    # A wide table scrolls in its own box, which the keyboard must reach (WCAG 2.1.1).
    return format_html(
        '<div class="ll-paper-scroll" tabindex="0" role="region" aria-label="{}"><table class="ll-paper-table">'
        "{}{}<tbody>{}</tbody></table></div>",
        grid.caption or ("表格" if grid.head else "表单"),
        caption,
        head,
        rows,
    )


def _sign_here(part: SignHere) -> SafeString:
    rows = format_html_join(
        "",
        '<li><span>{}</span><span class="ll-paper-blank">{}</span><span>{}</span></li>',
        ((_words(who), SIGN_HERE, DATE_BLANK) for who in part.who),
    )
    return format_html('<ul class="ll-paper-sign">{}</ul>', rows)


def _code(part: Code) -> SafeString:
    drawing = base64.b64encode(qr.svg(part.address)).decode()
    return format_html(
        '<figure class="ll-paper-qr"><img src="data:image/svg+xml;base64,{}" alt="二维码：{}">'
        '<figcaption><a href="{}">{}</a></figcaption></figure>',
        drawing,
        part.address,
        part.address,
        _words(part.words),
    )


def _runs(runs: Sequence[Run]) -> SafeString:
    return _joined(_run(run) for run in runs)


def _run(run: Run) -> SafeString:
    body = _words(run.text)
    if run.bold:
        body = format_html("<strong>{}</strong>", body)
    if not isinstance(run, Link):
        return body
    data = format_html_join(
        "",
        ' data-{}="{}"',
        ((name.removeprefix("data-"), value) for name, value in (run.figure or {}).items()),
    )
    if run.figure is None:
        return format_html('<a href="{}">{}</a>', run.address, body)
    return format_html('<a class="ll-fig" href="{}"{}>{}</a>', run.address, data, body)


def _words(text: str) -> SafeString:
    """Escaped text whose line feeds are line breaks."""
    return SafeString(BREAK.join(conditional_escape(line) for line in text.split("\n")))
