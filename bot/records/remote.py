"""How another's server is asked for records: read-only, once, within a time and a size, and never led elsewhere."""

import json
from abc import ABC, abstractmethod
from base64 import b64encode
from collections.abc import Mapping
from datetime import timedelta
from email.utils import parsedate_to_datetime
from json import JSONDecodeError
from typing import Any, Final

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout
from pydantic import SecretStr
from yarl import URL

from bot.domain.desk import RecordSource
from bot.domain.errors import NotRead, RecordsUnreachable
from bot.domain.record import Record
from bot.flow.ports import Clock
from bot.records.mapping import record_from

#: Bytes of an answer; one record is far smaller.
LARGEST: Final = 256 * 1024
#: 408 and 425 pass like a 5xx: the same question may be answered later.
_PASSES: Final = (408, 425)


class Remote(ABC):
    """Fulfils `bot.flow.ports.Records` for any vendor that says in `_find` how it is asked.

    `token` is what the environment has under the source's variable. It goes along as a header, to the desk file's
    address only: no redirect is followed. `session` stays the caller's.
    """

    #: A key that no record has: with it `doctor` asks.
    nobodys = "deskhand-doctor"

    def __init__(
        self, spec: RecordSource, session: ClientSession, clock: Clock, token: SecretStr | None = None
    ) -> None:
        self.name = spec.name
        self._spec = spec
        self._session = session
        self._clock = clock
        self._token = token

    async def read(self, key: str, *, fresh: bool = False) -> Record | None:
        """The record of that key as it is now, or None where there is none.

        Anything else is `RecordsUnreachable`, whose text names no key.
        """
        if not key.strip("."):
            return None  # an address would lose such a part, and with it become another
        raw = await self._find(key)
        return None if raw is None else record_from(raw, key, self._spec, self._clock.now())

    @abstractmethod
    async def _find(self, key: str) -> Any | None:
        """What the source has under that key, in its own form; None where it has nothing."""

    @property
    def _base(self) -> str:
        """The address of a vendor's installation, without a slash at its end."""
        return self._spec.address.rstrip("/")

    async def _proof(self) -> dict[str, str]:
        """The headers that prove who asks. `RecordsUnreachable` where nothing is there to prove it with."""
        if self._spec.auth == "none":
            return {}
        told = self._secret()
        match self._spec.auth:
            case "basic":
                return self._basic()
            case "header":
                return {self._spec.header: told}
            case _:
                return {"Authorization": f"Bearer {told}"}

    def _basic(self) -> dict[str, str]:
        return {"Authorization": f"Basic {b64encode(self._secret().encode()).decode('ascii')}"}

    def _secret(self) -> str:
        told = self._token.get_secret_value().strip() if self._token else ""
        if not told:
            raise RecordsUnreachable(f"{self.name}: {self._spec.variable} is not set", NotRead.UNPROVED)
        return told

    async def _ask(self, address: str, *, params: Mapping[str, str] | None = None, query: Any = None) -> Any | None:
        """The JSON at an address, by GET, or by POST where a `query` is the body; None on 404.

        `params` are encoded; what else stands in `address` is the caller's to encode.
        """
        method = "GET" if query is None else "POST"
        return await self._send(method, address, headers=await self._proof(), params=params, query=query)

    async def _send(
        self, method: str, address: str, *, headers: Mapping[str, str], params: Mapping[str, str] | None = None,
        query: Any = None, form: Mapping[str, str] | None = None,
    ) -> Any | None:  # fmt: skip
        headers = {"Accept": "application/json", "Accept-Encoding": "identity", **headers}
        limit = ClientTimeout(total=self._spec.time_out.total_seconds())
        try:
            url = URL(address).update_query(params) if params else URL(address)
            async with self._session.request(
                method, url, json=query, data=form, headers=headers, timeout=limit, allow_redirects=False
            ) as answer:
                if answer.status == 404:
                    await self._nothing(answer)
                    return None
                if answer.status != 200:
                    raise self._trouble(answer)
                return json.loads(await self._body(answer))
        except TimeoutError as error:
            raise RecordsUnreachable(f"{self.name}: no answer (TimeoutError)", NotRead.TOO_SLOW) from error
        except (JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
            raise RecordsUnreachable(f"{self.name}: the answer is no JSON") from error
        except (ClientError, OSError, ValueError) as error:
            # Without the cause: an error of a header or an address may quote it.
            told = f"{self.name}: no answer ({type(error).__name__})"
            raise RecordsUnreachable(told, NotRead.NO_ANSWER) from None

    async def _nothing(self, answer: ClientResponse) -> None:
        """A 404 means that there is no such record. Raises where it means that nothing stands at the address."""
        try:
            told = json.loads(await self._body(answer))
        except (ValueError, RecursionError):
            told = None
        if not self._means_none(told):
            raise RecordsUnreachable(f"{self.name}: nothing stands at its address (status 404)")

    def _means_none(self, told: Any) -> bool:
        """Whether what came with a 404 (None: no JSON) says that there is no such record. By default any does."""
        return True

    def _trouble(self, answer: ClientResponse) -> RecordsUnreachable:
        told = f"{self.name}: answered with status {answer.status}"
        match answer.status:
            case 401 | 403:
                return RecordsUnreachable(told, NotRead.REFUSED)
            case 400 | 422:
                return RecordsUnreachable(told, NotRead.REJECTED)
            case 429:
                return RecordsUnreachable(told, NotRead.LIMITED, self._pause(answer.headers.get("Retry-After", "")))
            case status if status >= 500 or status in _PASSES:
                pause = self._pause(answer.headers["Retry-After"]) if "Retry-After" in answer.headers else None
                return RecordsUnreachable(told, NotRead.FAILED, pause)
        return RecordsUnreachable(told)

    def _pause(self, told: str) -> timedelta:
        """`Retry-After`, in seconds or as a date (RFC 9110, 10.2.3); a second where it says nothing that is of use."""
        try:
            if told.strip().isdigit():
                return timedelta(seconds=min(int(told), 86_400))
            return parsedate_to_datetime(told) - self._clock.now()
        except (ValueError, TypeError):
            return timedelta(seconds=1)

    async def _body(self, answer: ClientResponse) -> bytes:
        body = bytearray()
        async for piece in answer.content.iter_chunked(16 * 1024):
            body += piece
            if len(body) > LARGEST:
                raise RecordsUnreachable(f"{self.name}: the answer is larger than {LARGEST} bytes")
        return bytes(body)
