"""The weekly list to owners: what falls due, what is always edited, what nothing answers, what may leave the shadow."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from pydantic import TypeAdapter

from bot.domain.attention import CORRECTED, often_edited, questions
from bot.domain.avoidable import Avoidable
from bot.domain.outcome import Tally
from bot.domain.overlay import Ref, falling_due, ref_of
from bot.domain.roles import Action, require
from bot.flow import outbox, promotion, sources
from bot.flow.actors import actor
from store import avoided, corrections, drafts, open_questions, outcomes
from store.unit_of_work import UnitOfWork

_OUTCOMES: Final = timedelta(days=28)
_GAPS: Final = timedelta(days=14)
_AVOIDED: Final = timedelta(days=30)
#: As many tickets without an answer as are compared with each other.
_MOST: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """An article, template, macro or prompt to be checked. `until` is a date; `why` is set where it is held back."""

    ref: Ref
    title: str
    until: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """An article, and the tickets on which its quotes were changed or left aside, by number. A list of an older version
    does not know these."""

    title: str
    shown: int
    as_is: int
    tickets: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Tickets that ask the same, by number, of a request type's title; `words`, which several customers share, say
    what. A list of an older version knows neither words nor customers."""

    title: str
    tickets: tuple[int, ...]
    customers: int = 0
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A type in the shadow. `ready`: its owner may promote it."""

    type: str
    title: str
    shown: int
    accepted: int
    ready: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """A request type (by title; empty: tickets of none) whose priority or queue people put right again and again."""

    title: str
    what: str  # "priority" or "queue"
    before: str
    after: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Avoided:
    """What people said of a request type (by title; empty: tickets of none) when they resolved it: how often each
    answer of `bot.domain.avoidable` was given."""

    title: str
    answers: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnersList:
    """What one owner should look at, as ids, titles, counts, and words that several customers share."""

    due: tuple[Due, ...] = ()
    edited: tuple[Edited, ...] = ()
    gaps: tuple[Gap, ...] = ()
    shadow: tuple[Compared, ...] = ()
    corrected: tuple[Corrected, ...] = ()
    avoided: tuple[Avoided, ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.due or self.edited or self.gaps or self.shadow or self.corrected or self.avoided)


_LIST: Final = TypeAdapter(OwnersList)


def tell(uow: UnitOfWork) -> int:
    """Send each owner their list by direct message; those with nothing to look at get none. How many got one.

    The timer that runs it sees that it happens once a week.
    """
    found = lists(uow)
    for owner, theirs in found.items():
        outbox.notice(uow, "weekly", owner, found=_LIST.dump_json(theirs).decode())
    return len(found)


def remind(uow: UnitOfWork) -> int:
    """Send the owners of what is past its last day, or will soon be, that part of their list. How many got one."""
    due = _due(uow)
    for owner, theirs in due.items():
        outbox.notice(uow, "weekly", owner, found=_LIST.dump_json(OwnersList(due=tuple(theirs))).decode())
    return len(due)


def asked(uow: UnitOfWork, by: str) -> OwnersList:
    """`/desk mine`: the asker's own list as it is now. Raises `Refused` for whoever owns nothing and leads nobody."""
    require(Action.HEALTH, actor(uow, by), None)
    mine = [theirs for owner, theirs in lists(uow).items() if sources.is_owner(uow, owner, by)]
    return OwnersList(
        due=tuple(one for theirs in mine for one in theirs.due),
        edited=tuple(one for theirs in mine for one in theirs.edited),
        gaps=tuple(one for theirs in mine for one in theirs.gaps),
        shadow=tuple(one for theirs in mine for one in theirs.shadow),
        corrected=tuple(one for theirs in mine for one in theirs.corrected),
        avoided=tuple(one for theirs in mine for one in theirs.avoided),
    )


def read(written: str) -> OwnersList:
    """The list that a direct message was asked for with."""
    return _LIST.validate_json(written)


