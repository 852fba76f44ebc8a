"""`/queue`: what waits, since when and on whom."""

from collections.abc import Sequence
from typing import Final

from bot.domain.card import QueueLine, QueueStatus
from bot.domain.errors import RefusalCode, Refused
from bot.domain.people import Actor, Person
from bot.domain.roles import Action, require
from bot.domain.ticket import Holder, State, Ticket, holder_of
from bot.flow import load, pauses
from bot.flow.actors import actor
from store import findings, people, queues, tickets
from store.unit_of_work import UnitOfWork

FILTERS: Final = ("mine", "unassigned", "due soon", "overdue", "waiting", "asleep", "sensitive")
PAGE: Final = 10
#: As many sleeping tickets as stand below an unfiltered page.
ASLEEP: Final = 5


def status(uow: UnitOfWork, queue: str | None, chosen: str, page: int, by: str) -> QueueStatus:
    """One page of a queue, in the order of `queues.lines`, and its counts, both as far as `QueueStatus.most`. Without
    `queue`: the asker's first one.

    A sealed ticket shows its number and holder, never its subject; nor does one that nobody has looked at yet, since
    whether it is delicate is not known then. Raises `Refused(UNKNOWN_WORD)` for a queue or filter that does not exist,
    or a role's refusal.
    """
    who = actor(uow, by)
    name = _queue_name(uow, queue, who)
    if chosen and chosen not in FILTERS:
        raise Refused(RefusalCode.UNKNOWN_WORD, word=chosen)
    require(Action.QUEUE_STATUS, who, None, name)
    counts = queues.counts(uow, name)
    total = queues.count(uow, name, chosen, who.person.id) if chosen else counts["open"]
    page = max(0, min(page, (total - 1) // PAGE if total else 0))
    found = queues.lines(uow, name, chosen, who.person.id, offset=page * PAGE, limit=PAGE)
    asleep = [] if chosen else queues.asleep(uow, name, ASLEEP)
    shown = _lines(uow, [*found, *asleep])
    return QueueStatus(
        queue=name,
        title=uow.desk.queue(name).title,
        filter=chosen,
        lines=shown[: len(found)],
        total=total,
        page=page,
        most=queues.MOST,
        counts=counts,
        at=uow.at,
        pause=pauses.running(uow, name),
        shares=load.of_queue(uow, name) if name in who.leads and not chosen and not page else None,
        asleep=shown[len(found) :],
    )


def _queue_name(uow: UnitOfWork, asked: str | None, who: Actor) -> str:
    names = [queue.name for queue in uow.desk.file.queues]
    if asked is not None:
        if asked not in names:
            raise Refused(RefusalCode.UNKNOWN_WORD, word=asked)
        return asked
    own = who.queues | who.leads | who.manages
    return next((name for name in names if name in own), names[0])


def _lines(uow: UnitOfWork, found: Sequence[queues.Line]) -> tuple[QueueLine, ...]:
    """Owners and names are asked for once for all lines, however many of them name the same."""
    asked = {line.ticket.type for line in found if line.ticket.state is State.WAITING_APPROVAL}
    owners = {kind: tickets.owner_person(uow, kind) for kind in asked}
    holders = [holder_of(line.ticket.state, line.ticket.assignee_id, owners.get(line.ticket.type)) for line in found]
    named = people.by_ids(uow, {holder.person_id for holder in holders if holder.person_id is not None})
    return tuple(
        _line(uow, line, holder, named.get(holder.person_id or 0)) for line, holder in zip(found, holders, strict=True)
    )


def _line(uow: UnitOfWork, line: queues.Line, holder: Holder, person: Person | None) -> QueueLine:
    ticket = line.ticket
    kind = uow.desk.type(ticket.type)
    due = next((owed.at for owed in ticket.due), None)
    return QueueLine(
        ticket_id=ticket.id,
        subject="" if ticket.sealed or not line.prepared else ticket.subject,
        state=ticket.state.value,
        priority=ticket.priority,
        type_title=kind.title if kind else "",
        holder=holder,
        holder_name=person.name if person else "",
        waiting_since=line.waiting_since,
        due=due,
        overdue=due is not None and due <= uow.at,
        sealed=ticket.sealed,
        asleep_until=ticket.snoozed_until,
    )


def fill_waiting(uow: UnitOfWork, limit: int) -> int:
    """Note for tickets of an older Deskhand since when they wait, at most `limit`; how many were left."""
    return queues.fill_waiting(uow, [queue.name for queue in uow.desk.file.queues], limit)


def title(uow: UnitOfWork, name: str) -> str:
    """What a queue is called."""
    return uow.desk.queue(name).title


def queue_names(uow: UnitOfWork) -> tuple[str, ...]:
    """The desk's queues, for telling a queue's name from a filter's."""
    return tuple(queue.name for queue in uow.desk.file.queues)


def places(uow: UnitOfWork) -> tuple[tuple[str, ...], dict[str, str]]:
    """What `/queue` can be asked about: the names of queues, and departments' names with their titles."""
    return queue_names(uow), {one.name: one.title for one in uow.desk.file.departments}


def find(uow: UnitOfWork, words: str, by: str) -> tuple[Ticket, ...]:
    """Tickets by words of their subject, those of the asker's queues only.

    Sealed ones, and those whose card does not show a subject yet, are never found this way.
    """
    who = actor(uow, by)
    require(Action.QUEUE_STATUS, who, None)
    found = queues.find(uow, words, who.queues | who.leads | who.manages, PAGE)
    return tuple(ticket for ticket in found if findings.of(uow, ticket.id).prepared)
