"""*I am away…* and *I am back*: what somebody says of themselves, and what no longer waits for them then."""

from datetime import datetime

from bot.domain.errors import RefusalCode, Refused
from bot.domain.roles import Action, require
from bot.flow import approvers, escalate
from bot.flow.actors import actor
from store import availability, inbox, notices
from store.unit_of_work import UnitOfWork


def away(uow: UnitOfWork, until: datetime | None, by: str, view_id: str) -> bool:
    """The person is away from now on; `until` (aware) None: they do not know. What they said before is replaced.

    Second approvals and escalations that wait for them are asked of the next one. A second submit of the same modal
    returns False. Raises `Refused`: PAST_TIME or by role.
    """
    who = actor(uow, by)
    require(Action.SETTINGS, who, None)
    if not inbox.submit(uow, view_id):
        return False
    if until is not None and until <= uow.at:
        raise Refused(RefusalCode.PAST_TIME)
    availability.end_absences(uow, who.person.id)
    availability.say_away(uow, who.person.id, uow.at, until, who.person.id)
    approvers.not_here(uow, who.person)
    escalate.not_here(uow, who.person)
    return True


def back(uow: UnitOfWork, by: str) -> bool:
    """The person is back: what was kept for them is told now. False where they were not away; safe to call twice."""
    who = actor(uow, by)
    require(Action.SETTINGS, who, None)
    notices.hurry(uow, who.person.id)
    return availability.end_absences(uow, who.person.id) > 0
