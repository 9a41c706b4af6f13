"""What is asked for a posting, an act on it, and a question about it."""

from collections.abc import Sequence
from typing import Any

from django import forms

from linli.notices.models import Posting, PostingKind
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.ui.forms import LinliForm, day
from linli.ui.forms import text as box

INDENT = {Kind.DISTRICT: "", Kind.STREET: "　", Kind.COMMUNITY: "　　"}
CELL_MARKS = ("\t", "｜")


def written_table(rows: Sequence[Sequence[str]]) -> str:
    """Rows as they are typed: cells apart by ``|``."""
    return "\n".join(" | ".join(row) for row in rows)


class DraftForm(LinliForm):
    """A posting as its office writes it."""

    kind = forms.ChoiceField(label="类别", widget=forms.Select())
    area = forms.ChoiceField(label="地区", widget=forms.Select())
    title = forms.CharField(label="题目", max_length=60, widget=box())
    issuer = forms.CharField(label="落款单位", max_length=60, widget=box())
    body = forms.CharField(label="正文", max_length=20_000, widget=box(8))
    table = forms.CharField(label="表格", max_length=60_000, required=False, widget=box(4))
    online = forms.BooleanField(label="在网上公示", required=False, initial=True)
    board = forms.CharField(label="公示栏位置", max_length=120, required=False, widget=box())

    hints = {
        "title": "写清是谁的什么事，如“荣发小区三季度公共收益收支”。",
        "body": "一段一行。电话、证件号、门牌不要写进来。",
        "table": "一行一条，格与格之间用 | 隔开；第一行是表头。从 Excel 复制粘贴也可以。",
        "board": "纸贴在哪里，如“荣发小区东门公示栏”。居务公开、收支、决议必须上公示栏。",
    }

    def __init__(
        self, *args: Any, kinds: Sequence[PostingKind], areas: Sequence[Area], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.by_kind = {kind.code: kind for kind in kinds}
        self.by_area = {area.code: area for area in areas}
        kind_field, area_field = self.fields["kind"], self.fields["area"]
        assert isinstance(kind_field, forms.ChoiceField)
        assert isinstance(area_field, forms.ChoiceField)
        kind_field.choices = [(kind.code, f"{kind.name}（至少 {kind.said}）") for kind in kinds]
        outermost = len(INDENT[Kind(areas[0].kind)]) if areas else 0
        area_field.choices = [(area.code, INDENT[Kind(area.kind)][outermost:] + area.name) for area in areas]

    @classmethod
    def initial_of(cls, posting: Posting) -> dict[str, Any]:
        """What a draft says already."""
        return {
            "kind": posting.kind.code,
            "area": posting.area.code,
            "title": posting.title,
            "issuer": posting.issuer,
            "body": posting.body,
            "table": written_table(posting.table),
            "online": posting.online,
            "board": posting.board,
        }

    def clean_table(self) -> list[list[str]]:
        """Rows of cells, all as long as the first."""
        text = self.cleaned_data["table"]
        for mark in CELL_MARKS:
            text = text.replace(mark, "|")
        rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in text.splitlines()]
        rows = [row for row in rows if any(row)]
        for number, row in enumerate(rows, start=1):
            if len(row) != len(rows[0]):
                raise forms.ValidationError(
                    f"表格第 {number} 行有 {len(row)} 格，表头有 {len(rows[0])} 格。请改成一样多。"
                )
        return rows


class PostForm(LinliForm):
    """The last day; the earliest lawful one is filled in."""

    until = forms.DateField(label="公示到", widget=day(), error_messages={"invalid": "日期写作 2024-11-14。"})


class ExtendForm(PostForm):
    """A later last day, and why."""

    reason = forms.CharField(label="延长理由", max_length=200, widget=box())
    hints = {"reason": "会和新的日期一起公开。"}


class WithdrawForm(LinliForm):
    """Why it comes down."""

    reason = forms.CharField(label="撤回理由", max_length=200, widget=box(3))
    hints = {"reason": "会在原处公示，谁都看得到。写清错在哪里、接下来怎么办。"}


class AnswerForm(LinliForm):
    """The one answer."""

    answer = forms.CharField(label="答复", max_length=1000, widget=box(5))
    withheld = forms.CharField(label="疑问原文不宜公开的理由", max_length=60, required=False, widget=box())
    hints = {
        "answer": "会和疑问一起公开，公开后不能再改。",
        "withheld": "原文里有他人电话、门牌等才填，如“含他人电话”。理由会公开；不填就公开原文。",
    }


class AskForm(LinliForm):
    """A question by anybody. ``website`` is not for people: what fills it in is a machine."""

    processing_notice = "notice-question"

    text = forms.CharField(label="您对哪一点有疑问？", max_length=500, widget=box(4))
    asker = forms.CharField(label="怎么称呼您", max_length=20, required=False, widget=box(autocomplete="off"))
    contact = forms.CharField(label="联系方式", max_length=60, required=False, widget=box(autocomplete="off"))
    is_public = forms.BooleanField(
        label="答复时一起公开我的疑问（不公开称呼和联系方式）", required=False, initial=True
    )
    website = forms.CharField(
        label="请留空",
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    hints = {
        "text": "一句话就行。",
        "asker": "如“王女士”。",
        "contact": "填了，有结果会告诉您。加密保存，公示结束一年后删去。",
    }
    shown = ("text", "asker", "contact", "is_public")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].error_messages["required"] = "请写下您的疑问，一句话就行。"

    @property
    def is_machine(self) -> bool:
        """Of a valid form."""
        return bool(self.cleaned_data["website"])
