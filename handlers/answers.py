"""What the webhooks and the API have in common: reading a body, and answers that show nothing of the inside."""

import hmac
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bot.domain.errors import BadRequest

#: Seconds after which a caller may try again while the database is away.
RETRY_AFTER = "5"


def problem(status: int, reason: str, **headers: str) -> web.Response:
    """An answer that says what was wrong, in one sentence for whoever set up the other side."""
    return web.json_response({"error": reason}, status=status, headers=headers)


def database_away() -> web.Response:
    return problem(503, "the database is away; please send this again", **{"Retry-After": RETRY_AFTER})


async def text_of(request: web.Request) -> str:
    """The body as text. Raises `BadRequest` where it is not UTF-8."""
    charset = (request.charset or "utf-8").lower()
    if charset not in ("utf-8", "utf8", "us-ascii", "ascii"):
        raise BadRequest(f"the body must be UTF-8, and the Content-Type says {charset[:40]}")
    try:
        return (await request.read()).decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest(f"the body is not UTF-8: byte {error.start}") from None


def bears(headers: Mapping[str, str], token: str) -> bool:
    """Whether `Authorization: Bearer` carries exactly this token, compared in constant time."""
    scheme, _, given = headers.get("Authorization", "").partition(" ")
    # As bytes: the comparison refuses text beyond ASCII, and aiohttp hands undecodable bytes through as surrogates.
    same = hmac.compare_digest(given.strip().encode("utf-8", "surrogateescape"), token.encode())
    return scheme.lower() == "bearer" and same


def receipt(number: str, *, done: bool, repeated: bool) -> dict[str, Any]:
    return {"ticket": number or None, "done": done, "repeated": repeated}
