"""Tickets that end, and the days that pass after."""

from datetime import timedelta
from typing import Any

from bot.flow import resolve, retention
from store.store import Store
from tests.flow import desk
from tests.flow.clock import Clock
from tests.flow.desk import ANA, arrives, suggest

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
