"""Who is asked for the second approval of a reply, and whether it is still missing."""

from bot.domain.errors import RefusalCode, Refused
from bot.domain.outbox import Kind
from bot.domain.reply import Reply, ReplyState, may_leave
from bot.domain.ticket import Event, Ticket
from bot.flow import outbox
from store import outbox as outbox_rows
from store import people, replies, tickets
from store.unit_of_work import UnitOfWork


def wanted(uow: UnitOfWork, ticket: Ticket, written_by: int | None) -> tuple[str, ...]:
    """The owner, or the deputies where the owner wrote the reply, as written in the desk file."""
    writer, owner = people.by_id(uow, written_by), uow.desk.owner_of(ticket.type)
    own = writer is not None and writer.slack_id == people.slack_id_of(uow, owner)
    return uow.desk.deputies_of(ticket.type) if own else (owner,)


def named(uow: UnitOfWork, ticket: Ticket, written_by: int | None) -> tuple[str, ...]:
    """Their names where Slack has told us who they are, else as written."""
    return tuple(_name(uow, place) for place in wanted(uow, ticket, written_by))


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
    """A reply waits for its second approval: whoever may give it is asked."""
    ticket = tickets.move(uow, ticket.id, Event.ASKED_SECOND, by)
    writer = people.by_id(uow, reply.written_by)
    for person in wanted(uow, ticket, reply.written_by):
        outbox.notice(uow, "second_approval", person, ticket.id, reply=str(reply.id), who=writer.name if writer else "")
    return ticket


def hold_back(uow: UnitOfWork, ticket: Ticket, by: str) -> Ticket:
    """A locked ticket has become delicate while its reply was about to leave: that waits for the approval it lacks."""
    reply = replies.under_way(uow, ticket.id)
    if reply is None or reply.state is not ReplyState.UNDO or may_leave(reply.body, reply.keys_needed, reply.approvals):
        return ticket
    replies.advance(uow, reply.id, ReplyState.UNDO, ReplyState.AWAITING_KEYS)
    outbox_rows.cancel(uow, Kind.REPLY, reply.id)
    return ask(uow, ticket, reply, by)


def _name(uow: UnitOfWork, place: str) -> str:
    person = people.by_id(uow, people.find(uow, "slack", people.slack_id_of(uow, place) or place))
    return person.name if person else place
