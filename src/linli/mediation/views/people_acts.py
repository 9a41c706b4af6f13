"""Acts about the parties as people, for the team alone: identity looked at, asked about a story, the story told."""

from typing import Any

from django.http import Http404

from linli.common.clock import business_date
from linli.mediation.forms import file as forms
from linli.mediation.models import Matter, Way
from linli.mediation.services import parties, stories
from linli.mediation.views.acting import Act, Asked
from linli.ui.forms import ConfirmForm


def identity(asked: Asked) -> Act:
    form = forms.IdentityForm(asked.data, parties=asked.parties)
    if not form.parties:
        raise Http404

    def do(data: dict[str, Any]) -> Any:
        return [parties.see_identity(actor=asked.actor, party=each, on=data["on"]) for each in form.seen()]

    return Act(
        question="核对各方的身份证明",
        told="只记看过、哪天看的，不记证件号。复印件要入卷的，在卷宗里加。",
        verb="已核对",
        form=form,
        do=do,
    )


def story_consent(asked: Asked) -> Act:
    form = forms.StoryConsentForm(asked.data, parties=asked.parties)
    if not form.parties:
        raise Http404

    def do(data: dict[str, Any]) -> Any:
        for party, given in form.answers():
            parties.answer(
                actor=asked.actor,
                party=party,
                matter=Matter.STORY,
                given=given,
                on=data["on"],
                way=Way(data["way"]),
            )
        return True

    return Act(
        question="问各方：能不能作为事例宣传",
        told="隐去姓名；要每一方书面同意。有一方不同意或者撤回，已经公开的马上撤下。",
        verb="记下",
        form=form,
        do=do,
    )


def story(asked: Asked) -> Act:
    return Act(
        question="写成事例，给大家看",
        told="公开在居民看的“调解事例”里，不用登录就看得到。写到当事人、代理人姓名的，不能公开。",
        verb="公开",
        form=forms.StoryForm(asked.data),
        do=lambda d: stories.tell_story(actor=asked.actor, case=asked.case, **d),
    )


def story_end(asked: Asked) -> Act:
    if stories.story_of(asked.case) is None:
        raise Http404

    def do(_: dict[str, Any]) -> Any:
        stories.withdraw_story(actor=asked.actor, case=asked.case, on=business_date())
        return True

    return Act(
        question="撤下这个事例？",
        told="撤下后，居民马上看不到。",
        verb="撤下",
        ends=True,
        form=ConfirmForm(asked.data),
        do=do,
    )
