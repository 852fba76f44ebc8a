"""Tickets that end, and the days that pass after."""

from datetime import timedelta
from typing import Any

from sqlmodel import col, select

from bot.domain.ticket import Event, Ticket
from bot.flow import resolve, retention
from store import tickets
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow import desk
from tests.flow.clock import Clock
from tests.flow.desk import ANA, arrives, suggest
from tests.flow.sends import approved
from tests.flow.test_digest import arrived

DAY = timedelta(days=1)


async def closed(store: Store, clock: Clock, number: int = 88, **changes: Any) -> int:
    """A ticket with a suggestion that was resolved, and closed a week later."""
    await store.write(desk.people)
    ticket_id = await arrives(store, number, **changes)
    await store.write(suggest, ticket_id)
    await closes(store, clock, ticket_id)
    return ticket_id


async def closes(store: Store, clock: Clock, ticket_id: int) -> None:
    await store.write(resolve.resolve, ticket_id, ANA)
    clock.move(timedelta(days=7))
    await store.write(resolve.close_due)


async def time_takes(store: Store, clock: Clock, days: float) -> int:
    """Days pass, and what is due goes; how much that was."""
    clock.move(DAY * days)
    return await all_due(store)


async def all_due(store: Store) -> int:
    """What is due goes, call after call."""
    done = 0
    while now := await store.write(retention.fade_due):
        done += now
    return done


#: How long messages are kept, in days.
MONTHS = 730


def ticket(uow: UnitOfWork, ticket_id: int) -> Ticket:
    return tickets.get(uow, ticket_id)


def columns(uow: UnitOfWork, table: Any, *names: str) -> list[tuple[Any, ...]]:
    """The values of these columns, row by row."""
    rows = uow.session.exec(select(table).order_by(col(table.id))).all()
    return [tuple(getattr(row, name) for name in names) for row in rows]


def not_a_request(uow: UnitOfWork, ticket_id: int) -> None:
    tickets.lock(uow, ticket_id)
    tickets.move(uow, ticket_id, Event.NOT_A_REQUEST, "system")


async def answered(store: Store, clock: Clock) -> int:
    """A ticket that was answered with a suggestion about its order, and then closed."""
    ticket_id, sent = await approved(store)
    await store.write(arrived, sent.id)
    await closes(store, clock, ticket_id)
    return ticket_id
