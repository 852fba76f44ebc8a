"""Quality reviews: conversations of a week are drawn, given to reviewers, and scored or left out."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Final

from bot.domain.availability import Presence
from bot.domain.card import CardFacts
from bot.domain.desk import Criterion, Queue
from bot.domain.errors import RefusalCode, Refused
from bot.domain.people import Actor
from bot.domain.review import BEST, Candidate, NotThis, Sample, answered_by, longest, waited, why
from bot.domain.review import draw as drawn
from bot.domain.roles import Action, allowed_roles, require, roles_of
from bot.domain.schedule import local_day
from bot.domain.story import SENT, Story
from bot.domain.ticket import Ticket
from bot.flow import availability, outbox
from bot.flow.actors import actor
from bot.flow.card import facts
from store import inbox, journal, people, reviews, stories, ticket_lists, tickets
from store.unit_of_work import UnitOfWork

_WEEK: Final = timedelta(days=7)
#: Of more conversations in a week so many are looked at, by chance.
MOST: Final = 2000


def draw(uow: UnitOfWork) -> int:
    """Draw the sample of the week that has ended and tell each reviewer how many are theirs, once for each week. How
    many were drawn.

    Whoever may not read a conversation, or has answered it, is not given it.
    """
    file = uow.desk.file
    week = uow.today - timedelta(days=uow.today.weekday()) - _WEEK
    if reviews.has_week(uow, week):
        return 0
    start, end = local_day(week, file.time_zone)[0], local_day(week + _WEEK, file.time_zone)[0]
    random = Random(uow.token())  # noqa: S311 - chooses what is read again, guards nothing
    given: Counter[int] = Counter()
    for one in drawn(candidates(uow, start, end, random), file.reviews.sample, random.random):
        if reviews.add(uow, week, one):
            given[one.reviewer_id] += 1
    for person_id, person in people.by_ids(uow, given).items():
        outbox.notice(uow, "to_review", person.slack_id, count=f"{given[person_id]}")
    return given.total()


def candidates(uow: UnitOfWork, start: datetime, end: datetime, random: Random) -> Iterator[Candidate]:
    """Conversations that were answered in this time; of more than `MOST` so many, by chance."""
    ids = reviews.answered(uow, SENT, start, end)
    if len(ids) > MOST:
        ids = sorted(random.sample(ids, MOST))
    delicate = reviews.sensitive(uow, ids)
    reviewers = {queue.name: _reviewers(uow, queue) for queue in uow.desk.file.queues}
    away = _away(uow, {who.person.id for found in reviewers.values() for who in found})
    told: dict[int, Story] = {story.contact.ticket_id: story for story in stories.of(uow, ids)}
    long = longest({ticket_id: waited(story, end) for ticket_id, story in told.items()})
    known = ticket_lists.by_ids(uow, told)
    for ticket_id, story in told.items():
        ticket = known[ticket_id]
        answerers = answered_by(story, start, end)
        if ticket.text_gone or not story.contact.is_request or not answerers:
            continue
        yield Candidate(
            ticket_id=ticket_id,
            queue=ticket.queue,
            answered_by=answerers,
            may=frozenset(who.person.id for who in reviewers.get(ticket.queue, ()) if _may_read(who, ticket)),
            away=away,
            why=why(story, sensitive=ticket_id in delicate, waited_long=ticket_id in long),
        )


def _reviewers(uow: UnitOfWork, queue: Queue) -> list[Actor]:
    known: dict[str, Actor] = {}
    for place in uow.desk.file.reviews.reviewers or queue.leads:
        slack_id, members = people.standing(uow, place)
        for one in members or (slack_id or place,):
            if one not in known and people.staff(uow, one) is not None:
                known[one] = actor(uow, one)
    return list(known.values())


def _away(uow: UnitOfWork, people: set[int]) -> frozenset[int]:
    where = availability.of_all(uow, people)
    return frozenset(one for one, found in where.items() if found.presence is Presence.AWAY)


def _may_read(who: Actor, ticket: Ticket) -> bool:
    return bool(roles_of(who, ticket, None) & allowed_roles(_reading(ticket), ticket))


def _reading(ticket: Ticket) -> Action:
    return Action.OPEN_SEALED if ticket.sealed else Action.READ


@dataclass(frozen=True, slots=True)
class Review:
    """A conversation before its reviewer."""

    sample: Sample
    facts: CardFacts
    criteria: tuple[Criterion, ...]


def opened(uow: UnitOfWork, sample_id: int, by: str) -> Review:
    """What a reviewer reads and answers. Of a sealed ticket it is on record. Raises `Refused`: NO_SUCH_REVIEW,
    OWN_ANSWER where they have answered it since, NOT_YOUR_ROLE with the reviewer's name, or a role's refusal where they
    may not read the ticket (any more)."""
    who, sample, ticket = _mine(uow, sample_id, by)
    _not_own(uow, who, ticket)
    require(_reading(ticket), who, ticket)
    if ticket.sealed:
        journal.append(uow, ticket.id, who.journal_name, "ticket.opened")
    return Review(sample, facts(uow, ticket.id), uow.desk.file.reviews.criteria)


def score(uow: UnitOfWork, sample_id: int, scores: dict[str, str], note: str, by: str, view_id: str) -> bool:
    """Keep a reviewer's scores, by criterion of the rubric as it is now, and what they noted. A second submit of the
    same modal does nothing: False.

    Raises as `opened`, and UNKNOWN_WORD for a score that is none.
    """
    if not inbox.submit(uow, view_id):
        return False
    who, sample, ticket = _mine(uow, sample_id, by)
    _not_own(uow, who, ticket)
    require(_reading(ticket), who, ticket)
    known = [one.name for one in uow.desk.file.reviews.criteria if one.name in scores]
    wrong = [scores[name] for name in known if scores[name] not in _SCORES]
    if wrong or not known:
        raise Refused(RefusalCode.UNKNOWN_WORD, word=next(iter(wrong), ""))
    reviews.score(uow, sample, who.person.id, {name: int(scores[name]) for name in known}, note.strip())
    return True


def _not_own(uow: UnitOfWork, who: Actor, ticket: Ticket) -> None:
    """Who was given a conversation may have answered it meanwhile: it goes on."""
    if reviews.took_part(uow, ticket.id, who.journal_name, {*SENT, "reply.approved"}):
        raise Refused(RefusalCode.OWN_ANSWER)


_SCORES: Final = frozenset(f"{number}" for number in range(1, BEST + 1))


def sample_of(uow: UnitOfWork, sample_id: int, by: str) -> Sample:
    """What somebody wants to leave out. Raises as `opened`, but for the role and their own answer: whoever may not read
    or review it may leave it."""
    return _mine(uow, sample_id, by)[1]


def leave_out(uow: UnitOfWork, sample_id: int, reason: str, by: str, view_id: str) -> bool:
    """**Not this one…**: it is not reviewed, and the reason is on record. False for a second submit of the same modal.

    Raises as `sample_of`, and UNKNOWN_WORD for a reason that is none.
    """
    if not inbox.submit(uow, view_id):
        return False
    who, sample, ticket = _mine(uow, sample_id, by)
    if reason not in set(NotThis):
        raise Refused(RefusalCode.UNKNOWN_WORD, word=reason)
    reviews.drop(uow, sample)
    journal.append(uow, ticket.id, who.journal_name, "review.left_out", reason=reason)
    return True


def _mine(uow: UnitOfWork, sample_id: int, by: str) -> tuple[Actor, Sample, Ticket]:
    who, found = actor(uow, by), reviews.get(uow, sample_id)
    if found is None:
        raise Refused(RefusalCode.NO_SUCH_REVIEW)
    require(Action.SETTINGS, who, None)
    if found.reviewer_id != who.person.id:
        reviewer = people.by_id(uow, found.reviewer_id)
        raise Refused(RefusalCode.NOT_YOUR_ROLE, who_may=reviewer.name if reviewer else "")
    ticket = tickets.lock(uow, found.ticket_id)
    sample = reviews.get(uow, sample_id)  # as it is, now that nobody else changes it
    if sample is None or not sample.waits or ticket.text_gone:
        raise Refused(RefusalCode.NO_SUCH_REVIEW)
    return who, sample, ticket
