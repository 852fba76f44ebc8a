"""How Deskhand does, and what may be done about work that was given up: `/desk health`, `doctor` and `/metrics`."""

from datetime import datetime, timedelta
from typing import Final

from bot.domain.errors import RefusalCode, Refused
from bot.domain.health import PATIENCE, DeadLetter, Health, Reads, Standing
from bot.domain.outbox import Kind
from bot.domain.roles import Action, require
from bot.flow import dead_letters, inlets, outside, silence
from bot.flow.actors import actor, places
from store import backlog, events, inbox, people, records, rolled_days
from store import dead_letters as letters
from store.unit_of_work import UnitOfWork

#: As many of what was given up as are shown at once.
SHOWN: Final = 10
#: A day may wait so long to be rolled up.
_PATIENCE: Final = timedelta(hours=1)
#: How far back reads of records are counted.
_LATELY: Final = timedelta(hours=1)


def standing(uow: UnitOfWork) -> Standing:
    """What is not done, whichever process works it."""
    due = backlog.oldest_due(uow)
    return Standing(
        at=uow.now,
        outbox=dict(sorted(backlog.depth(uow).items())),
        lag={kind.value: max(0.0, (uow.now - due.get(kind, uow.now)).total_seconds()) for kind in Kind},
        inbox=inbox.depth(uow),
        silent=silence.lasting(uow),
        inlets=inlets.states(uow),
        figures_differ=sum(one.differences for one in rolled_days.last_checks(uow)),
        figures_behind=rolled_days.behind(uow, uow.at - _PATIENCE),
        untold=events.untold(uow, uow.now - PATIENCE),
    )


def reads(uow: UnitOfWork) -> dict[str, Reads]:
    """How the desk has fared with each source of records that was read in the last hour, by its journal."""
    return records.lately(uow, uow.at - _LATELY)


def asked(uow: UnitOfWork, by: str) -> Health:
    """`/desk health`: for leads, managers and owners. Raises `Refused` for everybody else."""
    require(Action.HEALTH, actor(uow, by), None)
    return Health(
        standing=standing(uow),
        letters=letters.all_of(uow, SHOWN),
        given_up=letters.count(uow),
        slack_at=_slack_at(uow),
        outside=outside.cost(uow),
    )


def read(uow: UnitOfWork, letter_id: int, by: str) -> DeadLetter:
    """One piece of work that was given up. Raises `Refused`: NOT_GIVEN_UP where it is so no more, or by role."""
    require(Action.HEALTH, actor(uow, by), None)
    return _given_up(uow, letter_id)


def try_again(uow: UnitOfWork, letter_id: int, by: str) -> None:
    """As `outbox retry` of the command line, in the name of a person. Raises `Refused`: NOT_GIVEN_UP, also when it was
    asked for before; REPLY_STOPPED; or by role."""
    who = actor(uow, by)
    require(Action.HEALTH, who, None)
    try:
        dead_letters.retry(uow, letter_id, who.journal_name)
    except dead_letters.NotDead:
        raise Refused(RefusalCode.NOT_GIVEN_UP) from None
    except dead_letters.NotToRepeat:
        raise Refused(RefusalCode.REPLY_STOPPED) from None


def drop(uow: UnitOfWork, letter_id: int, by: str) -> None:
    """As `outbox drop` of the command line, in the name of a person. Raises `Refused` as `try_again` does."""
    who = actor(uow, by)
    require(Action.HEALTH, who, None)
    try:
        dead_letters.drop(uow, letter_id, who.journal_name)
    except dead_letters.NotDead:
        raise Refused(RefusalCode.NOT_GIVEN_UP) from None


def _given_up(uow: UnitOfWork, letter_id: int) -> DeadLetter:
    try:
        return dead_letters.read(uow, letter_id)
    except dead_letters.NotDead:
        raise Refused(RefusalCode.NOT_GIVEN_UP) from None


def _slack_at(uow: UnitOfWork) -> datetime | None:
    """When Slack was last asked who stands where, and answered: every five minutes where all is well."""
    known = people.rosters(uow)
    return max((known[place][2] for place in places(uow) if place in known), default=None)
