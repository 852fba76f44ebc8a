"""The customer's history in one line: their last ticket about the same record, who answered it, and what was said."""

from datetime import timedelta
from typing import Final

from bot.domain.earlier import Earlier, promised
from bot.domain.reply import ReplyState
from bot.domain.ticket import Ticket
from store import people, replies, ticket_lists
from store.unit_of_work import UnitOfWork

#: The same two weeks in which a customer's tickets count as contacts.
WINDOW: Final = timedelta(days=14)


def of(uow: UnitOfWork, ticket: Ticket, contacts: int) -> Earlier | None:
    """None for a first contact, and where no record of theirs is shared. Nothing is told of sealed tickets, of others'
    and of those whose text has gone from Slack."""
    if contacts < 2 or ticket.quiet_in_slack:
        return None
    found = ticket_lists.about_same_record(uow, ticket, WINDOW)
    if not found:
        return None
    ticket_id, source, key = found[0]
    times = 1 + len({other for other, *same in found if same == [source, key]})
    sent = replies.newest_sent(uow, ticket_id)
    writer = people.by_id(uow, sent.written_by) if sent and sent.state is ReplyState.SENT else None
    return Earlier(
        ticket_id=ticket_id,
        source=source,
        key=key,
        times=times,
        who=writer.first_name if writer else "",
        said=promised(sent.body) if sent and writer else "",
    )
