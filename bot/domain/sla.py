"""When an answer is due: targets of an SLA policy, counted in the queue's business time."""

from datetime import date, datetime, timedelta

from bot.domain.desk import DeskFile, Hours, Priority, Queue, SlaPolicy
from bot.domain.hours import add_business


def policy_of(desk: DeskFile, queue: Queue) -> SlaPolicy | None:
    """The policy that a queue names, or None where it names none."""
    return next((policy for policy in desk.sla if policy.name == queue.sla), None)


def first_response_due(
    policy: SlaPolicy | None,
    priority: Priority,
    hours: Hours,
    created: datetime,
    closed: frozenset[date] = frozenset(),
) -> datetime | None:
    """When (UTC) the first response to a ticket created then is due; None where the policy sets no target for it."""
    return _due(policy.first_response.get(priority) if policy else None, hours, created, closed)


def resolution_due(
    policy: SlaPolicy | None,
    priority: Priority,
    hours: Hours,
    created: datetime,
    closed: frozenset[date] = frozenset(),
) -> datetime | None:
    """When (UTC) the ticket is due to be resolved; None where the policy sets no target for it."""
    return _due(policy.resolution.get(priority) if policy else None, hours, created, closed)


def _due(target: timedelta | None, hours: Hours, created: datetime, closed: frozenset[date]) -> datetime | None:
    return None if target is None else add_business(hours, created, target, closed)
