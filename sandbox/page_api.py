"""What the page in the browser talks to: the state as one person sees it, pushed changes, and their actions.

A pushed change is `{"kind": …}` with the same objects as the state: `message` (for `message`, `changed`,
`ephemeral`), `channel` and `ts` (`deleted`, `ephemeral_gone`), `view` (one modal, new or replaced), `view_id`
(`view_gone`), `home`, `customer`, `clock`, `summary`, `text` (`notice`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aiohttp import web

from sandbox import shapes, shown_files
from sandbox.acting import acting
from sandbox.choosing import Refused
from sandbox.clock import Clock
from sandbox.values import Change, Channel, Json, Message, User

if TYPE_CHECKING:
    from sandbox.customers import Customers
    from sandbox.people import People

STATIC = Path(__file__).parent / "static"


class PageApi:
    """The routes under `/_/`, and the page itself."""

    def __init__(self, people: People, customers: Customers, clock: Clock | None) -> None:
        self.summary: Json | None = None
        self._people = people
        self._workspace = people.workspace
        self._customers = customers
        self._clock = clock
        self._posted: dict[tuple[str, str], datetime] = {}  # by the business clock, where there is one
        self._sockets: dict[web.WebSocketResponse, tuple[str, asyncio.Queue[Json]]] = {}
        self._read: dict[tuple[str, str], str] = {}
        self._workspace.watch(self._push)

    def routes(self) -> list[web.RouteDef]:
        """The routes of this part."""
        actions: dict[str, Callable[[Json], Awaitable[Json | None]]] = {
            "say": self._say, "command": self._command, "click": self._click, "submit": self._submit,
            "close_view": self._close_view, "shortcut": self._shortcut, "home": self._home, "react": self._react,
            "read": self._mark_read, "customer/write": self._customer_write,
            "customer/answer": self._customer_answer, "customer/rate": self._customer_rate, "clock": self._set_clock,
        }  # fmt: skip
        return [
            web.get("/", self._index),
            web.get("/static/{path:.+}", self._static),
            web.get("/_/state", self._state),
            web.get("/_/events", self._events),
            web.get("/_/files/{file}", self._file),
            *[web.post(f"/_/{name}", acting(action)) for name, action in actions.items()],
        ]

    async def close(self) -> None:
        """Close every page's connection."""
        for socket in tuple(self._sockets):
            await socket.close()

    # -- showing -------------------------------------------------------------------------------------------------

    async def _index(self, request: web.Request) -> web.StreamResponse:
        page = STATIC / "index.html"
        if not page.is_file():
            return web.Response(status=404, text="The page is not part of this installation.")
        return web.FileResponse(page, headers={"Cache-Control": "no-cache"})

    async def _static(self, request: web.Request) -> web.StreamResponse:
        path = (STATIC / request.match_info["path"]).resolve()
        if not path.is_relative_to(STATIC.resolve()) or not path.is_file():
            return web.Response(status=404)
        return web.FileResponse(path, headers={"Cache-Control": "no-cache"})

    async def _file(self, request: web.Request) -> web.StreamResponse:
        return shown_files.answer(self._workspace.files.get(request.match_info["file"]))

    async def _state(self, request: web.Request) -> web.Response:
        user = self._viewer(request)
        workspace = self._workspace
        visible = [place for place in workspace.channels.values() if workspace.can_see(user, place)]
        home = workspace.homes.get(user)
        return web.json_response({
            "team": {"id": workspace.team_id, "name": workspace.team_name},
            "users": [_person(person) for person in workspace.users.values()],
            "you": user,
            "channels": [self._channel(user, place) for place in visible if place.kind == "channel"],
            "dms": [self._direct(user, place) for place in visible if place.kind == "im"],
            "commands": _only(self._people.commands, "command", "description", "usage_hint"),
            "shortcuts": _only(self._people.shortcuts, "callback_id", "name", "type"),
            "messages": {
                place.id: [self._message(m) for m in workspace.messages[place.id].values()] for place in visible
            },
            "ephemerals": [self._message(m) for m in workspace.ephemerals.values() if m.only_for == user],
            "views": self._views(user),
            "home": shapes.view(workspace, home, with_state=True) if home else None,
            "home_tab": self._people.has_home,
            "usergroups": [
                {"id": g.id, "handle": g.handle, "name": g.name} for g in workspace.usergroups.values()
            ],
            "clock": self._clock_shape(),
            "customers": [self._customers.shape(c) for c in self._customers.people.values()],
            "summary": self.summary,
        })  # fmt: skip

    async def _events(self, request: web.Request) -> web.StreamResponse:
        user = self._viewer(request)
        if urlsplit(request.headers.get("Origin", "")).netloc not in ("", request.host):
            raise web.HTTPForbidden(text="Only the sandbox's own page may listen.")
        socket = web.WebSocketResponse(heartbeat=30)
        await socket.prepare(request)
        queue: asyncio.Queue[Json] = asyncio.Queue()
        self._sockets[socket] = (user, queue)
        sender = asyncio.get_running_loop().create_task(_send_all(socket, queue))
        try:
            async for _ in socket:
                pass
        finally:
            del self._sockets[socket]
            sender.cancel()
        return socket

    def _push(self, change: Change) -> None:
        if self._clock is not None and (posted := change.message) is not None:
            self._posted.setdefault((posted.channel, posted.ts), self._clock.now())
        for user, queue in self._sockets.values():
            pushed = self._for_viewer(user, change)
            if pushed:
                queue.put_nowait(pushed)

    def _for_viewer(self, user: str, change: Change) -> Json | None:
        kind, message = change.kind, change.message
        if message is not None:
            if message.only_for not in (None, user):
                return None
            if not self._workspace.can_see(user, self._workspace.channels[message.channel]):
                return None
            if kind in ("deleted", "ephemeral_gone"):
                return {"kind": kind, "channel": message.channel, "ts": message.ts}
            shown = kind if kind in ("message", "ephemeral") else "changed"
            return {"kind": shown, "message": self._message(message)}
        if kind in ("view", "view_gone", "home", "notice") and change.user != user:
            return None
        return self._pushed(user, change)

    def _pushed(self, user: str, change: Change) -> Json | None:
        if change.kind == "view_gone" and change.view:
            return {"kind": "view_gone", "view_id": change.view.id}
        if change.kind in ("view", "home") and change.view:
            return {"kind": change.kind, change.kind: shapes.view(self._workspace, change.view, with_state=True)}
        if change.kind == "notice":
            return {"kind": "notice", "text": change.text}
        if change.kind == "customer":
            return {"kind": "customer", "customer": self._customers.shape(self._customers.people[change.text])}
        if change.kind == "clock":
            return {"kind": "clock", "clock": self._clock_shape()}
        if change.kind == "summary":
            return {"kind": "summary", "summary": self.summary}
        return None

    def _viewer(self, request: web.Request) -> str:
        people = [user for user in self._workspace.users.values() if not user.is_bot]
        wanted = request.query.get("user", "")
        if wanted in self._workspace.users:
            return wanted
        if not people:
            raise web.HTTPConflict(text="This workspace has no people.")
        return people[0].id

    def _views(self, user: str) -> list[Json]:
        return [shapes.view(self._workspace, v, with_state=True) for v in self._workspace.modals.get(user, [])]

    def _channel(self, user: str, place: Channel) -> Json:
        return {
            "id": place.id, "name": place.name, "private": place.private, "topic": place.topic,
            "members": list(place.members), "unread": self._unread(user, place),
        }  # fmt: skip

    def _direct(self, user: str, place: Channel) -> Json:
        return {"id": place.id, "user": self._workspace.bot_user, "unread": self._unread(user, place)}

    def _unread(self, user: str, place: Channel) -> int:
        read = self._read.get((user, place.id), "")
        posts = self._workspace.messages[place.id].values()
        return sum(1 for m in posts if m.ts > read and m.user != user and not m.is_reply)

    def _message(self, message: Message) -> Json:
        replies = [] if message.only_for else self._workspace.replies(message.channel, message.ts)
        return {
            "channel": message.channel, "ts": message.ts, "user": message.user, "bot": message.by_app,
            "text": message.text, "blocks": list(message.blocks), "thread_ts": message.thread_ts,
            "reply_count": len(replies), "reply_users": list(dict.fromkeys(m.user for m in replies)),
            "edited": message.edited_at is not None, "ephemeral": message.only_for is not None,
            "reactions": [{"name": name, "users": list(who)} for name, who in message.reactions],
            "files": shown_files.listed(self._workspace, message),
            "at": self._posted[at].isoformat() if (at := (message.channel, message.ts)) in self._posted else None,
        }  # fmt: skip

    def _clock_shape(self) -> Json | None:
        if self._clock is None:
            return None
        return {"now": self._clock.now().isoformat(), "speed": self._clock.speed, "settable": True}

    # -- acting --------------------------------------------------------------------------------------------------

    async def _say(self, body: Json) -> None:
        await self._people.say(body["user"], body["channel"], body["text"], body.get("thread_ts"))

    async def _command(self, body: Json) -> None:
        await self._people.command(body["user"], body["channel"], body["text"])

    async def _click(self, body: Json) -> None:
        chosen: Json = {key: body.get(key) for key in ("value", "option", "options", "block_id", "state")}
        chosen["confirmed"] = body.get("confirmed", True)
        if body.get("view_id"):
            await self._people.click_in_view(body["user"], body["view_id"], body["action_id"], **chosen)
        else:
            await self._people.click(body["user"], body["channel"], body["ts"], body["action_id"], **chosen)

    async def _submit(self, body: Json) -> Json:
        answer = await self._people.submit_state(body["user"], body["view_id"], body.get("values") or {})
        return {"errors": answer["errors"]} if answer.get("response_action") == "errors" else {}

    async def _close_view(self, body: Json) -> None:
        await self._people.close_view(body["user"], body["view_id"])

    async def _shortcut(self, body: Json) -> None:
        if body.get("ts"):
            await self._people.message_shortcut(body["user"], body["callback_id"], body["channel"], body["ts"])
        else:
            await self._people.shortcut(body["user"], body["callback_id"])

    async def _home(self, body: Json) -> None:
        await self._people.open_home(body["user"])

    async def _react(self, body: Json) -> None:
        message = self._workspace.message(body["channel"], body["ts"])
        taken_back = message is not None and body["user"] in dict(message.reactions).get(body["name"], ())
        await self._people.react(body["user"], body["channel"], body["ts"], body["name"], remove=taken_back)

    async def _mark_read(self, body: Json) -> None:
        newest = max(self._workspace.messages.get(body["channel"], {"": None}), default="")
        self._read[(body["user"], body["channel"])] = newest

    async def _customer_write(self, body: Json) -> Json:
        sent = self._customers.writes(
            body["customer"], body["subject"], body["body"], body.get("via") or "email", body.get("attributes")
        )
        return {"conversation": sent.conversation_id}

    async def _customer_answer(self, body: Json) -> None:
        self._customers.answers(body["conversation"], body["body"])

    async def _customer_rate(self, body: Json) -> None:
        self._customers.rate(body["conversation"], int(body["score"]), body.get("comment") or "")

    async def _set_clock(self, body: Json) -> None:
        if self._clock is None:
            raise Refused("this workspace has no clock of its own")
        if "speed" in body:
            self._clock.set_speed(float(body["speed"]))
        if "set" in body:
            self._clock.set(datetime.fromisoformat(body["set"]))
        if "skip_minutes" in body:
            self._clock.set(self._clock.now() + timedelta(minutes=float(body["skip_minutes"])))
        self._workspace.announce(Change("clock"))


async def _send_all(socket: web.WebSocketResponse, queue: asyncio.Queue[Json]) -> None:
    while not socket.closed:
        await socket.send_json(await queue.get())


def _only(entries: list[Json], *keys: str) -> list[Json]:
    return [{key: entry.get(key, "") for key in keys} for entry in entries]


def _person(person: User) -> Json:
    initials = "".join(word[0] for word in person.real_name.split()[:2]).upper()
    return {
        "id": person.id, "name": person.name, "real_name": person.real_name, "title": person.title,
        "color": person.color, "initials": initials, "is_bot": person.is_bot,
    }  # fmt: skip
