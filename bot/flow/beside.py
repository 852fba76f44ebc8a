"""What other cards of its customer say of a ticket: that it may be the same request, and what was answered on it."""

from bot.domain.ticket import Ticket
from bot.domain.twins import likely
from bot.flow import outbox
from store import posts, twins
from store.unit_of_work import UnitOfWork


def redraw(uow: UnitOfWork, ticket: Ticket) -> None:
    """Let the cards that name a ticket say what has become of it: it was looked at, answered, ended or opened again.

    Those are the customer's tickets about the same record or with nearly the same subject. Safe to call twice.
    """
    others = twins.others(uow, ticket, everywhere=True)
    if others:
        keys = twins.keys_of(uow, [ticket.id, *(other.id for other in others)])
        alike = likely(ticket, keys[ticket.id], [(other, keys[other.id]) for other in others])
        _draw(uow, [twin.ticket for twin in alike], outbox.ROUTINE)


def redraw_all(uow: UnitOfWork, ticket: Ticket) -> None:
    """As `redraw`, at once and for all of them: it was sealed, and what they tell of it must go."""
    _draw(uow, twins.others(uow, ticket, everywhere=True), outbox.URGENT)


def _draw(uow: UnitOfWork, others: list[Ticket], priority: int) -> None:
    for other in others:
        live = posts.live(uow, "card", str(other.id))
        if live is not None and live.ts is not None:
            outbox.card(uow, other, priority)
