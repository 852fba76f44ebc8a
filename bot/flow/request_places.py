"""Which channels of Slack are request channels, and where answers to what is asked there stand."""

from bot.domain.desk import Source
from bot.domain.request import asking
from bot.domain.ticket import Ticket
from store import conversations, people
from store.unit_of_work import UnitOfWork


def channels(uow: UnitOfWork) -> dict[str, str]:
    """The Slack ids of the desk file's request channels, by name as written there; without those not known yet."""
    written = {source.channel for source in uow.desk.file.sources if source.kind == "slack" and source.channel}
    return {name: found for name in written if (found := people.slack_id_of(uow, name))}


def source_of(uow: UnitOfWork, channel: str) -> Source | None:
    """The source whose request channel this is."""
    return asking(uow.desk.file, channels(uow), channel)


def in_thread(uow: UnitOfWork, ticket: Ticket, channel: str) -> bool:
    """Whether a ticket's answer stands in the thread of its message, where everybody in the channel reads it: in a
    request channel, if the desk file does not say otherwise and nothing about the ticket is delicate, or was: an answer
    that was approved for one reader stays theirs."""
    source = source_of(uow, channel)
    return source is not None and source.answers == "thread" and ticket.level == "none" and ticket.keys_needed == 1


def answered_in(uow: UnitOfWork, ticket: Ticket) -> str:
    """The Slack id of the channel in whose thread everybody will read a ticket's answer; empty for none."""
    if not uow.desk.source(ticket.source).in_slack:
        return ""
    channel, _, ts = conversations.of_ticket(uow, ticket.id)[1].partition(":")
    return channel if ts and in_thread(uow, ticket, channel) else ""
