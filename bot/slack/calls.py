"""The client that calls Slack's Web API, and tells how each call went."""

from time import monotonic
from typing import Any, Protocol

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.slack.answers import broken, refused
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

_OUTCOMES: dict[type[SlackError], str] = {
    RateLimited: "limited",
    SlackDown: "down",
    Unclear: "unclear",
    Rejected: "rejected",
    TokenBad: "not_allowed",
    MissingScope: "not_allowed",
    ChannelGone: "gone",
    NotInChannel: "gone",
    MessageGone: "gone",
}


class Observe(Protocol):
    """Told of each call: Slack's name of the method, `ok` or what went wrong, the seconds, and the pause asked for."""

    def __call__(self, method: str, outcome: str, seconds: float, pause: float = 0.0) -> None: ...


def unheard(method: str, outcome: str, seconds: float, pause: float = 0.0) -> None:
    """Nobody counts."""


class Client(AsyncWebClient):
    """As slack-sdk's, with `observe` called after each request; what it raises is untouched."""

    observe: Observe = staticmethod(unheard)

    async def api_call(self, api_method: str, **arguments: Any) -> AsyncSlackResponse:
        began = monotonic()
        outcome, pause = "unclear", 0.0
        try:
            answer = await super().api_call(api_method, **arguments)
            outcome = "ok"
            return answer
        except SlackApiError as error:
            outcome, pause = _told(refused(error))
            raise
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            outcome, pause = _told(broken(error))
            raise
        finally:
            self.observe(api_method, outcome, monotonic() - began, pause)


def _told(error: SlackError) -> tuple[str, float]:
    pause = error.retry_after if isinstance(error, RateLimited) else 0.0
    return _OUTCOMES.get(type(error), "rejected"), pause
