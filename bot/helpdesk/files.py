"""Attached files, fetched from the addresses that the desk file names for their source, and from nowhere else."""

from typing import Final
from urllib.parse import urljoin

import aiohttp
from yarl import URL

from bot.domain.file import LARGEST, Fetched, FileNotFetched, NotFetched, may_fetch, origin

#: Seconds for the whole file, and for the connection.
TIME_OUT: Final = 30.0
_CONNECT: Final = 5.0
#: So often an address may lead on to another one that the desk file names too.
_LEADS_ON: Final = 3
_PIECE: Final = 64 * 1024
_REASONS: Final = {
    401: NotFetched.FORBIDDEN, 403: NotFetched.FORBIDDEN, 404: NotFetched.GONE, 410: NotFetched.GONE,
    413: NotFetched.TOO_LARGE,
}  # fmt: skip


class AttachedFiles:
    """Fulfils `bot.flow.ports.Files` for one source.

    `token` goes along as a bearer token, and only to the scheme, host and port of the address that was asked for: where
    that one leads to another address of the desk file, it stays behind.
    """

    def __init__(
        self,
        addresses: tuple[str, ...],
        session: aiohttp.ClientSession,
        *,
        token: str | None = None,
        seconds: float = TIME_OUT,
        largest: int = LARGEST,
    ) -> None:
        self._addresses = addresses
        self._session = session
        self._token = token
        self._time_out = aiohttp.ClientTimeout(total=seconds, connect=min(_CONNECT, seconds))
        self._largest = largest

    async def fetch(self, url: str) -> Fetched:
        """As the port says. It is read up to the largest size and no further."""
        asked = origin(url)
        for _ in range(_LEADS_ON + 1):
            if not may_fetch(url, self._addresses):
                raise FileNotFetched(NotFetched.ELSEWHERE)
            found = await self._get(url, with_token=origin(url) == asked)
            if isinstance(found, Fetched):
                return found
            url = urljoin(url, found)
        raise FileNotFetched(NotFetched.ELSEWHERE)

    async def _get(self, url: str, *, with_token: bool) -> Fetched | str:
        """The file, or the address that leads on."""
        headers = {"Accept": "*/*", "Accept-Encoding": "identity"}
        if self._token is not None and with_token:
            headers["Authorization"] = f"Bearer {self._token}"
        plain = URL(url, encoded=True).with_fragment(None)  # exactly as it was looked at
        try:
            async with self._session.get(
                plain, headers=headers, allow_redirects=False, timeout=self._time_out
            ) as answer:
                if answer.status in (301, 302, 303, 307, 308):
                    return answer.headers.get("Location", "")
                return await self._read(answer)
        except TimeoutError:
            raise FileNotFetched(NotFetched.TIME_OUT) from None
        except (aiohttp.ClientError, OSError, ValueError):
            raise FileNotFetched(NotFetched.UNREACHABLE, again=True) from None

    async def _read(self, answer: aiohttp.ClientResponse) -> Fetched:
        if answer.status != 200:
            why = _REASONS.get(answer.status, NotFetched.UNREACHABLE)
            raise FileNotFetched(why, again=answer.status == 429 or answer.status >= 500)
        if (answer.content_length or 0) > self._largest:
            raise FileNotFetched(NotFetched.TOO_LARGE)
        content = bytearray()
        async for piece in answer.content.iter_chunked(_PIECE):
            content += piece
            if len(content) > self._largest:
                raise FileNotFetched(NotFetched.TOO_LARGE)
        if not content:
            raise FileNotFetched(NotFetched.EMPTY)
        return Fetched(bytes(content), answer.headers.get("Content-Type", ""))
