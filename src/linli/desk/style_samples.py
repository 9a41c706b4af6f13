"""What the style page shows: invented matters, put into the real templates. Nothing is read from the database."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from django import forms

from linli.ui.forms import LinliForm, day, text
from linli.ui.work import Item
from linli.workflow.machines import Need, Transition

NOON = datetime(2024, 10, 30, 4, 0, tzinfo=UTC)

COLOURS = (
    ("lake", "湖"),
    ("lake-50", "湖底"),
    ("tile", "瓦"),
    ("amber-50", "灯"),
    ("cinn", "朱砂"),
    ("plum", "黛"),
    ("ink", "墨"),
    ("ink-2", "次"),
    ("ink-3", "辅"),
    ("control", "框"),
    ("line", "线"),
    ("pine", "松"),
)


class SampleForm(LinliForm):
    """A field as it is, one with an error, a choice, a tick."""

    doors = forms.CharField(label="负责哪几户", widget=text())
    until = forms.DateField(label="表决截止", widget=day())
    how = forms.ChoiceField(
        label="怎么告诉对方", choices=[("call", "打电话"), ("note", "留字条")], widget=forms.RadioSelect
    )
    public = forms.BooleanField(label="同意公开处理结果", required=False)
    hints = {
        "doors": "写楼栋和单元，如 3 栋 2 单元",
        "public": "只公开结果，不公开姓名和住址。随时可以撤回。",
    }

    def clean_until(self) -> date:
        """As a rule of law would refuse it."""
        raise forms.ValidationError("公示还没满 15 天，最早 11月14日 周四。改成这一天或更晚。")


def rows() -> list[Item]:
    """One of each tone: due, waiting, late, paused."""
    return [
        Item(
            what="加装电梯费用分摊：征求双方是否同意会诊",
            where="荣发小区 3 栋 2 单元·群英断是非",
            act="记录意见",
            address="#row",
            due_at=NOON,
            left="今天到期",
            tint="amber",
            icon="scale",
        ),
        Item(
            what="小区北门路灯三盏不亮",
            where="荣发小区·邻长代报",
            act="派单",
            address="#row",
            due_at=NOON,
            left="还有 2 天",
            icon="topology-star",
        ),
        Item(
            what="2 栋外墙瓷砖松动",
            where="荣发小区·街道说脚手架周五到",
            act="问进度",
            address="#row",
            due_at=NOON,
            left="超 1 个工作日",
            tint="cinn",
            icon="building-community",
        ),
    ]


def next_step() -> SimpleNamespace:
    """Two acts of a table, held by the reader."""
    acts = [
        Transition(
            verb="answer",
            label="把结果告诉报事人",
            sources=("done",),
            target="answered",
            policy="sample",
            required=(Need("words", "答复的话"),),
            rule="办好后 1 个工作日内答复",
        ),
        Transition(verb="refer", label="转街道", sources=("done",), target="referred", policy="sample"),
        Transition(verb="hold", label="挂账", sources=("done",), target="held", policy="sample"),
    ]
    return SimpleNamespace(
        acts=acts,
        first=acts[0],
        holder="您",
        is_mine=True,
        until=SimpleNamespace(left="今天 17:30 前"),
        address="#next",
    )


def course() -> dict[str, Any]:
    """Two things done."""
    steps = [
        ("办好了，邻长看过现场", NOON, "邻长"),
        ("社区受理", datetime(2024, 10, 28, 1, 48, tzinfo=UTC), "社区工作人员"),
    ]
    return {"steps": steps, "has_older": False, "looks": 0}


def posting() -> SimpleNamespace:
    """Six of fifteen days gone."""
    standing = SimpleNamespace(
        tone="going", chip="公示中", filled=6, whole=15, words="还要公示 9 天", until="到 11月8日"
    )
    found = SimpleNamespace(
        issuer="高山坡社区居委会",
        posted_on=date(2024, 10, 24),
        withdrawal_reason="",
        withdrawn_on=None,
        paragraphs=["三季度公共收益收支如下，账册在居委会，谁都可以来看。"],
        kind=SimpleNamespace(name="收支"),
        minimum_said="15 天",
        basis="《物业管理条例》",
        places="荣发小区东门公示栏",
        title="荣发小区三季度公共收益收支",
    )
    table = [("收入", False), ("12,600.00", True)]
    return SimpleNamespace(
        posting=found,
        standing=standing,
        posted="10月24日",
        head=[("项目", False), ("金额（元）", True)],
        rows=[table, [("支出", False), ("8,350.00", True)], [("结余", False), ("4,250.00", True)]],
    )


def samples() -> dict[str, Any]:
    """Everything the page needs."""
    return {
        "colours": COLOURS,
        "rows": rows(),
        "next": next_step(),
        "state": SimpleNamespace(label="待答复"),
        "course": course(),
        "around": SimpleNamespace(next=next_step()),
        "shown": posting(),
        "form": SampleForm({"doors": "3 栋 2 单元", "until": "2024-11-08", "how": "call"}),
    }
