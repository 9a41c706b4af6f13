"""Questions about what the parties of a case agreed to."""

from collections.abc import Iterable

from linli.mediation.models import DisputeCase, Matter, Party, PartyConsent

WHY = "the parties of a case the caller may see or write"


def parties_of(case: DisputeCase) -> list[Party]:
    """In the order they were entered, with their answers."""
    rows = Party.objects.unscoped(WHY).filter(case=case).order_by("serial")
    return list(rows.select_related("household__building", "estate").prefetch_related("consents"))


def answer_of(party: Party, matter: Matter) -> PartyConsent | None:
    """What the party said, if it was asked."""
    return next((each for each in party.consents.all() if each.matter == matter), None)


def missing(case: DisputeCase, matter: Matter, parties: Iterable[Party] | None = None) -> list[Party]:
    """Parties whose yes does not stand: not asked, refused or taken back.

    Nobody lacks where nobody is entered yet: what needs two parties asks ``all_agree``.
    """
    found = list(parties) if parties is not None else parties_of(case)
    return [each for each in found if (said := answer_of(each, matter)) is None or not said.holds]


def all_agree(case: DisputeCase, matter: Matter) -> bool:
    """Whether there are two parties at least and each one's yes stands."""
    parties = parties_of(case)
    return len(parties) >= 2 and not missing(case, matter, parties)
