"""**Read again**: something has changed since the suggestion, so records and articles are read anew. **Check order 4417
again**: its records are read anew, and the suggestion stands beside what that says."""

from bot.domain.errors import RefusalCode, Refused
from bot.domain.roles import Action, require
from bot.flow import outbox, prepare, rechecks, reply
from bot.flow.actors import actor
from store import drafts, journal, tickets
from store.unit_of_work import UnitOfWork


def check(uow: UnitOfWork, ticket_id: int, by: str) -> None:
    """Have a ticket's records read now, whatever was read before. A suggestion that rests on them stands: where they
    are not as they were, its card says what has changed. Pressed twice before it was done, it is done once.

    Raises `Refused`: a role's refusal, ALREADY_WAITING while a reply is on its way, whose records are read anyway, or
    WRONG_STATE where the ticket is over or the customer's turn.
    """
    ticket = tickets.lock(uow, ticket_id)
    who = actor(uow, by)
    require(Action.READ_AGAIN, who, ticket)
    reply.check_free(uow, ticket)
    if not prepare.wanted(ticket):
        raise Refused(RefusalCode.WRONG_STATE)
    if rechecks.wanted(uow, ticket_id) is not None:
        return
    journal.append(uow, ticket_id, who.journal_name, rechecks.CHECKED)
    outbox.prepare(uow, ticket_id, outbox.CLICK)


def read_again(uow: UnitOfWork, ticket_id: int, draft_id: int | None, by: str) -> None:
    """Withdraw the suggestion that the clicker saw and have a new one made, or show the newer one that is there
    already. Pressed twice, it is done once.

    Raises `Refused`: a role's refusal, TAKEN (somebody else's ticket), ALREADY_WAITING while a reply is on its way, or
    WRONG_STATE where no suggestion is wanted any more.
    """
    ticket = tickets.lock(uow, ticket_id)
    who = actor(uow, by)
    require(Action.READ_AGAIN, who, ticket)
    reply.check_holder(uow, ticket, who)
    reply.check_free(uow, ticket)
    if not prepare.wanted(ticket):
        raise Refused(RefusalCode.WRONG_STATE)
    standing = drafts.current(uow, ticket_id)
    if (standing.id if standing else None) != draft_id:
        return  # it has been read again already
    newer = drafts.newest(uow, ticket_id)
    kept = standing is not None and newer is not None and newer.id > standing.id
    if newer is not None and kept and newer.last_message_id == ticket.last_message_id:
        drafts.prefer(uow, newer)
        journal.append(uow, ticket_id, who.journal_name, "draft.preferred", draft=newer.id, before=draft_id)
    else:
        drafts.supersede(uow, ticket_id)
        journal.append(uow, ticket_id, who.journal_name, rechecks.AGAIN, draft=draft_id)
        outbox.prepare(uow, ticket_id, outbox.CLICK)
    outbox.card(uow, ticket, outbox.CLICK)
