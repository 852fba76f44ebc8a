"""Who is asked for the second approval of a reply, and whether it is still missing."""

from datetime import datetime

from bot.domain import second_approval
from bot.domain.desk import Queue
from bot.domain.errors import RefusalCode, Refused
from bot.domain.outbox import Kind
from bot.domain.people import Person
from bot.domain.reply import Reply, ReplyState, may_leave
from bot.domain.schedule import TimerKind
from bot.domain.second_approval import Turn
from bot.domain.ticket import Event, Ticket
from bot.flow import availability, outbox
from store import journal, people, replies, tickets, timers
from store import outbox as outbox_rows
from store.timers import Timer
from store.unit_of_work import UnitOfWork


def turns(uow: UnitOfWork, ticket: Ticket, written_by: int | None) -> tuple[Turn, ...]:
    """Who is asked for the second approval of a reply, one after the other."""
    writer, queue = people.by_id(uow, written_by), _queue(uow, ticket)
    places = {uow.desk.owner_of(ticket.type), *uow.desk.deputies_of(ticket.type)}
    places |= {queue.on_call, *queue.leads} if queue else set()
    ids = {place: people.slack_id_of(uow, place) for place in places}
    return second_approval.turns(uow.desk, ticket.type, ticket.queue, ids, writer.slack_id if writer else "")


def named(uow: UnitOfWork, ticket: Ticket, reply: Reply) -> tuple[str, ...]:
    """Those who were asked so far and may approve: by name where Slack has told us who they are, else as written. Who
    is away is left out while somebody else of them is not."""
    asked = turns(uow, ticket, reply.written_by)[: max(1, reply.asked)]
    may = [turn.place for turn in asked if not turn.helps]
    out = availability.out_of_reach(uow, may, ticket.queue)
    return tuple(name_of(uow, place) for place in ([place for place in may if place not in out] or may))


def absent(uow: UnitOfWork, ticket: Ticket, reply: Reply) -> tuple[tuple[str, datetime | None], ...]:
    """Those of them who were passed over because somebody else can act, by name, with when they are back."""
    may = [turn.place for turn in turns(uow, ticket, reply.written_by)[: max(1, reply.asked)] if not turn.helps]
    out = availability.out_of_reach(uow, may, ticket.queue)
    return (
        tuple((name_of(uow, place), out[place].until) for place in may if place in out) if len(out) < len(may) else ()
    )


def missing(uow: UnitOfWork, reply: Reply, person_id: int, names: str) -> bool:
    """Whether a reply waits for this person's approval; False where they gave theirs and it is on its way.

    Raises `Refused`: STALE_DRAFT, ALREADY_SENT, ALREADY_APPROVED (by somebody else), or SAME_PERSON with the `names` of
    those who may.
    """
    theirs = any(key.person_id == person_id for key in reply.approvals)
    match reply.state:
        case ReplyState.STOPPED | ReplyState.TAKEN_BACK:
            raise Refused(RefusalCode.STALE_DRAFT)
        case ReplyState.SENT:
            raise Refused(RefusalCode.ALREADY_SENT)
        case ReplyState.AWAITING_KEYS if theirs:
            raise Refused(RefusalCode.SAME_PERSON, who_may=names)
        case ReplyState.AWAITING_KEYS:
            return True
        case _ if theirs:
            return False
    last = people.by_id(uow, reply.approvals[-1].person_id) if reply.approvals else None
    raise Refused(RefusalCode.ALREADY_APPROVED, who=last.name if last else "somebody else")


def ask(uow: UnitOfWork, ticket: Ticket, reply: Reply, by: str) -> Ticket:
    """A reply waits for its second approval: whoever may give it is asked, the first of them now."""
    ticket = tickets.move(uow, ticket.id, Event.ASKED_SECOND, by)
    _ask(uow, ticket, reply, 0)
    return ticket


def _ask(uow: UnitOfWork, ticket: Ticket, reply: Reply, place: int) -> None:
    """Ask whoever stands at this place of the order, and set the time for the one who comes after.

    Who is away is passed over while somebody else can act, and is told when they are back, if it still waits then.
    """
    order = turns(uow, ticket, reply.written_by)
    out = availability.out_of_reach(uow, [turn.place for turn in order[place:]], ticket.queue)
    first, place = place, second_approval.whose_turn(order, place, out)
    replies.ask(uow, reply.id, place + 1)
    writer = people.by_id(uow, reply.written_by)
    for number, turn in list(enumerate(order))[first : place + 1]:
        asked = ", ".join(name_of(uow, before.place) for before in order[:number])
        kind = "second_approval_late" if turn.helps else "second_approval"
        told = {"reply": str(reply.id), "who": writer.name if writer else "", "asked": asked}
        when = availability.back_at(out[turn.place], uow.at) if number < place else uow.at
        outbox.notice_at(uow, when, kind, turn.place, ticket.id, **told)
    if place + 1 < len(order):
        timers.put(uow, TimerKind.SECOND_APPROVAL, reply.id, uow.at + second_approval.after(uow.desk, ticket.classes))


