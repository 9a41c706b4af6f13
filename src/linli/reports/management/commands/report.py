"""``linli report``: the work report of an area and period from a template, as DOCX, PDF or HTML."""

import sys
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.template.loader import render_to_string

from linli.documents.paper import Paper
from linli.documents.rendering import FORMATS, missing_glyphs, to_html
from linli.indicators.arguments import BAD_USE, add_scope, area_asked, period_asked
from linli.reports.checking import values_of
from linli.reports.drafting import templates
from linli.reports.drafting.rules import refusals, rulings
from linli.reports.models import Rhythm
from linli.reports.papers import paper_of, today_address
from linli.reports.preparing import prepared

DOES_NOT_HOLD = 1


class Command(BaseCommand):
    """Exit code 0: written, every rule holds; 1: written, but a rule is broken (told); 2: bad use, nothing written."""

    help = "按底稿写出一个地区、一段时间的工作报告"

    def add_arguments(self, parser: CommandParser) -> None:
        add_scope(parser)
        parser.add_argument("--template", default=templates.DEFAULT, help=f"底稿，默认 {templates.DEFAULT}")
        parser.add_argument(
            "--rhythm",
            choices=Rhythm.values,
            help="报告怎么称呼这段时间，默认按日期：今年以来、月报、半年、年度",
        )
        parser.add_argument("--out", required=True, metavar="FILE", help="写到哪里：.docx、.pdf 或 .html")

    def handle(self, *_: Any, **options: Any) -> None:
        out = Path(options["out"])
        ending = out.suffix.lower().removeprefix(".")
        if ending not in FORMATS:
            raise CommandError(f"{out.name}：只能写成 .docx、.pdf 或 .html。", returncode=BAD_USE)
        if options["template"] not in templates.all_templates():
            known = "、".join(templates.all_templates())
            raise CommandError(f"没有叫 {options['template']} 的底稿。现有：{known}。", returncode=BAD_USE)
        area, period = area_asked(options["area"]), period_asked(options["start"], options["end"])
        rhythm = Rhythm(options["rhythm"]) if options["rhythm"] else Rhythm.of(period)
        if not rhythm.fits(period):
            text = f"{rhythm.label}对不上 {period}。去掉 --rhythm，或改 --from、--to。"
            raise CommandError(text, returncode=BAD_USE)
        report, content = prepared(area, period, rhythm, options["template"])
        paper = paper_of(report, content, today_address(content))
        self._write(out, ending, paper)
        self.stdout.write(f"{out}：{content.title}，{len(content.figures)} 个数字")
        if missing := missing_glyphs(paper):
            self.stderr.write(f"字库里没有这些字，PDF 里画不出来：{missing}")
        against = refusals(rulings(content, area, values_of(area, period)))
        for refusal in against:
            self.stderr.write(str(refusal))
        if against:
            sys.exit(DOES_NOT_HOLD)

    def _write(self, out: Path, ending: str, paper: Paper) -> None:
        if ending == "html":
            data = _page(paper).encode()
        else:
            made = FORMATS[ending](paper)
            data = made if isinstance(made, bytes) else made.encode()
        try:
            out.write_bytes(data)
        except OSError as error:
            raise CommandError(
                f"{out}：写不了（{error.strerror}）。请核对路径。", returncode=BAD_USE
            ) from None


def _page(paper: Paper) -> str:
    """A page of its own that can be sent along: the style sheet stands inside."""
    found = finders.find("documents/paper.css")
    style = Path(str(found)).read_text("utf-8") if found else ""
    return render_to_string(
        "reports/alone.html", {"title": paper.title, "paper": to_html(paper), "style": style}
    )
