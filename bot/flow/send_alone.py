"""**Send alone…**: a lead stands in for whoever should give the second approval, with a reason."""

from bot.domain.errors import RefusalCode, Refused
from bot.domain.reply import Reply
from bot.domain.roles import Action, require
from bot.flow import approvers, note, outbox
from bot.flow.actors import actor
from bot.flow.reply import check_last_message, get_reply, release
from store import inbox, journal, people, replies, tickets
from store.unit_of_work import UnitOfWork


def send_alone(uow: UnitOfWork, reply_id: int, reason: str, by: str, view_id: str) -> Reply | None:
    """A lead of the ticket's queue gives the second approval as `lead_alone`; whoever answers for the type is told.

    The reason is kept with the approval and as a note for the team. It is no way to send what one wrote oneself: two
    people still stand behind the text. A second submit of the same modal returns None. Raises `Refused`: REASON_NEEDED,
    SAME_PERSON for the writer, NOT_YOUR_ROLE for who is no lead, and as `bot.flow.reply.second_approve`.
    """
    if not reason.strip():
        raise Refused(RefusalCode.REASON_NEEDED)
    ticket = tickets.lock(uow, get_reply(uow, reply_id).ticket_id)
    if not inbox.submit(uow, view_id):
        return None
    reply, who = get_reply(uow, reply_id), actor(uow, by)
    names = ", ".join(approvers.named(uow, ticket, reply))
    require(Action.SEND_ALONE, who, ticket, sender_id=reply.written_by)
    if not approvers.missing(uow, reply, who.person.id, names):
        return reply
    check_last_message(uow, ticket, reply.last_message_id)
    replies.approve(uow, reply, who.person.id, "lead_alone", reason.strip())
    journal.append(uow, ticket.id, who.journal_name, "reply.approved", reply=reply.id, role="lead_alone")
    note.add(uow, ticket, who, reason, view_id)
    owner = uow.desk.owner_of(ticket.type)
    if people.slack_id_of(uow, owner) != who.person.slack_id:
        told = "" if ticket.sealed else reason.strip()
        outbox.notice(uow, "sent_alone", owner, ticket.id, who=who.person.name, note=told)
    return release(uow, ticket, get_reply(uow, reply.id), who)
