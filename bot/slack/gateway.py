"""The one client that talks to Slack's Web API. It never tries anything twice: the outbox decides about that."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import Any, Final

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.slack.addresses import answers_begin_with, is_loopback, staying, uploads_begin_with
from bot.slack.answers import broken, refused
from bot.slack.calls import Client, Observe, unheard
from bot.slack.errors import RateLimited, Rejected, SlackDown, Unclear
from bot.slack.limits import Json, Post
from bot.slack.users import User, user_of

#: By how much Slack's clock and ours may differ: over HTTP Slack's signatures allow no more either
#: (docs.slack.dev, "Verifying requests from Slack").
CLOCKS_DIFFER: Final = timedelta(minutes=5)
log = structlog.get_logger(__name__)

_PAGE: Final = 200
_WAITS: Final = 5  # for one page of a long list


@dataclass(frozen=True, slots=True, kw_only=True)
class Auth:
    team_id: str
    team: str
    user_id: str
    bot_id: str
    url: str


def open_session(seconds: float = 10.0, connect_seconds: float = 3.0) -> aiohttp.ClientSession:
    """A session that follows no redirect, to be made inside the running loop and closed by the caller.

    A call may take `seconds`.
    """
    limit = aiohttp.ClientTimeout(total=seconds, connect=connect_seconds)
    return aiohttp.ClientSession(timeout=limit, trace_configs=[staying()])


class Slack:
    """Slack for one workspace, by its bot token.

    Every method raises one of `bot.slack.errors`. After `Unclear` a post may stand in the channel; reads and edits of
    the same text may simply be repeated. `observe` is told how each call went, by Slack's name of its method.
    """

    def __init__(
        self,
        token: str,
        session: aiohttp.ClientSession,
        *,
        base_url: str = Client.BASE_URL,
        observe: Observe = unheard,
    ) -> None:
        self.client = Client(token=token, base_url=base_url, session=session, retry_handlers=[])
        self.client.observe = observe
        if is_loopback(base_url):
            self.client.proxy = None  # a proxy from the environment does not lead back to this machine
        self._session = session
        self._answers = answers_begin_with(base_url)
        self._uploads = uploads_begin_with(base_url)

    async def post(self, channel: str, post: Post, thread_ts: str | None = None) -> str:
        """Post to a channel, or into a thread of it, and return the message's ts."""
        answer = await call(
            self.client.chat_postMessage,
            channel=channel,
            text=post.text,
            blocks=post.blocks,
            metadata=post.metadata,
            thread_ts=thread_ts,
            unfurl_links=False,
            unfurl_media=False,
        )
        ts = answer.get("ts")
        if not ts:
            raise Unclear("no ts in the answer")
        return str(ts)

    async def update(self, channel: str, ts: str, post: Post) -> None:
        """Replace a message of ours. Always with its blocks: an update without them would delete them."""
        await call(
            self.client.chat_update,
            channel=channel,
            ts=ts,
            text=post.text,
            blocks=post.blocks,
            metadata=post.metadata,
        )

    async def find(self, channel: str, outbox_id: str, *, since: datetime, thread_ts: str | None = None) -> str | None:
        """The ts of our own post that carries `outbox_id` in its metadata, in a channel or a thread of it.

        For the rare case that a post may have been carried out without an answer. All that came after `since`, the real
        time at which the post was about to leave, is read, however much that is: None means that it does not stand
        there. What Slack's clock and ours differ by is allowed for.
        """
        reading = self.client.conversations_replies if thread_ts else self.client.conversations_history
        where = {"channel": channel, "ts": thread_ts} if thread_ts else {"channel": channel}
        oldest = f"{(since - CLOCKS_DIFFER).timestamp():.6f}"
        async for page in each_page(reading, "messages", **where, oldest=oldest, include_all_metadata=True):
            for message in page:
                payload = (message.get("metadata") or {}).get("event_payload") or {}
                if payload.get("outbox_id") == outbox_id:
                    return str(message["ts"])
        return None

    async def delete(self, channel: str, ts: str) -> None:
        """Remove a message of ours. `MessageGone` where it is not there any more."""
        await call(self.client.chat_delete, channel=channel, ts=ts)

    async def open_dm(self, user: str) -> str:
        """The channel of direct messages with a person; the same one each time."""
        answer = await call(self.client.conversations_open, users=user)
        return str(answer["channel"]["id"])

    async def ephemeral(self, channel: str, user: str, post: Post, thread_ts: str | None = None) -> None:
        """Show a message to one person in a channel. It may be lost, and cannot be changed later."""
        await call(
            self.client.chat_postEphemeral,
            channel=channel,
            user=user,
            text=post.text,
            blocks=post.blocks,
            thread_ts=thread_ts,
        )

    async def open_view(self, trigger_id: str, view: Json) -> str:
        """Open a modal and return its id. A trigger lives for three seconds and works once."""
        return str((await call(self.client.views_open, trigger_id=trigger_id, view=view))["view"]["id"])

    async def push_view(self, trigger_id: str, view: Json) -> str:
        """Put a modal on top of the one that was clicked in, at most three high, and return its id."""
        return str((await call(self.client.views_push, trigger_id=trigger_id, view=view))["view"]["id"])

    async def update_view(self, view_id: str, view: Json, view_hash: str = "") -> None:
        """Replace what an open modal shows. `Rejected("not_found")` once it is closed, and `Rejected("hash_conflict")`
        where it does not show any more what `view_hash` stands for."""
        await call(self.client.views_update, view_id=view_id, view=view, hash=view_hash or None)

    async def publish_home(self, user: str, view: Json) -> None:
        await call(self.client.views_publish, user_id=user, view=view)

    async def respond(self, response_url: str, post: Post, *, replace: bool = False) -> bool:
        """Answer a click or a command by its `response_url`; with `replace`, in place of the message clicked in.

        Returns whether Slack accepted it; never raises for a Slack that does not, since this lane may be lost.
        """
        if not response_url.startswith(self._answers):
            log.error("slack.foreign_response_url")
            return False
        body: Json = {"text": post.text, "blocks": post.blocks, "replace_original": replace}
        body |= {"unfurl_links": False, "unfurl_media": False}
        if post.metadata and replace:
            body["metadata"] = post.metadata
        began, accepted = monotonic(), False
        try:
            async with self._session.post(response_url, json=body, proxy=self.proxy(response_url)) as answer:
                accepted = answer.status == 200 and _accepted(await answer.text())
        except (aiohttp.ClientError, TimeoutError, ValueError):
            pass
        self.client.observe("response_url", "ok" if accepted else "rejected", monotonic() - began)
        return accepted

    async def send_bytes(self, upload_url: str, content: bytes, seconds: float) -> None:
        """Hand the bytes of a file to the address that Slack gave for them. Raises a `SlackError`."""
        if not upload_url.startswith(self._uploads):
            raise Rejected("foreign_upload_url")
        limit, kind = aiohttp.ClientTimeout(total=seconds), {"Content-Type": "application/octet-stream"}
        proxy = self.proxy(upload_url)
        try:
            async with self._session.post(upload_url, data=content, headers=kind, proxy=proxy, timeout=limit) as answer:
                status = answer.status
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise broken(error) from None
        if status != 200:
            raise SlackDown(f"upload {status}") if status >= 500 else Rejected(f"upload {status}")

    async def members(self, channel: str) -> frozenset[str]:
        """The ids of everybody in a channel, apps included."""
        found = await _pages(self.client.conversations_members, "members", channel=channel)
        return frozenset(str(member) for member in found)

    async def users(self) -> tuple[User, ...]:
        """Everybody in the workspace with their locales, bots and people who left included."""
        found = await _pages(self.client.users_list, "members", include_locale=True)
        return tuple(user_of(member) for member in found)

    async def channels(self) -> dict[str, str]:
        """Names and ids of all channels that the app can see and that are not archived."""
        found = await _pages(
            self.client.conversations_list, "channels", exclude_archived=True, types="public_channel,private_channel"
        )
        return {str(channel["name"]): str(channel["id"]) for channel in found}

    async def usergroups(self) -> dict[str, str]:
        """Handles and ids of the workspace's user groups."""
        answer = await read(self.client.usergroups_list)
        return {str(group["handle"]): str(group["id"]) for group in answer.get("usergroups") or []}

    async def usergroup_members(self, usergroup: str) -> frozenset[str]:
        answer = await read(self.client.usergroups_users_list, usergroup=usergroup)
        return frozenset(str(member) for member in answer.get("users") or [])

    async def socket_address(self, app_token: str) -> str:
        """Where one connection in Socket Mode may be opened, once. `TokenBad` when Slack does not know the token."""
        return str((await read(self.client.apps_connections_open, app_token=app_token)).get("url") or "")

    async def auth(self) -> Auth:
        """Who the token is. `TokenBad` when Slack does not know it."""
        answer = await read(self.client.auth_test)
        told = {key: str(answer.get(key) or "") for key in ("team_id", "team", "user_id", "bot_id", "url")}
        return Auth(**told)

    async def now(self) -> datetime | None:
        """The time by Slack's clock, or None where it does not say."""
        answer = await read(self.client.auth_test)
        told = {name.lower(): text for name, text in answer.headers.items()}.get("date")
        try:
            return parsedate_to_datetime(str(told)) if told else None
        except ValueError:
            return None

    async def is_private(self, channel: str) -> bool:
        """Whether only a channel's members can read it."""
        answer = await read(self.client.conversations_info, channel=channel)
        return bool((answer.get("channel") or {}).get("is_private"))

    def proxy(self, url: str) -> str | None:
        """The proxy that leads to `url`, from the environment; none to this machine itself."""
        return None if is_loopback(url) else self.client.proxy


