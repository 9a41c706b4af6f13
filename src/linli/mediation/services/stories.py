"""A case told to the public, with everybody's written consent and nobody's name."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from linli.access.actor import Actor
from linli.mediation.consents import answer_of, parties_of
from linli.mediation.models import DisputeCase, Matter, Story, Way
from linli.mediation.naming import has_number, named_in
from linli.mediation.services.telling import WHY, locked, told


@transaction.atomic
def tell_story(*, actor: Actor, case: DisputeCase, title: str, text: str, on: date) -> Story:
    """Publish it. Refused while a party has not agreed in writing, or where the text names one of them."""
    case = locked(actor, case, in_the_cabinet=True)
    if case.closed_on is None:
        raise ValidationError("案件还没有结案。结案以后才能作为事例公开。")
    parties = parties_of(case)
    answers = [answer_of(party, Matter.STORY) for party in parties]
    if not parties or any(each is None or not each.holds or each.way == Way.SPOKEN for each in answers):
        raise ValidationError("要有每一方的书面同意，才能作为事例公开。口头同意不够。")
    if named_in(parties, title, text) or has_number(title, text):
        raise ValidationError("正文里有当事人的姓名、电话或证件号。请改成“住户甲”“一楼住户”这样的称呼。")
    story = Story.objects.unscoped(WHY).filter(case=case).first()
    if story is not None and story.valid_to is None:
        raise ValidationError("这件事已经作为事例公开。要改，请先撤下。")
    story = story or Story(case=case, recorded_by_id=actor.account_id)  # withdrawn, and agreed to anew
    story.title, story.text, story.valid_from, story.valid_to = title.strip(), text.strip(), on, None
    story.full_clean()
    story.save()
    told(actor, case, "mediation.story.told")
    return story


@transaction.atomic
def withdraw_story(*, actor: Actor, case: DisputeCase, on: date) -> None:
    """Take the story down; in the act in which a party takes its consent back. It is shown only while ``valid_to`` is
    empty, so it is gone at once, also on the day it was told."""
    story = Story.objects.unscoped(WHY).filter(case=case, valid_to__isnull=True).first()
    if story is None:
        return
    story.valid_to = max(on, story.valid_from + timedelta(days=1))
    story.save(update_fields=["valid_to"])
    told(actor, case, "mediation.story.withdrawn")


def story_of(case: DisputeCase) -> Story | None:
    """The story as it is shown now, if it is."""
    return Story.objects.unscoped(WHY).filter(case=case, valid_to__isnull=True).first()
