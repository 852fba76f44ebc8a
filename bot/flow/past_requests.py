"""What a diagnosis reads from the store."""

from datetime import datetime
from typing import Final

from bot.domain.diagnosis_figures import PastRequest
from bot.flow.ports import Runner
from store import past_requests

_BATCH: Final = 500


async def read(store: Runner, since: datetime | None, limit: int | None = None) -> list[PastRequest]:
    """The requests of resolved and closed tickets since then, the oldest first; nothing is written."""
    found: list[PastRequest] = []
    after: int | None = 0
    while after is not None and (limit is None or len(found) < limit):
        batch, after = await store.read(past_requests.read, since, after, _BATCH)
        found += batch
    return found[:limit]
