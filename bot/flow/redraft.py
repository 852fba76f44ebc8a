"""**Redraft…** and the thumbs: what somebody wishes of the next suggestion, and what they think of this one."""

from typing import Final

from bot.domain.draft import Draft, DraftState
from bot.domain.errors import RefusalCode, Refused
from bot.domain.roles import Action, require
from bot.domain.ticket import Ticket
from bot.flow import outbox, prepare, readers, reply
from bot.flow.actors import actor
from store import drafts, inbox, journal, judgements, tickets
from store.unit_of_work import UnitOfWork

#: As many characters of a wish are kept and handed on.
LONGEST: Final = 300


def redraft(uow: UnitOfWork, draft_id: int, wish: str, by: str, view_id: str) -> Ticket | None:
    """A new suggestion that follows `wish` ("shorter", "offer the voucher") takes the place of the one that stands.

    One that somebody else has read stays under their eyes and is only marked. Wishes for the same message add up. A
    second submit of the same modal returns None. Raises `Refused`: EMPTY_WISH, STALE_DRAFT, TAKEN (somebody else's
    ticket), ALREADY_WAITING, WRONG_STATE or a role's refusal.
    """
    wish = " ".join(wish.split())[:LONGEST]
    if not wish:
        raise Refused(RefusalCode.EMPTY_WISH)
    ticket = _locked(uow, draft_id)
    if not inbox.submit(uow, view_id):
        return None
    who = actor(uow, by)
    require(Action.REDRAFT, who, ticket)
    reply.check_holder(uow, ticket, who)
    reply.check_free(uow, ticket)
    draft = _proposed(uow, draft_id)
    if not prepare.wanted(ticket):
        raise Refused(RefusalCode.WRONG_STATE)
    if not judgements.wish(uow, ticket.id, draft.id, wish, who.person.id):
        raise Refused(RefusalCode.STALE_DRAFT)
    journal.append(uow, ticket.id, who.journal_name, "draft.redraft_wanted", draft=draft.id)
    if not readers.others(uow, draft, who):
        drafts.supersede(uow, ticket.id)
    outbox.prepare(uow, ticket.id, outbox.CLICK)
    outbox.card(uow, ticket, outbox.CLICK)
    return ticket


def rate(uow: UnitOfWork, draft_id: int, good: bool, by: str) -> None:
    """👍 or 👎 for a suggestion, whatever became of it. One for each person, and the last one counts."""
    ticket = _locked(uow, draft_id)
    who = actor(uow, by)
    require(Action.RATE, who, ticket)
    if judgements.rate(uow, draft_id, who.person.id, good):
        journal.append(uow, ticket.id, who.journal_name, "draft.rated", draft=draft_id, good=good)


def _locked(uow: UnitOfWork, draft_id: int) -> Ticket:
    found = drafts.get(uow, draft_id)
    if found is None:
        raise Refused(RefusalCode.STALE_DRAFT)
    return tickets.lock(uow, found.ticket_id)


def _proposed(uow: UnitOfWork, draft_id: int) -> Draft:
    draft = drafts.get(uow, draft_id)
    if draft is None or draft.state is not DraftState.PROPOSED:
        raise Refused(RefusalCode.STALE_DRAFT)
    return draft
