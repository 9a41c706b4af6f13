"""What is asked of everybody at once: one tick for all, and a choice for each who says otherwise."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BoundField

from linli.mediation.forms.fields import UNTOLD, DayForm, remedies_told
from linli.mediation.models import Matter, PanelMember, Party, Signature, Way

YES_NO = (("yes", "同意"), ("no", "不同意"))
WAYS = (("hand", "签名"), ("seal", "盖章"), ("finger", "按指印"), ("electronic", "电子签名"))
LEAVING = [(words, words) for words in ("生病", "出差", "本人不愿", "换人", "其他")]
BY_AGENT = "agent_"
OTHERWISE = "有一方说的不一样，在这里选"


def named(party: Party) -> str:
    """申请人 何大海."""
    return f"{party.get_side_display()} {party.name}"


class LetGoForm(DayForm):
    """Why one leaves whom neither recusal nor a party sends away."""

    reason = forms.ChoiceField(label="为什么退出", choices=LEAVING)
    field_order = ("reason", "on")


class RoundForm(DayForm):
    """``everybody``: fields that speak for all; ``columns`` and ``rows``: a table of who says otherwise."""

    otherwise = OTHERWISE
    columns: Sequence[str] = ()
    everybody_names: Sequence[str] = ()
    row_names: Sequence[tuple[str, Sequence[str]]] = ()
    last_names: Sequence[str] = ("on",)

    @property
    def everybody(self) -> list[BoundField]:
        """Above the table."""
        return [self[name] for name in self.everybody_names]

    @property
    def rows(self) -> list[tuple[str, list[tuple[str, BoundField]]]]:
        """Of the table: who, and under which heading each choice."""
        return [
            (who, list(zip(self.columns, [self[name] for name in names], strict=True)))
            for who, names in self.row_names
        ]

    @property
    def last(self) -> list[BoundField]:
        """Below the table."""
        return [self[name] for name in self.last_names]

    @property
    def is_open(self) -> bool:
        """Whether the table is shown at once: somebody already said otherwise, or it is to be mended."""
        return self.is_bound or any(
            self[name].initial == "no" for _, names in self.row_names for name in names
        )

    def choose(self, name: str, label: str, choices: Sequence[tuple[str, str]], initial: str) -> None:
        """One cell of the table."""
        field = forms.ChoiceField(label=label, choices=choices, required=False, initial=initial)
        field.widget.attrs.update({"class": "ll-in", "aria-label": label})
        self.fields[name] = field

    def said(self, name: str, everybody: str) -> str:
        """What this one newly says: of their own, or with everybody; "" when nothing is new."""
        known = self.fields[name].initial or ""
        own = self.cleaned_data[name]
        if own and own != known:
            return str(own)
        return everybody if not own and not known else ""


class EveryAnswerForm(RoundForm):
    """Rights told to every party, and each one's yes or no to the questions asked at the beginning."""

    ASKED = (Matter.MEDIATION, Matter.NOTABLES, Matter.PUBLIC, Matter.E_SIGN, Matter.DATA)

    way = forms.ChoiceField(label="各方怎么说的", choices=Way.choices, required=False, initial=Way.PAPER)
    told = remedies_told(required=False)
    last_names = ("way", "on", "told")
    hints = {"told": "有一方不同意调解的才勾。"}

    def __init__(self, *args: Any, parties: Sequence[Party], paper_only: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties = list(parties)
        self.asked = [m for m in self.ASKED if not (paper_only and m is Matter.E_SIGN)]
        self.columns = [matter.label for matter in self.asked]
        self.everybody_names = [f"all_{matter}" for matter in self.asked]
        for matter in self.asked:
            self.fields[f"all_{matter}"] = forms.BooleanField(
                label=f"各方都同意：{matter.label}", required=False
            )
        self.row_names = [
            (named(party), [f"{party.ref}_{matter}" for matter in self.asked]) for party in self.parties
        ]
        for party in self.parties:
            known = {each.matter: each.holds for each in party.consents.all()}
            for matter in self.asked:
                initial = {None: "", True: "yes", False: "no"}[known.get(matter)]
                label = f"{named(party)}：{matter.label}"
                self.choose(f"{party.ref}_{matter}", label, [("", "—"), *YES_NO], initial)
        self.order_fields([*self.everybody_names, *(n for _, names in self.row_names for n in names)])

    def answers(self) -> list[tuple[Party, Matter, bool]]:
        """What was newly said: party, matter, yes or no; a no to mediation last, for it ends everything."""
        found = []
        for party in self.parties:
            for matter in self.asked:
                everybody = "yes" if self.cleaned_data[f"all_{matter}"] else ""
                if value := self.said(f"{party.ref}_{matter}", everybody):
                    found.append((party, matter, value == "yes"))
        return sorted(found, key=lambda each: each[1] is Matter.MEDIATION and not each[2])

    def clean(self) -> dict[str, Any]:
        """Who refuses hears first what else there is: the case ends with that answer."""
        data: dict[str, Any] = super().clean() or {}
        refused = any(data.get(f"{party.ref}_{Matter.MEDIATION}") == "no" for party in self.parties)
        if refused and not data.get("told"):
            self.add_error("told", UNTOLD)
        return data

    def clean_way(self) -> Way:
        """On paper unless said otherwise."""
        return Way(self.cleaned_data["way"] or Way.PAPER)


class AcceptForm(RoundForm):
    """Each party's word on each of the members asked about."""

    def __init__(
        self,
        *args: Any,
        parties: Sequence[Party],
        members: Sequence[PanelMember],
        known: Mapping[tuple[int, int], bool],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.parties, self.members = list(parties), list(members)
        self.columns = [member.person.name for member in self.members]
        self.everybody_names = [f"all_{member.ref}" for member in self.members]
        one = len(self.members) == 1
        for member in self.members:
            label = f"各方都接受{member.person.name}"
            self.fields[f"all_{member.ref}"] = forms.BooleanField(label=label, required=False)
        self.row_names = [
            (named(party), [party.ref if one else f"{party.ref}_{m.ref}" for m in self.members])
            for party in self.parties
        ]
        for party, (_, names) in zip(self.parties, self.row_names, strict=True):
            for member, name in zip(self.members, names, strict=True):
                initial = {None: "", True: "yes", False: "no"}[known.get((member.pk, party.pk))]
                label = f"{named(party)}：{member.person.name}"
                choices = [("", "—"), ("yes", "接受"), ("no", "不接受")]
                self.choose(name, label, choices, initial)
        self.order_fields([*self.everybody_names, *(n for _, names in self.row_names for n in names)])

    def answers(self) -> list[tuple[PanelMember, Party, bool]]:
        """Newly said; a no last, for with it the member leaves."""
        found = []
        for party, (_, names) in zip(self.parties, self.row_names, strict=True):
            for member, name in zip(self.members, names, strict=True):
                everybody = "yes" if self.cleaned_data[f"all_{member.ref}"] else ""
                if value := self.said(name, everybody):
                    found.append((member, party, value == "yes"))
        return sorted(found, key=lambda each: not each[2])


class ClearedForm(DayForm):
    """Members asked about every ground who have none; who has one is asked on a page of their own."""

    def __init__(self, *args: Any, members: Sequence[PanelMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = list(members)
        for member in self.members:
            label = f"{member.person.name}：五条都问过本人，都没有"
            self.fields[member.ref] = forms.BooleanField(label=label, required=False)
        self.order_fields([member.ref for member in self.members])

    def clean(self) -> dict[str, Any]:
        """Somebody was asked."""
        data: dict[str, Any] = super().clean() or {}
        if not any(data.get(member.ref) for member in self.members):
            raise forms.ValidationError("问过哪一位，就勾上哪一位。")
        return data

    def cleared(self) -> list[PanelMember]:
        """Those ticked."""
        return [member for member in self.members if self.cleaned_data[member.ref]]


class SignForm(RoundForm):
    """Every party's hand, or that of who acts for it."""

    otherwise = "有一方盖章、按指印、由代理人签或者还没有签，在这里选"
    columns = ("怎么签的",)

    def __init__(
        self,
        *args: Any,
        parties: Sequence[Party],
        electronic: bool,
        known: Mapping[int, Signature],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.parties, self.known = list(parties), known
        ways = [way for way in WAYS if (way[0] == "electronic") == electronic]
        label = "各方都用电子签名签了" if electronic else "各方都亲笔签名了"
        self.usual = ways[0][0]
        self.fields["all_signed"] = forms.BooleanField(label=label, required=False)
        self.everybody_names = ("all_signed",)
        self.row_names = [(named(party), [party.ref]) for party in self.parties]
        for party in self.parties:
            own = known.get(party.pk)
            initial = "" if own is None else (BY_AGENT if own.by_agent else "") + own.way
            choices = [("", "—"), *ways, ("not", "还没有签")]
            if party.agent_name and not electronic:
                choices[2:2] = [(f"{BY_AGENT}{way}", f"代理人{party.agent_name}{said}") for way, said in ways]
            self.choose(party.ref, f"{named(party)}怎么签的", choices, initial)
        self.order_fields(["all_signed", *(party.ref for party in self.parties)])

    @property
    def is_open(self) -> bool:
        """Also where an agent may have signed."""
        return super().is_open or any(party.agent_name for party in self.parties)

    def signed(self) -> list[tuple[Party, str, bool]]:
        """Those who newly signed: how, and whether the agent did."""
        everybody = self.usual if self.cleaned_data["all_signed"] else ""
        found = []
        for party in self.parties:
            value = self.said(party.ref, everybody)
            if value and value != "not":
                found.append((party, value.removeprefix(BY_AGENT), value.startswith(BY_AGENT)))
        return found
