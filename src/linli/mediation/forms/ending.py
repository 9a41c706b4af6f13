"""What is filled in when a case ends without an agreement: why, who will not go on, that other ways were told."""

from collections.abc import Sequence
from typing import Any

from django import forms

from linli.mediation.forms.fields import DayForm, remedies_told
from linli.mediation.forms.rounds import named
from linli.mediation.models import Party, Way
from linli.ui.forms import text

NOBODY = "nobody"


class ReasonForm(DayForm):
    """Why a case ends."""

    reason = forms.CharField(label="原因和其他解决途径", max_length=180, widget=text(3))
    field_order = ("who", "way", "applicant", "reason", "on", "told")
    hints = {"reason": "例如：法院已经受理，请向法院主张。会写进给当事人的告知书。"}

    def clean_reason(self) -> str:
        """Without its last stop: it is told within a sentence."""
        reason: str = self.cleaned_data["reason"]
        return reason.strip().rstrip("。")


class ToldForm(ReasonForm):
    """And that the parties know what else they may do (第二十六条)."""

    told = remedies_told()


class DeclineForm(ToldForm):
    """Not taken up; to whom the notice goes, where nobody is entered."""

    applicant = forms.CharField(
        label="申请人", max_length=60, required=False, widget=text(autocomplete="off")
    )
    hints = {**ToldForm.hints, "applicant": "告知书交给谁。只有办案人员看得到。"}

    def __init__(self, *args: Any, asks_who: bool, must_know: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_who:
            del self.fields["applicant"]
        elif must_know:
            self.fields["applicant"].required = True
            self.fields["applicant"].error_messages["required"] = "请写申请人，不予受理告知书要交给他。"


class EndForm(ToldForm):
    """Mediation ends: which party will not go on, or that it is none of them."""

    who = forms.ChoiceField(label="谁不愿意继续", widget=forms.RadioSelect)
    way = forms.ChoiceField(label="怎么说的", choices=Way.choices, initial=Way.SPOKEN)
    hints = {
        "who": "记作这一方不同意或者撤回同意。",
        "reason": "例如：说了不再谈，要去法院。会写进给当事人的告知书。",
    }

    def __init__(self, *args: Any, parties: Sequence[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties = {party.ref: party for party in parties}
        choices = [(party.ref, named(party)) for party in parties]
        self.fields["who"].choices = [*choices, (NOBODY, "都不是，因为别的原因终止")]  # type: ignore[attr-defined]
        self.fields["who"].error_messages["required"] = (
            "请选哪一方不愿意继续；不是当事人不愿意的，选最后一项。"
        )