def _accepted(body: str) -> bool:
    """Whether a `response_url` answered with its plain "ok", or with the JSON that says the same."""
    if body.strip() == "ok":
        return True
    told = json.loads(body)
    return isinstance(told, dict) and told.get("ok") is True


async def call(method: Callable[..., Awaitable[AsyncSlackResponse]], **arguments: Any) -> AsyncSlackResponse:
    """One call of the Web API. Raises one of `bot.slack.errors`."""
    try:
        return await method(**arguments)
    except SlackApiError as error:
        raise refused(error) from None
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise broken(error) from None
    except (AttributeError, ValueError) as error:
        # The SDK stumbles over an answer that is no JSON object.
        raise Unclear(f"no answer that Slack would give: {type(error).__name__}") from None


async def read(method: Callable[..., Awaitable[AsyncSlackResponse]], **arguments: Any) -> AsyncSlackResponse:
    """As any call, for reads: whatever became of one, it may be sent again."""
    try:
        return await call(method, **arguments)
    except Unclear as error:
        raise SlackDown(error.error) from None


async def _patiently(method: Callable[..., Awaitable[AsyncSlackResponse]], **arguments: Any) -> AsyncSlackResponse:
    """A page of a long list: where Slack says wait, this waits, since starting over would only meet the limit again."""
    for _ in range(_WAITS):
        try:
            return await read(method, **arguments)
        except RateLimited as error:
            await asyncio.sleep(error.retry_after)
    return await read(method, **arguments)


async def _pages(method: Callable[..., Awaitable[AsyncSlackResponse]], key: str, **arguments: Any) -> list[Any]:
    return [entry async for page in each_page(method, key, **arguments) for entry in page]


async def each_page(
    method: Callable[..., Awaitable[AsyncSlackResponse]], key: str, **arguments: Any
) -> AsyncIterator[list[Any]]:
    """The pages of a list under `key`, one after the other; where Slack says wait, this waits."""
    cursor = ""
    while True:
        # Slack counts a call without a limit against a stricter rate.
        answer = await _patiently(method, limit=_PAGE, cursor=cursor or None, **arguments)
        yield answer.get(key) or []
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return
