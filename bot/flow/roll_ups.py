"""Rolling up days: finding those that have changed, counting them, keeping what was counted, and comparing it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.counted import Rules
from bot.domain.desk import DeskFile, Hours
from bot.domain.figures import Amount, Cell, Rolled, differences
from bot.domain.opening import Opening
from bot.domain.outbox import Kind
from bot.domain.rolled import roll
from bot.domain.schedule import local_day
from bot.domain.sla import Asker, Target, policy_of
from bot.domain.story import Story
from bot.domain.success import JUDGED_AFTER
from store import figures, outbox, rolled_days, standing, stories
from store.rolled_days import Happened
from store.unit_of_work import UnitOfWork

#: Days older than this stay as they were told, unless a person asks for them: eight weeks are compared, and a few days
#: more may still be judged.
REACH: Final = timedelta(days=70)
#: A transaction that took its time commits after others that began later: so far the journal is read again.
_SLOW: Final = timedelta(minutes=5)
#: What follows from an entry may have been timed a little before it.
_ASIDE: Final = timedelta(minutes=10)
#: As many entries of the journal as one look reads.
_AT_ONCE: Final = 20_000
#: What says anew what a ticket is: all its days so far are counted again, and those on which it may show that another
#: was not resolved.
_ANEW: Final = frozenset({
    "ticket.triaged", "ticket.type_set", "ticket.completed", "ticket.merged", "ticket.merged_outside",
    "ticket.not_a_request", "ticket.is_a_request", "ticket.took_in", "ticket.priority_set",
    "ticket.updated_outside", "retention.messages",
})  # fmt: skip
#: What may take back that a department has answered: it is asked anew.
_ASKED_ANEW: Final = "ticket.handed_off"
_JUDGES: Final = JUDGED_AFTER + timedelta(days=1)
_PRIORITY: Final = 90
#: Before a zone as the subject of work: its days are compared.
CHECK: Final = "check:"
#: Every night so many of the newest days that are over are compared, and one of the others in turn.
_COMPARED: Final = 9
#: As many differences as are kept and told of.
EXAMPLES: Final = 10
_ALWAYS: Final = Hours()
_DAY: Final = timedelta(days=1)


def zones(file: DeskFile) -> tuple[str, ...]:
    """The time zones in which somebody reads of days."""
    return tuple(sorted({file.time_zone, *(spec.time_zone for spec in file.digests)}))


def today(uow: UnitOfWork, zone: str) -> date:
    return uow.at.astimezone(ZoneInfo(zone)).date()


def look(uow: UnitOfWork) -> bool:
    """Ask for the days that have changed since the last look, that are over, or that can be judged now, in all zones.

    It adds to no other transaction: what has changed stands in the journal. Safe to call at any time. True where there
    is more than one look reads.
    """
    more = False
    for zone in zones(uow.desk.file):
        mark = rolled_days.mark(uow, zone)
        if mark is None:
            rolled_days.set_mark(uow, zone, rolled_days.newest_entry(uow))
            rolled_days.ask(uow, zone, _since_the_first(uow, zone))
        else:
            entries = rolled_days.happened(uow, mark, _AT_ONCE)
            rolled_days.ask(uow, zone, _changed(uow, zone, entries) | _over(uow, zone))
            read = [entry.id for entry in entries if entry.at <= uow.at - _SLOW]
            if len(entries) == _AT_ONCE:
                read, more = [entries[-1].id], True
            if read:
                rolled_days.set_mark(uow, zone, read[-1])
        enqueue(uow, zone)
    return more


def enqueue(uow: UnitOfWork, zone: str) -> None:
    """Let a worker roll up what is asked for."""
    outbox.enqueue(uow, Kind.FIGURES, zone, lane=f"figures:{zone}", priority=_PRIORITY)


def ask_for_check(uow: UnitOfWork) -> None:
    """Let a worker compare some days of each zone with the ledger, once they are rolled up."""
    look(uow)
    for zone in zones(uow.desk.file):
        outbox.enqueue(uow, Kind.FIGURES, CHECK + zone, lane=f"figures:{zone}", priority=_PRIORITY)


def _since_the_first(uow: UnitOfWork, zone: str) -> set[date]:
    last = today(uow, zone)
    first = rolled_days.first_ticket_at(uow)
    begun = last if first is None else min(last, first.astimezone(ZoneInfo(zone)).date())
    return set(_days(max(begun, last - REACH), last))


def _changed(uow: UnitOfWork, zone: str, entries: Iterable[Happened]) -> set[date]:
    """The days that these entries add to, and those that they change."""
    found: set[date] = set()
    local, oldest = ZoneInfo(zone), today(uow, zone) - REACH
    for entry in entries:
        day, came = entry.at.astimezone(local).date(), entry.created_at.astimezone(local).date()
        found |= {day, (entry.at - _ASIDE).astimezone(local).date()}
        if day == came:
            continue
        if (
            entry.action in _ANEW
            or entry.was_none
            or (entry.record is not None and not rolled_days.read_before(uow, entry))
        ):
            found |= set(_days(max(came - _JUDGES, oldest), day))
        elif entry.action == _ASKED_ANEW:
            found |= set(_days(max(came, oldest), day))
    return found


def _over(uow: UnitOfWork, zone: str) -> set[date]:
    """Today, days that were rolled up before they were over or could be judged, and those of which nobody knows."""
    last = today(uow, zone)
    known = {one.day: one for one in rolled_days.known(uow, zone, last - REACH)}
    found = {last, *_days(min(known, default=last), last)} - known.keys() | {last}
    for day, one in known.items():
        end = local_day(day, zone)[1]
        ripe = [at for at in (end, end + JUDGED_AFTER) if at <= uow.at]
        if ripe and one.rolled_at is not None and one.rolled_at < ripe[-1]:
            found.add(day)
    return found


def _days(first: date, last: date) -> Iterator[date]:
    return (first + _DAY * number for number in range((last - first).days + 1))


@dataclass(frozen=True, slots=True)
class Counted:
    """A day as it stood at `as_of`, to be kept."""

    zone: str
    day: date
    as_of: datetime
    asked_at: datetime | None
    rolled: Rolled


def count_next(uow: UnitOfWork, zone: str) -> Counted | None:
    """The newest day that is asked for, counted; None where none is. Writes nothing."""
    asked = rolled_days.next_asked(uow, zone)
    return count(uow, zone, asked.day, asked.asked_at) if asked else None


def count(uow: UnitOfWork, zone: str, day: date, asked_at: datetime | None = None) -> Counted:
    """A day counted from the ledger. Writes nothing."""
    start, end = local_day(day, zone)
    until = min(end, uow.at)
    if until <= start:
        return Counted(zone, day, uow.at, asked_at, {})
    touched = stories.touched(uow, start, until)
    stretches = standing.of_day(uow, start, until)
    rolled = roll(start, until, stories.of(uow, touched), stretches, rules(uow, zone, day))
    return Counted(zone, day, uow.at, asked_at, rolled)


def keep(uow: UnitOfWork, counted: Counted) -> bool:
    """Let a day's figures be these. Safe to call twice. False where it was rolled up as of a later moment meanwhile."""
    if not rolled_days.hold(uow, counted.zone, counted.day, counted.as_of):
        return False
    figures.replace(uow, counted.zone, counted.day, counted.rolled)
    rolled_days.done(uow, counted.zone, counted.day, counted.as_of, counted.asked_at)
    return True


