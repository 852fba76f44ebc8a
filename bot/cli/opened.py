"""The store of this checkout's settings, for commands that look into it while Deskhand may be running."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from bot import settings
from bot.desk import load
from bot.domain.desk import Desk
from bot.domain.errors import DeskhandError
from bot.settings import Settings
from store import migrate
from store.store import Store


async def with_store(work: Callable[[Store], Awaitable[int]]) -> int:
    """What `work` returns. Raises `DeskhandError` where the settings, the desk file or the schema do not serve."""
    read = settings.load()
    async with opened(read, load(read.desk_file, datetime.now(UTC))) as store:
        return await work(store)


@asynccontextmanager
async def opened(read: Settings, desk: Desk) -> AsyncIterator[Store]:
    """The store, until the context is left. Raises `DeskhandError` where the schema does not serve."""
    if migrate.pending(read.database_url):
        raise DeskhandError("The database is not at the newest schema: run `python -m bot migrate`.")
    store = Store(read.database_url, desk, secrets=read.signing_keys)
    try:
        await store.open()
        yield store
    finally:
        store.close()
