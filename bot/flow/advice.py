"""What the desk file advises the team to do next with a ticket, from what is known of it."""

from collections.abc import Sequence

from bot.domain.advice import Advice, advised
from bot.domain.handoff import HandoffLine
from bot.domain.record import LinkedRecord
from bot.domain.ticket import Ticket
from bot.flow.approvers import name_of
from bot.flow.triage import request_of
from store import handoffs
from store.unit_of_work import UnitOfWork


def of(
    uow: UnitOfWork, ticket: Ticket, records: tuple[LinkedRecord, ...], asked: Sequence[HandoffLine]
) -> Advice | None:
    """The first rule that holds; None for a ticket that has ended, whose text is gone, or where no rule holds.

    A department that is asked for the ticket already is not proposed.
    """
    if not uow.desk.file.advice or ticket.ended or ticket.text_gone:
        return None
    owner = name_of(uow, uow.desk.owner_of(ticket.type))
    late = any(line.late for line in asked)
    found = advised(uow.desk, request_of(uow, ticket.id), ticket, records, owner, late=late)
    if found is None or not found.department:
        return found
    standing = any(
        one.department == found.department and ticket.id in one.waiting for one in handoffs.of_ticket(uow, ticket.id)
    )
    return Advice(found.rule, found.said) if standing else found
