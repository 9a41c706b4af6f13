"""What is filled in about a household: its contact, how many live there, marks; and the district's kinds of marks."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from linli.exchange.rosters.cells import telephone
from linli.grid.leads.ledger import ON_SITE
from linli.people.models import Household, TagGround, TagKind
from linli.people.models.household import MOST_HEADS
from linli.people.models.tag import LONGEST_MONTHS
from linli.ui.forms import LinliForm, text

WAYS = [(way.value, way.label) for way in ON_SITE]
NOTICE = "household-ledger"


class ConfirmHouseholdForm(LinliForm):
    """All of it may stay empty: then it is only noted that somebody made sure.

    What is kept already is not shown here: an empty box leaves it as it is.
    """

    processing_notice = NOTICE

    heads = forms.IntegerField(label="住几口人", required=False, min_value=0, max_value=MOST_HEADS)
    name = forms.CharField(label="联系人", required=False, max_length=40, widget=text(autocomplete="off"))
    phone = forms.CharField(
        label="电话", required=False, max_length=20, widget=text(inputmode="tel", autocomplete="off")
    )
    way = forms.ChoiceField(
        label="本人怎么同意的",
        required=False,
        choices=[("", "这次没有留联系人、电话"), *WAYS],
        widget=forms.RadioSelect,
        initial="",
    )
    hints = {
        "heads": "没有人住写 0，不知道就空着。",
        "name": "本人同意留的那一位，称呼由本人定，例如：张阿姨。",
    }

    def __init__(self, *args: Any, household: Household, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["heads"].initial = household.head_count

    def clean_phone(self) -> str:
        """As it is written on paper."""
        said = self.cleaned_data["phone"].strip()
        try:
            return telephone(said) if said else ""
        except ValueError as error:
            raise ValidationError(str(error)) from None


class TagForm(LinliForm):
    """Which mark, and what it rests on."""

    processing_notice = NOTICE

    kind = forms.ChoiceField(label="哪一种", widget=forms.RadioSelect)
    ground = forms.ChoiceField(
        label="凭什么记", choices=TagGround.choices, widget=forms.RadioSelect, initial=TagGround.CONSENT
    )
    way = forms.ChoiceField(
        label="本人怎么同意的",
        required=False,
        choices=[*WAYS, ("", "没有问同意，按法定职责记")],
        widget=forms.RadioSelect,
        initial=WAYS[0][0],
    )
    law = forms.CharField(label="哪项法定职责", required=False, max_length=120, widget=text())
    hints = {"law": "凭本人同意的空着。例如：《社会救助暂行办法》低保动态管理。"}

    def __init__(self, *args: Any, kinds: Iterable[TagKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = {kind.code: kind for kind in kinds}
        field: Any = self.fields["kind"]
        field.choices = [
            (kind.code, f"{kind.name}（记 {kind.months} 个月{'，敏感信息' if kind.is_sensitive else ''}）")
            for kind in self.kinds.values()
        ]

    def clean_kind(self) -> TagKind:
        """The kind itself."""
        return self.kinds[self.cleaned_data["kind"]]


class TagKindForm(LinliForm):
    """One kind of the district's list."""

    name = forms.CharField(label="名称", max_length=20, widget=text())
    months = forms.IntegerField(label="记多久（月）", min_value=1, max_value=LONGEST_MONTHS)
    visit_first = forms.BooleanField(label="紧急时先上门", required=False)
    is_sensitive = forms.BooleanField(label="属于敏感个人信息", required=False, initial=True)
    is_open = forms.BooleanField(label="在用", required=False)
    hints = {"months": "到期自动删去。够用就好，越短越好（《个人信息保护法》第十九条）。"}

    def __init__(self, *args: Any, new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if new:
            del self.fields["is_open"]
