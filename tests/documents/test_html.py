"""The HTML fragment: escaped, without style, readable without script."""

import re
from html.parser import HTMLParser

from django.utils.safestring import SafeString

from linli.documents.flow import texts
from linli.documents.paper import Heading, Layout, Link, ListBlock, Paper, Paragraph, Text
from linli.documents.rendering import FORMATS, MEDIA_TYPES, to_html
from tests.documents.papers import NASTY, full, official, paragraph, squeezed

VOID = {"br", "hr", "img"}


class Reader(HTMLParser):
    """Tags with their attributes, text, and whether every tag is closed where it should be."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.said: list[str] = []
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def test_nothing_a_strict_policy_forbids() -> None:
    html = to_html(full())
    assert isinstance(html, SafeString)
    reader = Reader(html)
    assert not {tag for tag, _ in reader.tags} & {
        "script",
        "style",
        "link",
        "iframe",
        "object",
        "svg",
        "font",
    }
    for _, attributes in reader.tags:
        assert not [name for name in attributes if name == "style" or name.startswith("on")]
    (image,) = reader.named("img")
    assert str(image["src"]).startswith("data:image/svg+xml;base64,")
    assert image["alt"]


def test_figures_are_links_a_machine_can_read() -> None:
    links = Reader(to_html(full())).named("a")
    assert links[0] == {
        "class": "ll-fig",
        "href": "/figures/closed/",
        "data-figure": "grid.closed",
        "data-value": "2284",
    }
    assert links[1] == {"href": "https://example.org/law?a=1&b=2"}


def test_the_words_are_the_papers_in_order() -> None:
    said = squeezed("".join(Reader(to_html(full())).said))
    place = 0
    for text in texts(full()):
        # Lists are lists: the browser draws their marks.
        each = squeezed(re.sub(r"^([12]\.|·)(?=入户|调解|不)", "", text))
        place = said.find(each, place)
        assert place >= 0, each
        place += len(each)
    assert place == len(said)


def test_headings_go_down_from_the_title() -> None:
    paper = official(Heading(level=1, runs=[Text("一")]), Heading(level=4, runs=[Text("四")]))
    assert [tag for tag, _ in Reader(to_html(paper)).tags if tag[0] == "h"] == ["h1", "h2", "h5"]
    assert [tag for tag, _ in Reader(to_html(paper, top=2)).tags if tag[0] == "h"] == ["h2", "h3", "h6"]


def test_markup_stays_text() -> None:
    figure = {"figure": f'"{NASTY}"'}
    paper = Paper(
        title=NASTY,
        layout=Layout.PLAIN,
        organ=NASTY,
        blocks=[Paragraph(runs=[Text(NASTY), Link(NASTY, '/a"><script>/', figure=figure)])],
    )
    reader = Reader(to_html(paper))
    assert "script" not in {tag for tag, _ in reader.tags}
    assert squeezed("".join(reader.said)).count(squeezed(NASTY)) == 4
    assert reader.named("a")[0]["data-figure"] == figure["figure"]
    assert reader.named("a")[0]["href"] == '/a"><script>/'


def test_two_lists_do_not_become_one() -> None:
    items = [[Text("甲")], [Text("乙")]]
    paper = Paper(
        title="x",
        layout=Layout.PLAIN,
        blocks=[
            ListBlock(ordered=True, items=items),
            ListBlock(ordered=True, items=items),
            ListBlock(ordered=False, items=items),
        ],
    )
    html = to_html(paper)
    assert (html.count("<ol>"), html.count("<ul>"), html.count("<li>")) == (2, 1, 6)


def test_a_title_turns_where_its_writer_says_and_nowhere_else() -> None:
    assert "<br>" not in to_html(official(title="关于岳阳楼区" * 6))
    assert "一<br>二</h1>" in to_html(official(title="一\n二"))


def test_a_line_feed_is_a_new_line() -> None:
    assert "甲<br>&lt;乙&gt;" in to_html(official(paragraph("甲\n<乙>")))


def test_every_format_has_its_media_type() -> None:
    assert FORMATS.keys() == MEDIA_TYPES.keys() == {"html", "docx", "pdf"}
