"""How much business there was: from a JSON file beside the desk file, or from an HTTP address."""

import asyncio
import json
from datetime import date
from json import JSONDecodeError
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from aiohttp import ClientError, ClientSession, ClientTimeout
from pydantic import SecretStr

from bot.domain.desk_volume import Volume
from bot.domain.errors import RecordsUnreachable
from bot.domain.volume import counts

#: Bytes; ten weeks are far less.
LARGEST: Final = 256 * 1024


class CountedBusiness:
    """Fulfils `bot.flow.ports.Business`. `base` is the folder of the desk file, `session` the caller's; nothing is read
    before it is asked. `token`, where there is one, goes along as a bearer token, to the desk file's address only: no
    redirect is followed."""

    def __init__(self, spec: Volume, base: Path, session: ClientSession, token: SecretStr | None = None) -> None:
        self.name = spec.name
        self._spec = spec
        self._base = base
        self._session = session
        self._token = token

    async def count(self, first: date, last: date, today: date, zone: str) -> dict[date, int]:
        """See `bot.flow.ports.Business`."""
        told = await (self._asked(first, last, zone) if self._spec.remote else asyncio.to_thread(self._read, zone))
        try:
            return counts(told, first, last, today)
        except ValueError as error:
            raise RecordsUnreachable(f"{self.name}: what it answers are no counts by day ({error})") from error

    def _read(self, zone: str) -> Any:
        path = self._base / self._spec.address.replace("{zone}", zone.replace("/", "-"))
        try:
            return json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError) as error:
            raise RecordsUnreachable(f"{self.name}: the file cannot be read ({type(error).__name__})") from error

    async def _asked(self, first: date, last: date, zone: str) -> Any:
        address = self._spec.address.replace("{from}", first.isoformat()).replace("{to}", last.isoformat())
        address = address.replace("{zone}", quote(zone, safe=""))
        headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token.get_secret_value().strip()}"
        limit = ClientTimeout(total=self._spec.time_out.total_seconds())
        try:
            async with self._session.get(address, timeout=limit, allow_redirects=False, headers=headers) as answer:
                if answer.status != 200:
                    raise RecordsUnreachable(f"{self.name}: answered with status {answer.status}")
                body = await answer.content.read(LARGEST + 1)
                while len(body) <= LARGEST and not answer.content.at_eof():
                    body += await answer.content.read(LARGEST + 1 - len(body))
            if len(body) > LARGEST:
                raise RecordsUnreachable(f"{self.name}: the answer is larger than {LARGEST} bytes")
            return json.loads(body)
        except (JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
            raise RecordsUnreachable(f"{self.name}: the answer is no JSON") from error
        except (ClientError, TimeoutError, OSError, ValueError) as error:
            # Without the cause: an error of a header or an address may quote it.
            raise RecordsUnreachable(f"{self.name}: no answer ({type(error).__name__})") from None
