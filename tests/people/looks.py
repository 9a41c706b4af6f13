"""A look as it was put on record before there were reveals (linli.disclosure): such rows are still told."""

from linli.access.actor import SYSTEM
from linli.audit import log
from linli.people.log_keys import sealed
from linli.people.models import Household, Person


def old_look(owner: Person | Household, reason: str, actor: log.Acting = SYSTEM) -> None:
    """Somebody saw the number, for a reason sealed under the owner's key."""
    log.record(
        actor=actor, code="people.phone.revealed", target=owner, data={"reason": sealed(owner, reason)}
    )
