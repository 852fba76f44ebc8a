"""What people put right about a ticket's place: its priority and its queue. Both stand above the rules from then on."""

from dataclasses import dataclass, replace
from typing import cast, get_args

from bot.domain.card import CardFacts
from bot.domain.desk import Priority
from bot.domain.errors import RefusalCode, Refused
from bot.domain.people import Actor
from bot.domain.roles import Action, require
from bot.domain.ticket import Event, Ticket, next_state
from bot.flow import card, note, outbox, triage
from bot.flow.actors import actor
from bot.flow.reply import check_free
from store import drafts, inbox, people, tickets
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Places:
    """What **Move to another queue…** shows: the ticket, and the other queues (name, title)."""

    facts: CardFacts
    queues: tuple[tuple[str, str], ...]


def places(uow: UnitOfWork, ticket_id: int, by: str) -> Places:
    """Where a ticket can be moved. Raises what `move_queue` would, and is on record for a sealed ticket."""
    facts = card.opened(uow, ticket_id, by, to=Action.MOVE_QUEUE)
    others = (queue for queue in uow.desk.file.queues if queue.name != facts.ticket.queue)
    return Places(facts, tuple((queue.name, queue.title) for queue in others))


def change_priority(
    uow: UnitOfWork, ticket_id: int, priority: str, by: str, view_id: str, said: str = ""
) -> Ticket | None:
    """**Change priority…**: what is due follows it from now on.

    `said` is a note for the team. A second submit of the same modal returns None. Raises `Refused`: UNKNOWN_WORD,
    WRONG_STATE once it is resolved or has ended, or a role's refusal.
    """
    ticket = tickets.lock(uow, ticket_id)
    if not inbox.submit(uow, view_id):
        return None
    who = actor(uow, by)
    require(Action.CHANGE_PRIORITY, who, ticket)
    next_state(ticket.state, Event.WORKED_ON)
    if priority not in get_args(Priority):
        raise Refused(RefusalCode.UNKNOWN_WORD, word=priority[:40])
    ticket = set_priority(uow, ticket, cast(Priority, priority), who.journal_name, outbox.CLICK)
    note.add(uow, ticket, who, said, view_id)
    return ticket


def set_priority(uow: UnitOfWork, ticket: Ticket, priority: Priority, by: str, urgency: int) -> Ticket:
    """Give a locked ticket a priority that stands above what rules say, now and later (`triage.priority_set`).

    Nothing happens where it has that one already.
    """
    if priority == ticket.priority == triage.priority_set(uow, ticket.id):
        return ticket
    columns = {"priority": priority}
    detail = {"priority": priority, "before": ticket.priority}
    after = tickets.change(uow, ticket.id, by, "ticket.priority_set", columns, **detail)
    outbox.card(uow, after, urgency)
    return after


def move_queue(uow: UnitOfWork, ticket_id: int, queue: str, by: str, view_id: str, said: str = "") -> Ticket | None:
    """**Move to another queue…**: its card leaves for that channel, and what is due follows that queue's hours.

    Whoever has it keeps it where they may work on it there; else it is free, and they are told. A reply on its way is
    waited for. `said` is a note for whoever takes it from here. A second submit of the same modal returns None. Raises
    `Refused`: UNKNOWN_WORD, ALREADY_WAITING, WRONG_STATE or a role's refusal.
    """
    ticket = tickets.lock(uow, ticket_id)
    if not inbox.submit(uow, view_id):
        return None
    who = actor(uow, by)
    require(Action.MOVE_QUEUE, who, ticket)
    next_state(ticket.state, Event.WORKED_ON)
    check_free(uow, ticket)
    if queue not in {known.name for known in uow.desk.file.queues}:
        raise Refused(RefusalCode.UNKNOWN_WORD, word=queue[:40])
    if queue != ticket.queue:
        ticket = _moved(uow, ticket, queue, who)
    note.add(uow, ticket, who, said, view_id)
    return ticket


def _moved(uow: UnitOfWork, ticket: Ticket, queue: str, who: Actor) -> Ticket:
    detail = {"queue": queue, "before": ticket.queue}
    after = tickets.change(uow, ticket.id, who.journal_name, "ticket.queue_set", {"queue": queue}, **detail)
    holder = people.by_id(uow, ticket.assignee_id)
    if holder is not None and not works_there(uow, after, holder.slack_id):
        after = tickets.assign(uow, after.id, None, who.journal_name, "ticket.released")
        if holder.id != who.person.id:
            title = uow.desk.queue(queue).title
            outbox.notice(uow, "moved_away", holder.slack_id, after.id, who=who.person.name, queue=title)
    drafts.supersede(uow, after.id)
    outbox.prepare(uow, after.id, outbox.CLICK)
    outbox.card(uow, after, outbox.CLICK)
    if after.assignee_id is not None:
        outbox.thread(uow, after.id)
    return after


def works_there(uow: UnitOfWork, ticket: Ticket, slack_id: str) -> bool:
    """Whether they may work on the ticket where it is now, without having it, by what is known of who stands where."""
    try:
        require(Action.CLAIM, replace(actor(uow, slack_id), fresh=True), replace(ticket, assignee_id=None))
    except Refused:
        return False
    return True
