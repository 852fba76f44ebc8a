"""What stays overdue though somebody has it, or nobody: the leads of its queue are told, each in one message."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from bot.domain.clocks_told import told_when_late
from bot.domain.desk import Hours, Queue
from bot.domain.hours import business_seconds
from bot.domain.sla import DueAnswer, WarningLine
from bot.flow import availability, outbox
from store import clocks, people
from store.clocks import Warned
from store.unit_of_work import UnitOfWork


def lines(uow: UnitOfWork, warned: Sequence[Warned]) -> dict[str, WarningLine]:
    """By place, which is `outbox.LEAD` and a Slack id: what that lead is to know now.

    A ticket is told of once it was overdue for its policy's `then`, and for so long nobody has done anything on it.
    """
    late = [ticket for ticket in warned if ticket.late_at is not None]
    if not late:
        return {}
    deeds = clocks.last_deeds(uow, [ticket.ticket_id for ticket in late])
    queues = {queue.name: queue for queue in uow.desk.file.queues}
    told: dict[str, tuple[str, ...]] = {}
    names: dict[int | None, str] = {None: ""}
    found = defaultdict(list)
    for ticket in late:
        queue = queues.get(ticket.queue)
        if not _idle(uow, ticket, queue, deeds.get(ticket.ticket_id)):
            continue
        if ticket.queue not in told:
            told[ticket.queue] = _leads(uow, queue)
        if ticket.assignee_id not in names:
            person = people.by_id(uow, ticket.assignee_id)
            names[ticket.assignee_id] = person.name if person else ""
        for lead in told[ticket.queue]:
            found[f"{outbox.LEAD}{lead}"].append(_answer(ticket, names[ticket.assignee_id]))
    return {place: WarningLine.of(answers) for place, answers in found.items()}


def _idle(uow: UnitOfWork, ticket: Warned, queue: Queue | None, deed: datetime | None) -> bool:
    """Whether the last deed is as long ago, in open time, as leads are to wait after the due time."""
    owed, late = ticket.owed[0].at, ticket.late_at
    if deed is None or late is None or deed <= owed:
        return True
    hours = queue.hours if queue is not None else Hours()
    closed = uow.desk.holidays.get(hours.holidays, frozenset())
    patience = business_seconds(hours, owed, late, closed)
    return business_seconds(hours, deed, uow.at, closed) >= patience


def _leads(uow: UnitOfWork, queue: Queue | None) -> tuple[str, ...]:
    """Slack ids of whoever is told: leads who can be reached, else managers who can, else all that the file names."""
    named = [told_when_late(uow.desk, queue), queue.managers if queue is not None else ()]
    for places in named:
        reached = _people(uow, places)
        away = availability.out_of_reach(uow, reached, queue.name if queue is not None else "")
        if here := tuple(person for person in reached if person not in away):
            return here
    return _people(uow, named[0])


def _people(uow: UnitOfWork, places: Sequence[str]) -> tuple[str, ...]:
    found: list[str] = []
    for place in places:
        slack_id, members = people.standing(uow, place)
        found += sorted(members) if slack_id.startswith("S") else [slack_id or place]
    return tuple(dict.fromkeys(found))


def _answer(ticket: Warned, holder: str) -> DueAnswer:
    owed = ticket.owed[0]
    return DueAnswer(
        owed.at, ticket.ticket_id, overdue=True, target=owed.target, held_by=ticket.assignee_id or 0, holder=holder
    )
