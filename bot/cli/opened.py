"""The store of this checkout's settings, for commands that look into it while Deskhand may be running."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from bot import settings
from bot.desk import load
from bot.domain.errors import DeskhandError
from store import migrate
from store.store import Store


async def with_store(work: Callable[[Store], Awaitable[int]]) -> int:
    """What `work` returns. Raises `DeskhandError` where the settings, the desk file or the schema do not serve."""
    read = settings.load()
    if migrate.pending(read.database_url):
        raise DeskhandError("The database is not at the newest schema: run `python -m bot migrate`.")
    store = Store(read.database_url, load(read.desk_file, datetime.now(UTC).date()), secrets=read.signing_keys)
    try:
        await store.open()
        return await work(store)
    finally:
        store.close()
