"""The replay by the raw driver does what the use case does: otherwise it would be no floor under it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.domain.webhook_body import parse
from bot.flow.intake import take
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests import databases
from tests.benchmarks import statements
from tests.benchmarks.requests import webhook_body
from tests.benchmarks.statements import Recording, Subject, recorded
from tests.flow.desks import DESK

_TABLES = ("inbox", "ticket", "message", "conversation", "person", "identity", "span", "journal", "outbox")


@pytest.fixture(params=databases.KINDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with databases.fresh(request.param, tmp_path) as url:
        statements.spread_ids(url)
        yield url


async def _take(store: Store, name: str) -> Recording:
    with recorded(store.engine, name, 0) as recording:
        await store.write(take, parse("generic", f"{name}-e-0", webhook_body(0, name), raw=""))
    return recording


def _counts(uow: UnitOfWork) -> dict[str, int]:
    return {name: uow.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in _TABLES}  # noqa: S608


def _replayed(uow: UnitOfWork) -> list[Any]:
    """The message of the replay, by way of its own conversation, ticket, person and identity."""
    return list(
        uow.execute(
            text(
                "SELECT message.external_id, conversation.external_id, identity.external_id, ticket.last_message_id "
                "FROM message JOIN conversation ON conversation.id = message.conversation_id "
                "JOIN ticket ON ticket.id = message.ticket_id AND ticket.id = conversation.ticket_id "
                "JOIN identity ON identity.person_id = ticket.customer_id "
                "WHERE message.external_id = 'again-m-0' AND ticket.last_message_id = message.id"
            )
        )
    )


async def test_a_replay_makes_the_rows_of_one_more_use_case(database: str) -> None:
    store = Store(database, DESK, secrets=(b"a key for tests",))
    await store.open()
    first, second = await _take(store, "one-name"), await _take(store, "other-name")
    before = await store.read(_counts)

    connection = statements.connect(database)
    statements.run(connection, statements.steps(first, second), Subject("again", 0, {}))
    connection.close()

    after = await store.read(_counts)
    store.close()
    assert {name: 2 * (after[name] - before[name]) for name in _TABLES} == before


async def test_a_replay_ties_its_rows_to_each_other(database: str) -> None:
    store = Store(database, DESK, secrets=(b"a key for tests",))
    await store.open()
    first, second = await _take(store, "one-name"), await _take(store, "other-name")

    connection = statements.connect(database)
    statements.run(connection, statements.steps(first, second), Subject("again", 0, {}))
    connection.close()

    [row] = await store.read(_replayed)
    store.close()
    assert tuple(row[:3]) == ("again-m-0", "again-c-0", "again-k-0")