def rules(uow: UnitOfWork, zone: str, day: date) -> Rules:
    """By what a day is counted, by the desk file of today. Resolutions of a day are judged when all of them can be."""
    file = uow.desk.file
    queues = {queue.name: queue for queue in file.queues}

    @cache
    def opening(name: str) -> Opening:
        hours = queues[name].hours if name in queues else _ALWAYS
        return Opening(hours, uow.desk.holidays.get(hours.holidays, frozenset()))

    def promised(name: str, story: Story) -> Mapping[Target, timedelta]:
        if name not in queues:
            return {}
        asker = Asker(
            type=story.traits.type, segment=story.traits.segment, value=story.value, via=story.traits.via,
            language=story.language,
        )  # fmt: skip
        policy = policy_of(file, queues[name], asker)
        targets = {target: getattr(policy, target.value).get(story.priority) for target in Target} if policy else {}
        return {target: given for target, given in targets.items() if given is not None}

    judged = local_day(day, zone)[1] + JUDGED_AFTER <= uow.at
    return Rules(opening=opening, promised=promised, now=uow.at if judged else None)


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that is kept otherwise than it is counted anew."""

    day: date
    what: Cell
    kept: Amount
    anew: Amount


def compare(uow: UnitOfWork, zone: str, day: date) -> list[Difference] | None:
    """What is kept of a day that counting it anew does not give. None where it is not rolled up, or is to be again.

    Writes nothing. Where the desk file has changed since, what rests on its hours and policies is left out.
    """
    known = rolled_days.get(uow, zone, day)
    if known is None or known.rolled_at is None or known.asked_at is not None:
        return None
    if day in _changed(uow, zone, rolled_days.happened(uow, rolled_days.last_mark(uow, zone), _AT_ONCE)):
        return None
    kept, anew = figures.of_day(uow, zone, day), count(uow, zone, day).rolled
    found = differences(kept, anew, same_policy=known.desk_version == uow.desk_version)
    return [Difference(day, *one) for one in found]


def to_compare(uow: UnitOfWork, zone: str) -> list[date]:
    """The days that a check looks at: the newest that are over, and one older one, another one each night."""
    last = today(uow, zone)
    newest = [last - _DAY * back for back in range(1, _COMPARED + 1)]
    known = [one.day for one in rolled_days.known(uow, zone, last - REACH) if one.day < newest[-1]]
    return newest + ([known[last.toordinal() % len(known)]] if known else [])


def compared(uow: UnitOfWork, zone: str, days: int, found: Sequence[Difference]) -> None:
    """Keep what came of a check, and let days that differ be rolled up anew."""
    examples = [
        {
            "day": one.day.isoformat(),
            **one.what._asdict(),
            "kept": [one.kept.count, one.kept.wall, one.kept.business],
            "anew": [one.anew.count, one.anew.wall, one.anew.business],
        }
        for one in found[:EXAMPLES]
    ]
    rolled_days.checked(uow, zone, days, len(found), examples)
    rolled_days.ask(uow, zone, {one.day for one in found})
    if found:
        enqueue(uow, zone)
