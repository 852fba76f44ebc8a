"""What is due is run by whoever comes first, each timer in a transaction of its own.

What recurs has one row: the desk file's digests and the chores below. What happens once, such as the end of a snooze,
has a row that is gone afterwards (docs/adr/0012).
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from typing import Final

from bot.domain.desk import DeskFile
from bot.domain.schedule import Daily, Every, Recurrence, TimerKind, next_due
from bot.flow import (
    approvers,
    bursts,
    clocks,
    digest,
    escalate,
    handoff_answers,
    notice,
    promises,
    promotion,
    question,
    queue,
    request_reading,
    requests,
    resolve,
    retention,
    reviews,
    roll_ups,
    snooze,
    spikes,
    turns,
    volume,
    warning,
    weekly,
)
from store import timers
from store.timers import Timer
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Chore:
    """Something that the desk does by itself, again and again. One that was missed runs once.

    `work` answers True where more is left than one transaction should do: it runs again at the next tick.
    """

    recurs: Recurrence
    work: Callable[[UnitOfWork], object]


def in_batches(work: Callable[[UnitOfWork, int], int], limit: int) -> Callable[[UnitOfWork], object]:
    """A chore's work out of a use case that does at most `limit` and returns how many it did."""
    return lambda uow: work(uow, limit) >= limit


def chores(file: DeskFile) -> Mapping[str, Chore]:
    """Every chore by its name; those of a time of day go by the desk's time zone."""
    drawn = Daily(_DRAWN_AT, ("mon",), file.time_zone)
    return {
        "clocks": Chore(Every(timedelta(minutes=1)), in_batches(clocks.catch_up, 100)),
        "missed": Chore(Every(timedelta(seconds=30)), in_batches(clocks.missed_now, 100)),
        "close": Chore(Every(timedelta(minutes=1)), in_batches(resolve.close_due, 200)),
        "owners": Chore(Daily(_LIST_AT, ("mon",), file.time_zone), weekly.tell),
        "figures": Chore(Every(timedelta(minutes=10)), roll_ups.look),
        **({"volume": Chore(Every(timedelta(hours=1)), volume.look)} if file.volume else {}),
        "figures_check": Chore(Daily(_CHECKED_AT, zone=file.time_zone), roll_ups.ask_for_check),
        "modes": Chore(Every(timedelta(hours=1)), promotion.look),
        "waiting": Chore(Every(timedelta(minutes=1)), in_batches(queue.fill_waiting, 200)),
        "turns": Chore(Every(timedelta(seconds=10)), turns.deal),
        "questions": Chore(Every(timedelta(minutes=1)), in_batches(question.forget_old, 200)),
        "retention": Chore(Every(timedelta(minutes=1)), lambda uow: retention.fade_due(uow) > 0),
        "requests": Chore(Every(timedelta(minutes=5)), lambda uow: request_reading.look(uow) < 0),
        "unanswered": Chore(Every(timedelta(minutes=5)), in_batches(requests.run_out, 100)),
        "spikes": Chore(Every(timedelta(minutes=5)), spikes.look),
        "second_approvals": Chore(Every(timedelta(minutes=1)), approvers.catch_up),
        "warnings": Chore(Every(timedelta(seconds=15)), partial(warning.look, own_card=bursts.warned)),
        **({"reviews": Chore(drawn, reviews.draw)} if file.reviews.enabled else {}),
    }


#: When owners get their weekly list, in the desk's own time.
_LIST_AT: Final = time(8)
#: When conversations of the week before are given to reviewers: a day's first, and before digests tell of it.
_DRAWN_AT: Final = time(7)
#: When days are compared with the ledger: before anybody reads of them, and when little else is to be done.
_CHECKED_AT: Final = time(4)

#: What happens once: it answers False where it cannot be done just now, and the timer stays.
_ONCE: Final[Mapping[TimerKind, Callable[[UnitOfWork, Timer], bool]]] = {
    TimerKind.SNOOZE: snooze.wake_due,
    TimerKind.PROMISE: promises.due,
    TimerKind.SECOND_APPROVAL: approvers.ask_next,
    TimerKind.HANDOFF: handoff_answers.late,
    TimerKind.NOTICE: notice.due,
    TimerKind.ESCALATION: escalate.ask_next,
}


def reconcile(uow: UnitOfWork, started: datetime) -> None:
    """Let what recurs be what the desk file and the chores say: new rows, changed times, no rows that nobody wants.

    What is new begins at `started` (the desk's clock). Safe to call at any time and from several processes at once.
    """
    wanted = _recurring(uow.desk.file)
    standing = {(timer.kind, timer.subject): timer for timer in timers.of(uow, TimerKind.DIGEST, TimerKind.CHORE)}
    for key in sorted(standing.keys() | wanted.keys()):  # in one order, so that nobody waits in a circle
        timer, spec = standing.get(key), wanted.get(key)
        if spec is None and timer is not None:
            timers.finish(uow, timer)
        elif spec is not None and timer is None:
            since = _worked_until(uow, *key, started)
            timers.begin(uow, *key, next_due(spec, since), since)
        elif spec is not None and timer is not None and timer.since is not None:
            at = next_due(spec, timer.since)
            if at != timer.due_at:
                timers.move(uow, timer, at, timer.since)


def _recurring(file: DeskFile) -> dict[tuple[TimerKind, str], Recurrence]:
    digests = {(TimerKind.DIGEST, spec.name): digest.recurs(spec) for spec in file.digests}
    return {**digests, **{(TimerKind.CHORE, name): chore.recurs for name, chore in chores(file).items()}}


def _worked_until(uow: UnitOfWork, kind: TimerKind, subject: str, started: datetime) -> datetime:
    if kind is TimerKind.DIGEST:
        return next(digest.worked_until(uow, spec, started) for spec in uow.desk.file.digests if spec.name == subject)
    return started


def due(uow: UnitOfWork, limit: int, without: Collection[str] = ()) -> list[Timer]:
    """Up to `limit` timers that are due, the longest overdue first, but for those of these names."""
    return timers.due(uow, limit, without)


def run(uow: UnitOfWork, timer_id: int) -> bool:
    """Do what a timer is for, and let it go or set its next time, all in one transaction.

    False when somebody else has it or has done it, or has what it is about: then nothing was done. Whatever raises
    leaves the timer as it was.
    """
    timer = timers.claim(uow, timer_id)
    if timer is None:
        return False
    if timer.kind in _ONCE:
        done = _ONCE[timer.kind](uow, timer)
        if done:
            timers.finish(uow, timer)
        return done
    spec = _recurring(uow.desk.file).get((timer.kind, timer.subject))
    if spec is None or timer.since is None:  # the desk file has changed; `reconcile` sees to it
        return False
    if _work(uow, timer, timer.since) is not True:
        timers.move(uow, timer, next_due(spec, uow.at), uow.at)
    return True


def _work(uow: UnitOfWork, timer: Timer, since: datetime) -> object:
    if timer.kind is TimerKind.CHORE:
        return chores(uow.desk.file)[timer.subject].work(uow)
    spec = next(spec for spec in uow.desk.file.digests if spec.name == timer.subject)
    return digest.insert_due(uow, spec, since)
