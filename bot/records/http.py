"""Records from an HTTP address of one's own: one GET for the one record asked for."""

from typing import Any
from urllib.parse import quote

from bot.records.remote import Remote


class HttpRecords(Remote):
    """Any service that answers one record as JSON at an address with its key in it, and 404 where there is none."""

    async def _find(self, key: str) -> Any | None:
        return await self._ask(self._spec.address.replace("{key}", quote(key, safe="")))
