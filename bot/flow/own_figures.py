"""What one person answered in the last seven days: for themselves, and for whoever leads their queue."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.domain.errors import RefusalCode, Refused
from bot.domain.own import Own, own
from bot.domain.roles import Action, require
from bot.domain.story import SENT
from bot.flow.actors import actor
from store import people, reviews, stories
from store.unit_of_work import UnitOfWork

_WEEK: Final = timedelta(days=7)
#: As many tickets, the newest, as one answer looks at.
MOST: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A queue's people by name, those with most answers first. `tickets` were answered; the `most` newest of them were
    looked at."""

    title: str
    people: tuple[tuple[str, Own], ...]
    tickets: int = 0
    most: int = MOST


def mine(uow: UnitOfWork, by: str) -> Own:
    """`/digest mine`: the asker's own. Raises `Refused` for whoever is no member."""
    who = actor(uow, by)
    require(Action.SETTINGS, who, None)
    name = who.journal_name
    start, end = _week(uow)
    ids = reviews.answered(uow, SENT, start, end, name)
    return own(stories.of(uow, ids[-MOST:]), start, end).get(name, Own(answers=0))


def of_team(uow: UnitOfWork, queue: str | None, by: str) -> Team:
    """`/digest orders people`: everybody's who answered in a queue, for its leads. Raises `Refused`: UNKNOWN_WORD
    without a queue or for one that does not exist, or a role's refusal."""
    found = next((one for one in uow.desk.file.queues if one.name == queue), None)
    if found is None:
        raise Refused(RefusalCode.UNKNOWN_WORD, word=queue or "people")
    require(Action.REASSIGN, actor(uow, by), None, found.name)
    start, end = _week(uow)
    ids = reviews.answered(uow, SENT, start, end, queue=found.name)
    counted = own(stories.of(uow, ids[-MOST:]), start, end, found.name)
    told = {int(name.partition(":")[2]): one for name, one in counted.items()}
    known = people.by_ids(uow, told)
    named = [(known[number].name, one) for number, one in told.items() if number in known]
    in_order = tuple(sorted(named, key=lambda pair: (-pair[1].answers, pair[0])))
    return Team(title=found.title, people=in_order, tickets=len(ids), most=MOST)


def _week(uow: UnitOfWork) -> tuple[datetime, datetime]:
    return uow.at - _WEEK, uow.at + timedelta(seconds=1)
