"""What is filled in to put a registration right: as the registration's own forms, filled with what stands there."""

from collections.abc import Sequence
from typing import Any

from django import forms

from linli.mediation.forms.cases import MeetingForm, PartyChoice, PartyForm, RegisterForm
from linli.mediation.models import Special
from linli.mediation.selectors import themes
from linli.ui.forms import LinliForm, text


class CorrectCaseForm(RegisterForm):
    """All of the registration but where it came from and when. ``theme``: the code it has, open or over."""

    def __init__(self, *args: Any, theme: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["source"], self.fields["registered_on"]
        self.fields["theme"].choices = [("", "都不是"), *themes([theme])]  # type: ignore[attr-defined]


class StricterForm(LinliForm):
    """Once the agreement is in force: only what closes further ways."""

    special = forms.ChoiceField(label="是不是下面的事")
    hints = {"special": "协议已经生效，只能改严。婚姻、收养、身份关系的，司法确认的期限随即停止。"}

    def __init__(self, *args: Any, offered: Sequence[Special], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each.value, each.label) for each in offered]
        self.fields["special"].choices = choices  # type: ignore[attr-defined]


class CorrectPartyForm(PartyForm):
    """As at registration; what is sealed is not shown, and stays where nothing is typed."""

    hints = {
        **PartyForm.hints,
        "phone": "已经存的不显示；不填就不改。",
        "address": "已经存的不显示；不填就不改。",
    }


class CorrectMeetingForm(MeetingForm):
    """As it was written down."""

    hints = {**MeetingForm.hints, "begun_at": "写错了年月日的，在这里改。"}


class ContactForm(PartyChoice):
    """How a party is reached, as far as it was not asked before."""

    processing_notice = "dispute"

    phone = forms.CharField(label="联系方式", max_length=20, required=False, widget=text(inputmode="tel"))
    address = forms.CharField(label="单位或住址", max_length=80, required=False, widget=text())
    hints = {
        "phone": "加密保存；已经存的不显示，不填就不改。",
        "address": "加密保存；已经存的不显示，不填就不改。",
    }
