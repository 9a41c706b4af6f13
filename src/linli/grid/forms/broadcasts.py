"""What is to be told to everybody."""

from django import forms

from linli.grid.broadcasts.models import BroadcastKind
from linli.orgs.models import Area
from linli.ui.forms import LinliForm, text


class BroadcastForm(LinliForm):
    """``areas``: those the sender may reach, by code."""

    kind = forms.ChoiceField(label="什么事", choices=BroadcastKind.choices)
    text = forms.CharField(label="告诉大家什么", max_length=200, widget=text(3))
    areas = forms.MultipleChoiceField(label="通知到哪里", widget=forms.SelectMultiple(attrs={"size": 8}))
    urgent = forms.BooleanField(label="特急：夜里也马上提醒三长", required=False, initial=True)
    hints = {
        "text": "写清出了什么事、要做什么、找谁。会用短信发给留了电话的户，不要写姓名。",
        "areas": "可以选几个。选了社区，就通知到社区的每一户；全区要另一人同意。",
    }

    def __init__(self, *args: object, areas: list[Area], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._areas = {area.code: area for area in areas}
        field = self.fields["areas"]
        assert isinstance(field, forms.MultipleChoiceField)  # declared above
        field.choices = [(area.code, area.name) for area in areas]

    def chosen(self) -> list[Area]:
        """The areas picked; once the form is clean."""
        return [self._areas[code] for code in self.cleaned_data["areas"]]
