"""*I am away…* and *I am back*: said by oneself or by a lead, and what no longer waits for whoever is away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.availability import Presence
from bot.domain.errors import RefusalCode, Refused
from bot.domain.people import Actor, Person
from bot.domain.returning import return_said
from bot.domain.roles import Action, require
from bot.flow import approvers, escalate, outbox, personal
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
    _away(uow, who.person, until, who.person)
    return True


def _away(uow: UnitOfWork, person: Person, until: datetime | None, said_by: Person) -> None:
    availability.end_absences(uow, person.id)
    availability.say_away(uow, person.id, uow.at, until, said_by.id)
    approvers.not_here(uow, person)
    escalate.not_here(uow, person)


def back(uow: UnitOfWork, by: str) -> bool:
    """The person is back: what was kept for them is told now. False where they were not away; safe to call twice."""
    who = actor(uow, by)
    require(Action.SETTINGS, who, None)
    notices.hurry(uow, who.person.id)
    return availability.end_absences(uow, who.person.id) > 0


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody of whom a lead has said until when they are away; None: that they are back."""

    person: Person
    until: datetime | None


def say_away(uow: UnitOfWork, queue: str, slack_id: str, said: Sequence[str], by: str) -> Told:
    """A lead says of somebody of their queue that they are away until then, since they called in sick. What they said
    before is replaced, and whatever follows is as if they had said it themselves; they are told, and may change it.

    `said` is as in `return_said`, in the person's own time zone. Who said it is kept with the absence. Said again it
    changes nothing. Raises `Refused`: RETURN_NEEDED, RETURN_UNCLEAR, PAST_TIME, NOT_OF_QUEUE, or a lead's refusal.
    """
    who, them = _of_queue(uow, queue, slack_id, by)
    mine = personal.of(uow, them)
    until = return_said(said, uow.at, mine.zone)
    if until is None:
        raise Refused(RefusalCode.RETURN_NEEDED)
    if until <= uow.at:
        raise Refused(RefusalCode.PAST_TIME)
    if mine.where.presence is not Presence.AWAY or mine.where.until != until:
        _away(uow, them.person, until, who.person)
        _tell(uow, "away_set", who, them, until=until.astimezone(ZoneInfo(mine.zone)).isoformat())
    return Told(them.person, until)


def say_back(uow: UnitOfWork, queue: str, slack_id: str, by: str) -> Told | None:
    """A lead says of somebody of their queue that they are back; None where they were not away. They are told.

    Raises `Refused`: NOT_OF_QUEUE, or a lead's refusal. Safe to call twice.
    """
    who, them = _of_queue(uow, queue, slack_id, by)
    notices.hurry(uow, them.person.id)
    if not availability.end_absences(uow, them.person.id):
        return None
    _tell(uow, "away_ended", who, them)
    return Told(them.person, None)


def _of_queue(uow: UnitOfWork, queue: str, slack_id: str, by: str) -> tuple[Actor, Actor]:
    """The lead, and the person of their queue."""
    who = actor(uow, by)
    require(Action.REASSIGN, who, None, queue)
    try:
        them = actor(uow, slack_id)
    except Refused as refused:
        if refused.code is RefusalCode.MEMBERSHIP_UNKNOWN:
            raise
        raise Refused(RefusalCode.NOT_OF_QUEUE) from None
    if queue not in them.queues | them.leads:
        raise Refused(RefusalCode.NOT_OF_QUEUE)
    return who, them


def _tell(uow: UnitOfWork, kind: str, who: Actor, them: Actor, **facts: str) -> None:
    if who.person.id != them.person.id:
        outbox.notice(uow, kind, them.person.slack_id, None, who=who.person.name, **facts)
