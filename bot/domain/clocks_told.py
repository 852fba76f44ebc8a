"""What `check` says of the clocks: what each queue and each condition promises, with a day that shows it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.clocks import Held, Life, Week, running
from bot.domain.desk import Desk, Priority, Queue, SlaPolicy, SlaWhen
from bot.domain.duration import length
from bot.domain.sla import Target, policy_of

_ORDER: Final[tuple[Priority, ...]] = ("normal", "high", "urgent", "low")
_FRIDAY: Final = 4
_AT: Final = time(16, 30)
_DONE: Final = {Target.FIRST: "answered", Target.RESOLUTION: "resolved"}


def clocks_told(desk: Desk, today: date) -> Iterator[str]:
    """One line for each queue with a policy and each policy with a condition, the examples on the next Friday."""
    for queue in desk.file.queues:
        if (policy := policy_of(desk.file, queue)) is not None:
            yield f"Queue {queue.name}: {_example(desk, queue, policy, today)} {_then(desk, queue, policy)}"
    for policy in desk.file.sla:
        if policy.when == SlaWhen():
            continue
        queues = [queue for queue in desk.file.queues if not policy.when.queue or queue.name in policy.when.queue]
        for queue in queues[:1]:
            told = _example(desk, queue, policy, today)
            yield f"SLA {policy.name} comes first for {_condition(policy.when)}; in {queue.name} {told}"


def _example(desk: Desk, queue: Queue, policy: SlaPolicy, today: date) -> str:
    """`a normal ticket that comes on Friday 16:30 is to be answered by Monday 09:30.`"""
    priority = next(one for one in _ORDER if one in policy.first_response)
    zone, closed = ZoneInfo(queue.hours.time_zone), desk.holidays.get(queue.hours.holidays, frozenset())
    day = today + timedelta(days=(_FRIDAY - today.weekday()) % 7 or 7)
    while day in closed:
        day += timedelta(days=7)
    comes = datetime.combine(day, _AT, zone)
    life = Life(ledger=[Held("support", comes.astimezone(UTC))])
    clocks = running(policy, priority, Week(queue.hours, closed), life)
    due = [f"{_DONE[clock.target]} by {_moment(clock.due, comes)}" for clock in clocks]
    one = f"{'an' if priority == 'urgent' else 'a'} {priority} ticket"
    told = f"{one} that comes on {comes:%A %H:%M} is to be {' and '.join(due)}"
    if (further := policy.next_response.get(priority)) is not None:
        told += f", and each further message answered within {length(further)}"
    return f"{told}."


def _moment(due: datetime, comes: datetime) -> str:
    local = due.astimezone(comes.tzinfo)
    if (local.date() - comes.date()).days < 7:
        return f"{local:%A %H:%M}"
    return f"{local:%A} {local.day} {local:%B %H:%M}"


def _then(desk: Desk, queue: Queue, policy: SlaPolicy) -> str:
    who = ", ".join(told_when_late(desk, queue))
    share = f"{policy.warn_at * 100:g} %"
    return f"Warned of at {share}; {length(policy.then)} after it was due, and nothing done, {who} is told."


def told_when_late(desk: Desk, queue: Queue | None) -> tuple[str, ...]:
    """Who hears of a queue's tickets that stay overdue, as written in the desk file."""
    named = (queue.leads or queue.managers) if queue is not None else ()
    return named or (desk.file.escalation.to or desk.file.escalation.owner,)


def _condition(when: SlaWhen) -> str:
    parts = [
        f"{name} {' or '.join(given)}"
        for name in ("queue", "type", "segment", "via", "language")
        if (given := getattr(when, name))
    ]
    parts += [f"a value from {when.value_at_least}"] if when.value_at_least is not None else []
    return " and ".join(parts)
