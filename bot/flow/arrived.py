"""Where a request has arrived, for whoever connects a source."""

from dataclasses import dataclass

from bot.flow import outbox
from store import posts, ticket_lists, tickets
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A ticket's place, and its card where it stands already (`ts` is empty until then)."""

    number: str
    queue: str
    channel: str  # as written in the desk file
    sealed: bool
    slack_channel: str = ""
    ts: str = ""


def newest(uow: UnitOfWork) -> int:
    """The newest ticket; 0 where there is none."""
    return ticket_lists.newest(uow)


def of_source(uow: UnitOfWork, source: str, after: int) -> int | None:
    """The first ticket of a source that came after another one."""
    return ticket_lists.of_source(uow, source, after)


def place(uow: UnitOfWork, ticket_id: int) -> Arrived:
    """Where a ticket stands. Raises `Refused(NO_SUCH_TICKET)`."""
    ticket = tickets.get(uow, ticket_id)
    found = next((queue for queue in uow.desk.file.queues if queue.name == ticket.queue), None)
    card = posts.live(uow, "card", str(ticket.id))
    stands = card is not None and card.ts is not None
    return Arrived(
        number=ticket.number,
        queue=found.title if found else ticket.queue,
        channel=outbox.card_place(uow, ticket),
        sealed=ticket.sealed,
        slack_channel=card.channel if card and stands else "",
        ts=(card.ts or "") if card and stands else "",
    )
