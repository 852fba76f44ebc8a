"""What whoever had an escalated ticket first is told of it: each event once, several at a time in one message."""

from datetime import timedelta
from typing import Final

from bot.domain.escalation import Escalation
from bot.domain.people import Actor
from bot.domain.ticket import Ticket
from bot.flow import outbox
from store import escalations, notices, people
from store.unit_of_work import UnitOfWork

KIND: Final = "escalation_news"
#: How long a message waits for what may follow at once.
GATHER: Final = timedelta(seconds=2)


def tell(
    uow: UnitOfWork, found: Escalation, ticket: Ticket, what: str, who: Actor, to: str = "", note: str = ""
) -> None:
    """Something has happened (`accepted`, `passed_on`, `answered`, `settled`, `resolved`): who had the ticket first
    hears of it, unless they did it themselves. The caller holds the ticket's lock."""
    listener = people.by_id(uow, found.informed)
    if listener is None or not listener.slack_id or listener.id == who.person.id:
        return
    event = {"what": what, "who": who.person.name, "to": to, "note": note}
    if not notices.join(uow, KIND, listener.slack_id, ticket.id, event):
        outbox.gathered_notice(uow, KIND, listener.slack_id, ticket.id, event, GATHER)


def happened(uow: UnitOfWork, ticket: Ticket, what: str, who: Actor) -> None:
    """As `tell`, where the locked ticket has an escalation that is open."""
    found = escalations.open_of(uow, ticket.id)
    if found is not None:
        tell(uow, found, ticket, what, who)
