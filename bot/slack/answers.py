"""Reads what came back from Slack, or did not, as one of `bot.slack.errors`."""

import re
from typing import Any, Final

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.slack.errors import (
    ChannelGone,
    MessageGone,
    MissingScope,
    NotInChannel,
    RateLimited,
    Rejected,
    SlackDown,
    SlackError,
    TokenBad,
    Unclear,
)

_NAME: Final = re.compile(r"[\w.-]{1,80}")
_KINDS: Final[dict[str, type[SlackError]]] = {
    "channel_not_found": ChannelGone,
    "is_archived": ChannelGone,
    "is_inactive": ChannelGone,
    "not_in_channel": NotInChannel,
    "message_not_found": MessageGone,
    "cant_update_message": MessageGone,
    "cant_delete_message": MessageGone,
    "invalid_auth": TokenBad,
    "not_authed": TokenBad,
    "account_inactive": TokenBad,
    "token_revoked": TokenBad,
    "token_expired": TokenBad,
    "service_unavailable": SlackDown,
    "team_added_to_org": SlackDown,
    # Slack's pages say of these two that a part may have been carried out.
    "fatal_error": Unclear,
    "internal_error": Unclear,
    "request_timeout": Unclear,
}
#: Where in the blocks something is wrong.
_PLACE: Final = re.compile(r"\[json-pointer:[\w/-]*\]")
#: The words of Slack's own in the details of a refusal.
_OWN: Final = (
    "a action_id additional all allowed an and array at be block block_id blocks boolean character characters element "
    "enum error exceeds failed field fields format in initial input invalid is items least less long match maximum "
    "minimum missing more most must no not number object of one only option options or property provided required "
    "schemas short string supported text than the to too total type unique unknown unsupported url valid value view "
    "warn warning"
)
_SAYS: Final = frozenset(_OWN.split())
#: What Slack asks for with a 429 that does not say how long.
_PAUSE: Final = 30.0


def refused(error: SlackApiError) -> SlackError:
    """What Slack's answer means. `Rejected` carries the details of `response_metadata` too."""
    response: Any = error.response
    status = int(getattr(response, "status_code", 0) or getattr(response, "status", 0))
    body: Any = getattr(response, "data", None)
    given = str(body.get("error", "")) if isinstance(body, dict) else ""
    name = given if not given or _NAME.fullmatch(given) else "unknown_error"
    if status == 429 or name in {"ratelimited", "rate_limited"}:
        return RateLimited(_retry_after(getattr(response, "headers", None) or {}))
    if status >= 500:
        return SlackDown(name or f"status {status}")
    if name == "missing_scope":
        return MissingScope(str(body.get("needed", "")))
    if name:
        kind = _KINDS.get(name, Rejected)
        return kind(_detail(name, body) if kind is Rejected else name)
    return Unclear(f"status {status} and no answer that Slack would give")


def broken(error: Exception) -> SlackError:
    """What a failed connection means: nothing was written before it stood, anything may have been after."""
    name = type(error).__name__
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError):
        return SlackDown(name)
    return Unclear(name)


def _retry_after(headers: Any) -> float:
    try:
        return max(0.0, float(headers.get("Retry-After", _PAUSE)))
    except ValueError:
        return _PAUSE


def _detail(name: str, body: dict[str, Any]) -> str:
    messages = (body.get("response_metadata") or {}).get("messages") or []
    return f"{name}: {'; '.join(_ours(str(message)) for message in messages)}" if messages else name


def _ours(message: str) -> str:
    """Slack's message without what it quotes, which may be a customer's: this goes to the log and is stored."""
    kept = [""]
    for word in message.split()[:60]:
        own = word.strip("[].,:`").lower() in _SAYS
        # A number that follows none of Slack's words may be a piece of a telephone number.
        known = own or _PLACE.fullmatch(word) or (word.isdecimal() and kept[-1].lower() in _SAYS)
        kept += [word] if known else ["…"] if kept[-1] != "…" else []
    return " ".join(kept[1:])