def lists(uow: UnitOfWork) -> dict[str, OwnersList]:
    """The list of every owner, as written in the desk file, who has something to look at."""
    due, edited, open_, shadow, corrected = _due(uow), _edited(uow), _gaps(uow), _shadow(uow), _corrected(uow)
    could_be = _avoided(uow)
    owners = sorted({*due, *edited, *open_, *shadow, *corrected, *could_be})
    return {
        owner: OwnersList(
            due=tuple(due[owner]),
            edited=tuple(edited[owner]),
            gaps=tuple(open_[owner]),
            shadow=tuple(shadow[owner]),
            corrected=tuple(corrected[owner]),
            avoided=tuple(could_be[owner]),
        )
        for owner in owners
    }


def _due(uow: UnitOfWork) -> dict[str, list[Due]]:
    found: dict[str, list[Due]] = defaultdict(list)
    for one in falling_due(uow.desk, uow.today, sources.SOON):
        due = Due(ref=ref_of(one), title=one.title, until=one.valid_until.isoformat(), why=one.quarantine)
        found[one.owner].append(due)
    return found


def _edited(uow: UnitOfWork) -> dict[str, list[Edited]]:
    found: dict[str, list[Edited]] = defaultdict(list)
    since, until = uow.at - _OUTCOMES, uow.at + timedelta(seconds=1)
    tallies = outcomes.tallies(uow, "article", since, until)
    team = sum(tallies.values(), Tally())
    often = {name: tally for name, tally in sorted(tallies.items()) if often_edited(tally, team)}
    behind = outcomes.changed_on(uow, since, until) if often else {}
    for name, tally in often.items():
        if (article := uow.desk.article(name)) is not None:
            numbers = behind.get(name, ())
            edited = Edited(title=article.title, shown=tally.shown, as_is=tally.as_is, tickets=numbers)
            found[article.owner].append(edited)
    return found


def _gaps(uow: UnitOfWork) -> dict[str, list[Gap]]:
    found: dict[str, list[Gap]] = defaultdict(list)
    for one in questions(open_questions.asked(uow, drafts.without_source(uow, uow.at - _GAPS, _MOST))):
        kind = uow.desk.type(one.type)
        owner = kind.owner if kind and kind.owner else uow.desk.file.owners.answers
        title = kind.title if kind else ""
        found[owner].append(Gap(title=title, tickets=one.tickets, customers=one.customers, words=one.words))
    return found


def _corrected(uow: UnitOfWork) -> dict[str, list[Corrected]]:
    found: dict[str, list[Corrected]] = defaultdict(list)
    for (name, what, before, after), count in corrections.counted(uow, uow.at - _OUTCOMES).most_common():
        if count < CORRECTED:
            break
        kind = uow.desk.type(name)
        told = Corrected(title=kind.title if kind else "", what=what, before=before, after=after, count=count)
        found[uow.desk.owner_of(name)].append(told)
    return found


def _avoided(uow: UnitOfWork) -> dict[str, list[Avoided]]:
    found: dict[str, list[Avoided]] = defaultdict(list)
    for name, answers in sorted(avoided.counted(uow, uow.at - _AVOIDED).items()):
        kind = uow.desk.type(name)
        in_order: dict[str, int] = {one.value: answers[one.value] for one in Avoidable if one.value in answers}
        found[uow.desk.owner_of(name)].append(Avoided(title=kind.title if kind else "", answers=in_order))
    return found


def _shadow(uow: UnitOfWork) -> dict[str, list[Compared]]:
    found: dict[str, list[Compared]] = defaultdict(list)
    for one in promotion.owned(uow, frozenset(kind.name for kind in uow.desk.file.types)):
        tally = one.tally
        if tally.shown:
            found[uow.desk.owner_of(one.type)].append(
                Compared(type=one.type, title=one.title, shown=tally.shown, accepted=tally.accepted, ready=one.ready)
            )
    return found
