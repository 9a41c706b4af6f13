"""The two questions about a home that roster and parties share."""

from collections.abc import Sequence
from typing import Any

from django import forms

from linli.mediation.homes import household_at
from linli.orgs.models import Area
from linli.ui.forms import LinliForm, text


class HomeForm(LinliForm):
    """Estate and door, both optional. Cleaned, ``estate`` is an Area or None and ``household`` a Household or None."""

    processing_notice = "dispute"

    estate = forms.ChoiceField(label="住的小区", required=False)
    door = forms.CharField(label="楼栋和门牌", max_length=60, required=False, widget=text(autocomplete="off"))

    def __init__(self, *args: Any, estates: Sequence[Area] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.estates = {each.code: each for each in estates}
        choices = [("", "不清楚，或者不住小区"), *((each.code, each.name) for each in estates)]
        self.fields["estate"].choices = choices  # type: ignore[attr-defined]
        self.fields["door"].help_text = "例如：3栋2单元501室。只用来查是不是住在一起，可以不填。"

    def clean(self) -> dict[str, Any]:
        """A door lies in an estate and is registered there."""
        data = super().clean() or self.cleaned_data
        estate, door = self.estates.get(data.get("estate", "")), data.pop("door", "").strip()
        data["estate"], data["household"] = estate, None
        if door and estate is None and "estate" not in self.errors:
            self.add_error("estate", "填了楼栋和门牌，请选是哪个小区。")
        elif door and estate is not None:
            data["household"] = household_at(estate, door)
            if data["household"] is None:
                self.add_error("door", f"{estate.name}没有登记“{door}”这一户。请核对楼栋和门牌，或者不填。")
        return data
