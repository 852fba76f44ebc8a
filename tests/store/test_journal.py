"""The journal verifies under the keys that it names, and says which desk file was in force."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.domain.desk import Desk
from store import journal
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests import databases
from tests.flow.desks import DESK
from tests.store.make_version import fill

OLD, NEW = b"the key of last year", b"the key of this year"
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
TICKET = 1002  # has no entries in the sample


@pytest.fixture
def desk() -> Desk:
    return DESK


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[str]:
    with databases.fresh("sqlite", tmp_path) as url:
        fill(url)
        yield url


async def entered(url: str, desk: Desk, *secrets: bytes, write: bool = True) -> tuple[bool, list[tuple[str, int]]]:
    """Open the store with these keys, perhaps write an entry: is the chain intact, and what does it name?"""
    store = Store(url, desk, secrets=secrets, clock=lambda: MONDAY, now=lambda: MONDAY)
    await store.open()

    def named(uow: UnitOfWork) -> list[tuple[str, int]]:
        rows = uow.execute(text(f"SELECT key_id, desk_version_id FROM journal WHERE ticket_id = {TICKET} ORDER BY seq"))  # noqa: S608
        return [(row.key_id, row.desk_version_id) for row in rows.all()]

    def enter(uow: UnitOfWork) -> None:
        journal.append(uow, TICKET, "system", "ticket.read", draft=1)

    try:
        if write:
            await store.write(enter)
        return await store.read(journal.intact, TICKET), await store.read(named)
    finally:
        store.close()


async def test_an_old_chain_still_verifies_after_the_key_was_changed(filled: str, desk: Desk) -> None:
    await entered(filled, desk, OLD)
    intact, named = await entered(filled, desk, NEW, OLD)
    assert intact
    assert [key for key, _ in named] == [*journal.keys([OLD]), *journal.keys([NEW])]


async def test_a_key_that_is_gone_verifies_nothing(filled: str, desk: Desk) -> None:
    await entered(filled, desk, OLD)
    assert not (await entered(filled, desk, NEW, write=False))[0]


@pytest.mark.parametrize("column", ["detail = '[2]'", "desk_version_id = 1", "actor = 'person:1'"])
async def test_a_changed_entry_shows(filled: str, desk: Desk, column: str) -> None:
    await entered(filled, desk, OLD)
    store = Store(filled, desk, secrets=[OLD])
    with store.engine.begin() as connection:
        connection.execute(text(f"UPDATE journal SET {column} WHERE ticket_id = {TICKET}"))  # noqa: S608
    store.close()
    assert not (await entered(filled, desk, OLD, write=False))[0]


async def test_an_entry_names_the_desk_file_in_force(filled: str, desk: Desk) -> None:
    await entered(filled, desk, OLD)
    later = Desk(file=desk.file, articles=(), hash="another", toml="")
    _, named = await entered(filled, later, OLD)
    assert len({version for _, version in named}) == 2


def test_no_key_is_told_by_its_id() -> None:
    (name,) = journal.keys([OLD])
    assert len(name) == 8
    assert name not in OLD.decode()
