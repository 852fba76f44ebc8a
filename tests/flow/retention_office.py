"""A desk at work whose tickets end, and what of theirs stands in Slack."""

from typing import Any

from sqlmodel import col, select

from bot.domain.ticket import Event
from bot.flow import claim, outbox, resolve
from store import tickets
from store.tables import OutboxRow, SlackPostRow
from store.unit_of_work import UnitOfWork
from tests.flow import desk
from tests.flow.desk import ANA, LENA, MARTA, arrives
from tests.flow.office import Office
from tests.flow.retention_days import DAY, all_due

#: What a customer wrote, and what we said about it.
TEXTS = ("4417", "My parcel", "Jo", "parcels take", "A late parcel")


async def worked(office: Office, **changes: Any) -> int:
    """A ticket with card, a direct message and, unless it is sealed, a thread; resolved a moment ago."""
    await office.store.write(desk.people)
    ticket_id = await arrives(office.store, **changes)
    await office.work()
    await office.store.write(claim.claim, ticket_id, MARTA)
    await office.work(1)
    await office.store.write(claim.take_over, ticket_id, LENA)
    await office.store.write(resolve.resolve, ticket_id, LENA)
    await office.work(1)
    return ticket_id


async def passes(office: Office, days: float, *, work: bool = True) -> None:
    """Days pass; what is due is asked for, and done at its pace."""
    office.clock.move(DAY * days)
    await office.store.write(resolve.close_due)
    await all_due(office.store)
    if work:
        await office.work()
        await office.work(600)


def everything(office: Office) -> str:
    """All text of ours in Slack, wherever it stands."""
    channels = office.sandbox.workspace.channels
    found = [message for channel in channels for message in office.sandbox.workspace.messages[channel].values()]
    return " ".join(f"{message.text} {message.blocks}" for message in found)


def states(uow: UnitOfWork) -> list[tuple[str, str]]:
    found = uow.session.exec(select(SlackPostRow).order_by(col(SlackPostRow.id)))
    return [(row.kind, row.state) for row in found]


def fades(uow: UnitOfWork) -> list[OutboxRow]:
    return list(uow.session.exec(select(OutboxRow).where(OutboxRow.kind == "fade").order_by(col(OutboxRow.id))))


async def worked_but_no_request(office: Office) -> int:
    await office.store.write(desk.people)
    ticket_id = await arrives(office.store)
    await office.work()
    await office.store.write(claim.claim, ticket_id, ANA)
    await office.work(1)

    def turned_away(uow: UnitOfWork) -> None:
        tickets.lock(uow, ticket_id)
        outbox.card(uow, tickets.move(uow, ticket_id, Event.NOT_A_REQUEST, "system"))

    await office.store.write(turned_away)
    await office.work(1)
    return ticket_id


def waits(uow: UnitOfWork) -> list[str]:
    found = uow.session.exec(select(OutboxRow).where(col(OutboxRow.state) != "done"))
    return [f"{row.kind} {row.state} {row.last_error}" for row in found]