def ask_next(uow: UnitOfWork, timer: Timer) -> bool:
    """Nobody has given the second approval in time: the next one is asked too. Each is asked once for a reply.

    False while somebody has the ticket: its timer comes again. What waits no more is left alone.
    """
    reply = replies.get(uow, int(timer.subject))
    if reply is None or reply.state is not ReplyState.AWAITING_KEYS:
        return True
    if not timers.take_ticket(uow, reply.ticket_id):
        return False
    ticket = tickets.lock(uow, reply.ticket_id)
    reply = replies.get(uow, reply.id) or reply
    order = turns(uow, ticket, reply.written_by)
    if reply.state is not ReplyState.AWAITING_KEYS or reply.asked >= len(order):
        return True
    _ask(uow, ticket, reply, reply.asked)
    journal.append(uow, ticket.id, "system", "reply.asked_next", reply=reply.id, to=order[reply.asked].place)
    outbox.card(uow, ticket, outbox.MESSAGE)
    return True


def not_here(uow: UnitOfWork, person: Person) -> None:
    """Somebody is away from now on: whoever comes after them is asked at once for what waits for them."""
    for reply in replies.awaiting_second(uow):
        ticket = tickets.lock(uow, reply.ticket_id)
        order = turns(uow, ticket, reply.written_by)
        last = order[reply.asked - 1] if 0 < reply.asked < len(order) else None
        if last is not None and (people.slack_id_of(uow, last.place) or last.place) == person.slack_id:
            timers.put(uow, TimerKind.SECOND_APPROVAL, reply.id, uow.at)


def catch_up(uow: UnitOfWork) -> None:
    """Replies that an older version put up wait with a time from now on. It asked the owner, or all deputies of one who
    wrote it."""
    for reply in replies.never_asked_for(uow):
        if not timers.take_ticket(uow, reply.ticket_id):
            continue
        ticket = tickets.lock(uow, reply.ticket_id)
        order = turns(uow, ticket, reply.written_by)
        owner = uow.desk.owner_of(ticket.type)
        may = [turn for turn in order if not turn.helps]
        replies.ask(uow, reply.id, max(1, len(may) if all(turn.place != owner for turn in may) else 1))
        due = reply.created_at + second_approval.after(uow.desk, ticket.classes)
        timers.put(uow, TimerKind.SECOND_APPROVAL, reply.id, due)


def type_changed(uow: UnitOfWork, ticket: Ticket, before: str | None) -> None:
    """A locked ticket has become one of another owner's: a reply that waits is theirs to approve: they are asked."""
    if uow.desk.owner_of(before) == uow.desk.owner_of(ticket.type):
        return
    reply = replies.under_way(uow, ticket.id)
    if reply is not None and reply.state is ReplyState.AWAITING_KEYS:
        _ask(uow, ticket, reply, 0)


def hold_back(uow: UnitOfWork, ticket: Ticket, by: str) -> Ticket:
    """A locked ticket has become delicate while its reply was about to leave: that waits for the approval it lacks."""
    reply = replies.under_way(uow, ticket.id)
    if reply is None or reply.state is not ReplyState.UNDO or may_leave(reply.body, reply.keys_needed, reply.approvals):
        return ticket
    replies.advance(uow, reply.id, ReplyState.UNDO, ReplyState.AWAITING_KEYS)
    outbox_rows.cancel(uow, Kind.REPLY, reply.id)
    return ask(uow, ticket, reply, by)


def name_of(uow: UnitOfWork, place: str) -> str:
    """A person by name where Slack has told us who they are, else as written in the desk file."""
    person = people.by_id(uow, people.find(uow, "slack", people.slack_id_of(uow, place) or place))
    return person.name if person else place


def _queue(uow: UnitOfWork, ticket: Ticket) -> Queue | None:
    """None for a queue that the newest desk file no longer has."""
    return next((found for found in uow.desk.file.queues if found.name == ticket.queue), None)
