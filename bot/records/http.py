"""Records from an HTTP address: one GET for the one record asked for."""

import json
from json import JSONDecodeError
from urllib.parse import quote

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout

from bot.domain.desk import RecordSource
from bot.domain.errors import RecordsUnreachable
from bot.domain.record import Record
from bot.flow.ports import Clock
from bot.records.mapping import record_from

LARGEST = 256 * 1024
"""Bytes of an answer; one record is far smaller."""


class HttpRecords:
    """Fulfils `bot.flow.ports.Records`. Follows no redirect: only the address in the desk file was agreed on."""

    def __init__(self, spec: RecordSource, session: ClientSession, clock: Clock) -> None:
        self.name = spec.name
        self._spec = spec
        self._session = session
        self._clock = clock

    async def read(self, key: str) -> Record | None:
        """The record of that key, or None on 404. Any other trouble is RecordsUnreachable, whose text names no key."""
        if not key.strip("."):
            return None  # an address would lose such a part, and with it become another
        address = self._spec.address.replace("{key}", quote(key, safe=""))
        limit = ClientTimeout(total=self._spec.time_out.total_seconds())
        try:
            async with self._session.get(
                address, timeout=limit, allow_redirects=False, headers={"Accept": "application/json"}
            ) as answer:
                if answer.status == 404:
                    return None
                if answer.status != 200:
                    raise RecordsUnreachable(f"{self.name}: answered with status {answer.status}")
                raw = json.loads(await self._body(answer))
        except (ClientError, TimeoutError, OSError) as error:
            raise RecordsUnreachable(f"{self.name}: no answer ({type(error).__name__})") from error
        except (JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
            raise RecordsUnreachable(f"{self.name}: the answer is no JSON") from error
        return record_from(raw, key, self._spec, self._clock.now())

    async def _body(self, answer: ClientResponse) -> bytes:
        body = bytearray()
        async for piece in answer.content.iter_chunked(16 * 1024):
            body += piece
            if len(body) > LARGEST:
                raise RecordsUnreachable(f"{self.name}: the answer is larger than {LARGEST} bytes")
        return bytes(body)
