"""A trial ticket: sent as a source sends one, or waited for where only the source can write it; where it arrived."""

import asyncio
import json
import secrets
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from time import monotonic
from typing import Any, Final, TypeVar

import aiohttp
from standardwebhooks.webhooks import Webhook

from bot.domain.desk import Source
from bot.domain.errors import DeskhandError
from bot.domain.webhook_key import key_of
from bot.flow import arrived
from bot.flow.arrived import Arrived
from bot.settings import Settings
from bot.slack.errors import SlackError
from bot.slack.gateway import Slack, open_session
from store.store import Store

T = TypeVar("T")

SUBJECT: Final = "Trial ticket of Deskhand"
BODY: Final = "This is a trial of the connection, sent by `python -m bot connect`. Nobody waits for an answer."
#: Seconds until the card of a ticket that is there should stand in Slack.
CARD_SECONDS: Final = 30.0
_LOOK_SECONDS: Final = 0.5
_RESTART: Final = "it runs with what was there before; restart it, and run this again"
_ANSWERS: Final = {
    401: f"Deskhand does not accept the secret: {_RESTART}.",
    404: f"Deskhand does not know the source: {_RESTART}.",
    503: "Deskhand’s database is away: `python -m bot doctor` says more.",
}


async def send(url: str, source: Source, settings: Settings) -> int:
    """Send a trial ticket to a running Deskhand at `url`, as the source would; its id. Raises `DeskhandError` with a
    sentence that says what to do."""
    name, at = f"trial-{secrets.token_hex(6)}", datetime.now(UTC)
    data = {
        "id": name,
        "subject": SUBJECT,
        "body": BODY,
        "channel": "api",
        "customer": {"id": "trial", "name": "Trial"},
    }
    if source.name == "api":
        path, body = "/api/v1/tickets", json.dumps({key: data[key] for key in ("subject", "body", "customer")})
        token = settings.api_token.get_secret_value() if settings.api_token else ""
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": name}
    else:
        path, body = f"/hooks/{source.name}", json.dumps({"type": "ticket.created", "data": data})
        headers = _proof(source, settings, name, at, body)
    status, told = await _post(url.rstrip("/") + path, body, headers)
    number = str(told.get("ticket", ""))
    if status in (200, 201, 202) and number.startswith("T-"):
        return int(number.removeprefix("T-"))
    raise DeskhandError(_ANSWERS.get(status, f"Deskhand answered {status}: {told.get('error') or 'no reason given'}."))


def _proof(source: Source, settings: Settings, name: str, at: datetime, body: str) -> dict[str, str]:
    secret = settings.hook_secret(source.name)
    if secret is None:
        return {"Authorization": f"Bearer {settings.hook_token(source.name) or ''}"}
    signature = Webhook(key_of(secret)).sign(name, at, body)
    return {"webhook-id": name, "webhook-timestamp": str(int(at.timestamp())), "webhook-signature": signature}


async def _post(address: str, body: str, headers: dict[str, str]) -> tuple[int, dict[str, Any]]:
    sent = {"Content-Type": "application/json", **headers}
    try:
        async with (
            open_session() as session,
            session.post(address, data=body.encode(), headers=sent, allow_redirects=False) as answer,
        ):
            told = json.loads(await answer.content.read(65_536) or b"{}")
            return answer.status, told if isinstance(told, dict) else {}
    except ValueError:
        raise DeskhandError(f"What answers at {address} is not Deskhand: look at the address.") from None
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        raise DeskhandError(
            f"Nobody answers at {address} ({type(error).__name__}): start Deskhand (`python -m bot run`), or say by "
            "--url where it runs."
        ) from None


async def waited_for(store: Store, source: Source, seconds: float, after: int | None = None) -> int:
    """The next ticket that comes from a source, after that of an id, or else from now on. Raises `DeskhandError` where
    none comes in time."""
    before = await store.read(arrived.newest) if after is None else after
    found = await _until(lambda: store.read(arrived.of_source, source.name, before), seconds)
    if found is None:
        raise DeskhandError(
            f"Nothing has come from {source.name} within {seconds:.0f} seconds: look at its webhook’s own log there, "
            "whether this machine is reached at that address, and whether Deskhand was restarted since."
        )
    return found


async def shown(store: Store, ticket_id: int, settings: Settings, seconds: float = CARD_SECONDS) -> list[str]:
    """Where a ticket arrived, in sentences; its card is waited for."""
    place = await store.read(arrived.place, ticket_id)
    sealed = ", sealed" if place.sealed else ""
    lines = [f"{place.number} has arrived: queue {place.queue}, channel {place.channel}{sealed}."]
    if settings.slack_bot_token is None:
        return [*lines, "Its card is posted once SLACK_BOT_TOKEN is set."]

    async def card() -> Arrived | None:
        found = await store.read(arrived.place, ticket_id)
        return found if found.ts else None

    found = await _until(card, seconds)
    if found is None:
        return [*lines, f"Its card has not come within {seconds:.0f} seconds: `python -m bot doctor` says more."]
    return [*lines, f"Its card: {await _link(found, settings)}"]


async def _until(look: Callable[[], Awaitable[T | None]], seconds: float) -> T | None:
    """What `look` finds, looked for again and again; None where it finds nothing in time."""
    end = monotonic() + seconds
    while (found := await look()) is None and monotonic() < end:  # noqa: ASYNC110 - a table sets no event
        await asyncio.sleep(_LOOK_SECONDS)
    return found


async def _link(place: Arrived, settings: Settings) -> str:
    assert settings.slack_bot_token is not None  # noqa: S101 - the caller has looked
    async with open_session() as session:
        slack = Slack(settings.slack_bot_token.get_secret_value(), session, base_url=settings.slack_api_url)
        try:
            workspace = (await slack.auth()).url
        except SlackError:
            workspace = ""
    return f"{workspace.rstrip('/')}/archives/{place.slack_channel}/p{place.ts.replace('.', '')}"
