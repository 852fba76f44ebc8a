"""What became of suggestions: measured when a reply has arrived, counted when somebody asks."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.disclosure import line, without_line
from bot.domain.draft import Sentence
from bot.domain.outcome import Outcomes, compared, grouped
from bot.domain.reply import Reply
from bot.domain.roles import Action, require
from bot.domain.schedule import local_day
from bot.flow.actors import actor
from store import drafts, outcomes, people, shadows
from store.outcomes import By as By
from store.unit_of_work import UnitOfWork

#: How far back is counted where nobody says otherwise; a look at weeks goes further.
_SPAN: Final = timedelta(days=28)
_WEEKS: Final = timedelta(weeks=12)


def change(sentences: tuple[Sentence, ...], sent: str) -> float:
    """How much of a suggestion was changed, from 0 (as it stood) to 1 (nothing left), by word: the share of words to be
    put in, taken out or exchanged to get from one to the other. Greeting and closing do not count."""
    from rapidfuzz.distance import Levenshtein

    return float(Levenshtein.normalized_distance(*compared(sentences, sent)))


def arrived(uow: UnitOfWork, reply: Reply) -> None:
    """The customer has a reply: what was changed of the suggestion that it was made of is kept, or how it compares with
    the one that only the type's owner has seen. Safe to call twice."""
    draft = drafts.get(uow, reply.draft_id) if reply.draft_id is not None else None
    if draft is not None and draft.body:
        outcomes.changed(uow, draft.id, change(draft.sentences, written(uow, reply)))
    shadow = shadows.waiting(uow, reply.ticket_id)
    if shadow is not None:
        shadows.compared(uow, reply.ticket_id, reply.id, change(shadow.sentences, written(uow, reply)))


def written(uow: UnitOfWork, reply: Reply) -> str:
    """A reply's text as its writer left it, without the line about the assistant."""
    writer = people.by_id(uow, reply.written_by)
    said = line(uow.desk.file.disclosure, reply.language, writer.first_name if writer else "")
    return without_line(reply.body, said) if reply.disclosed else reply.body


def asked(uow: UnitOfWork, by: By, who: str) -> Outcomes:
    """`/desk outcomes`: the last four weeks by type, engine or article, or the last twelve by week. For leads, managers
    and owners; raises `Refused` for everybody else."""
    require(Action.HEALTH, actor(uow, who), None)
    return counted(uow, by, uow.at - _first_monday(uow) if by == "week" else _SPAN)


def _first_monday(uow: UnitOfWork) -> datetime:
    """When the first of the last twelve weeks began, of which this one is the last: a part of one would look like a
    bad one."""
    monday = uow.today - timedelta(days=uow.today.weekday())
    return local_day(monday - _WEEKS + timedelta(weeks=1), uow.desk.file.time_zone)[0]


def counted(uow: UnitOfWork, by: By, span: timedelta = _SPAN) -> Outcomes:
    """The suggestions that were decided within `span`, by a trait, and why some were rejected; of groups under twenty
    only the sum is told."""
    since, until = uow.at - span, uow.at + timedelta(seconds=1)
    why = outcomes.rejected(uow, since, until)
    found = grouped(by, outcomes.tallies(uow, by, since, until))
    return replace(found, rejected=tuple(sorted(why.items(), key=lambda one: (-one[1], one[0]))))
