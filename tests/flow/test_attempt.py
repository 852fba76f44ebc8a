"""What a use case undoes in part, and what it may believe afterwards."""

import contextlib

from bot.domain.ticket import Event, State
from store import journal, tickets
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow.test_intake import FIRST, take


class _Mishap(Exception):
    """Something that goes wrong half way."""


def _resolve_in_vain(uow: UnitOfWork, ticket_id: int) -> tuple[State, int]:
    tickets.lock(uow, ticket_id)
    with contextlib.suppress(_Mishap), uow.attempt():
        tickets.move(uow, ticket_id, Event.WORKED_ON, "system")
        tickets.move(uow, ticket_id, Event.RESOLVED, "system")
        raise _Mishap
    moved = tickets.move(uow, ticket_id, Event.WORKED_ON, "system")
    return moved.state, moved.version


async def test_after_a_failed_attempt_a_ticket_is_what_it_was_before(store: Store) -> None:
    ticket_id = await take(store, FIRST)
    before = await store.read(tickets.get, ticket_id)

    state, version = await store.write(_resolve_in_vain, ticket_id)

    assert (state, version) == (State.OPEN, before.version + 1)
    assert (await store.read(tickets.get, ticket_id)).resolved_at is None
    assert await store.read(journal.intact, ticket_id)
