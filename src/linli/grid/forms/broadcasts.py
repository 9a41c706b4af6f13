"""What is to be told to everybody."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from django import forms

from linli.grid.broadcasts.models import BroadcastKind
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.ui.folding import Branch, FoldedChoice
from linli.ui.forms import LinliForm, text


def _branches(areas: Sequence[Area]) -> Iterator[Branch]:
    """Each place under what it lies in; one with others in it is a heading of its own, and can be chosen whole."""
    known = {area.pk for area in areas}
    below: dict[int | None, list[Area]] = defaultdict(list)
    for area in areas:
        below[area.parent_id if area.parent_id in known else None].append(area)

    def branch(area: Area) -> Branch:
        inner = below[area.pk]
        single = [(each.code, each.name) for each in inner if not below[each.pk]]
        return Branch(
            label=area.name,
            choices=[(area.code, f"{area.name}全部"), *single],
            inner=[branch(each) for each in inner if below[each.pk]],
            within=area.name,
        )

    alone = [area for area in below[None] if not below[area.pk]]
    yield Branch(label="", choices=[(area.code, area.name) for area in alone])
    for area in below[None]:
        if not below[area.pk]:
            continue
        if area.kind != Kind.DISTRICT:
            yield branch(area)
            continue
        yield Branch(label="", choices=[(area.code, f"{area.name}全部")])
        inner = below[area.pk]
        yield Branch(label="", choices=[(each.code, each.name) for each in inner if not below[each.pk]])
        yield from (branch(each) for each in inner if below[each.pk])


class BroadcastForm(LinliForm):
    """``areas``: those the sender may reach, by code."""

    kind = forms.ChoiceField(label="什么事", choices=BroadcastKind.choices)
    text = forms.CharField(label="告诉大家什么", max_length=200, widget=text(3))
    areas = FoldedChoice(label="通知到哪里")
    urgent = forms.BooleanField(label="特急：夜里也马上提醒三长", required=False, initial=True)
    hints = {
        "text": "写清出了什么事、要做什么、找谁。会用短信发给留了电话的户，不要写姓名。",
        "areas": "点开街道、社区再选，可以选几个。选了社区全部，就通知到社区的每一户；全区要另一人同意。",
    }

    def __init__(self, *args: object, areas: list[Area], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._areas = {area.code: area for area in areas}
        field = self.fields["areas"]
        assert isinstance(field, FoldedChoice)  # declared above
        field.offer(_branches(areas))

    def chosen(self) -> list[Area]:
        """The areas picked; once the form is clean."""
        return [self._areas[code] for code in self.cleaned_data["areas"]]
