"""What retention takes away of handoffs: what was asked, told and answered in words."""

from collections.abc import Sequence

from sqlalchemy import exists, select, update
from sqlmodel import col

from bot.domain.retention import Faded
from store.tables import HandoffRow, HandoffTicketRow, TicketRow
from store.unit_of_work import UnitOfWork


def take_text(uow: UnitOfWork, ticket_ids: Sequence[int]) -> None:
    """Empty the answers about locked tickets, and the words of a handoff once none of its tickets has text any more.

    Safe to call twice.
    """
    mine = list(ticket_ids)
    part = col(HandoffTicketRow.ticket_id).in_(mine)
    uow.execute(update(HandoffTicketRow).where(part).values(answer=""))
    still = exists().where(
        col(HandoffTicketRow.handoff_id) == col(HandoffRow.id),
        col(TicketRow.id) == col(HandoffTicketRow.ticket_id),
        col(TicketRow.id).not_in(mine),
        col(TicketRow.faded).op("&")(int(Faded.MESSAGES)) == 0,
    )
    of_mine = select(col(HandoffTicketRow.handoff_id)).where(part)
    uow.execute(update(HandoffRow).where(col(HandoffRow.id).in_(of_mine), ~still).values(needs="", told=""))
