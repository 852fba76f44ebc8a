"""An approved reply as its helpdesk gets it."""

from bot.domain.reply import OutgoingReply, Reply
from bot.domain.ticket import Ticket
from store import conversations, people, replies
from store.unit_of_work import UnitOfWork


def of(uow: UnitOfWork, ticket: Ticket, reply: Reply) -> OutgoingReply:
    """The reply as its helpdesk gets it, and is asked for it."""
    author = people.by_id(uow, reply.written_by)
    approvers = [people.by_id(uow, key.person_id) for key in reply.approvals]
    place, customer = _place(uow, reply), people.customer(uow, ticket.customer_id)
    _, in_reply_to = conversations.newest_customer_message(uow, ticket.id, place[0])
    return OutgoingReply(
        reply_id=reply.id,
        source=ticket.source,
        conversation=place[1],
        body=reply.body,
        language=reply.language,
        author_name=author.name if author else "",
        author_email=people.email_of(uow, reply.written_by),
        approved_by=tuple(person.name for person in approvers if person),
        in_reply_to=in_reply_to,
        expect_last_message=conversations.external_id_of(uow, reply.last_message_id),
        disclosed=reply.disclosed,
        subject=ticket.subject,
        customer_name=customer.name,
        customer_email=customer.email,
    )


def _place(uow: UnitOfWork, reply: Reply) -> tuple[int, str]:
    """Where it leaves: the ticket's newest line may have come by another conversation since it may have left."""
    begun = replies.conversation_note(uow, reply.id)
    if "place" in begun:
        return int(begun["place"]), begun["conversation"]
    return conversations.of_ticket(uow, reply.ticket_id)
