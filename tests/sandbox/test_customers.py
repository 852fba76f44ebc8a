"""The customers' helpdesk: signed webhooks with retries, and replies taken once."""

import base64
import json
import struct
import time
import zlib
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from sandbox import Sandbox
from sandbox.pictures import photo
from sandbox.standard_webhooks import is_signed, signature
from tests.sandbox.conftest import Json, Serve

SECRET = "whsec_" + base64.b64encode(b"a secret that nobody knows").decode()


class Hook:
    """The app's webhook: keeps what it receives; answers as `statuses` say, then 202."""

    def __init__(self, *statuses: int) -> None:
        self.statuses = list(statuses)
        self.bodies: list[Json] = []
        self.ids: list[str] = []

    async def handle(self, request: web.Request) -> web.Response:
        raw = await request.read()
        assert is_signed(SECRET, request.headers, raw)
        self.bodies.append(json.loads(raw))
        self.ids.append(request.headers["webhook-id"])
        status = self.statuses.pop(0) if self.statuses else 202
        return web.Response(status=status, text="no such source" if status == 404 else "")


async def post_reply(sandbox: Sandbox, data: Json, *, secret: str = SECRET, age: int = 0) -> tuple[int, Any]:
    body = json.dumps({"type": "reply.created", "timestamp": "2026-11-23T08:00:00Z", "data": data})
    headers = signature(secret, "msg_1", int(time.time()) - age, body)
    async with (
        aiohttp.ClientSession() as session,
        session.post(sandbox.customers.reply_url, data=body, headers=headers) as response,
    ):
        return response.status, await response.json()


async def test_a_request_waits_for_the_app_and_is_retried_with_its_id(sandbox: Sandbox, serve: Serve) -> None:
    sent = sandbox.customers.writes("c-7", "Where is my order?", "Order 4417 …", attributes={"order": "4417"})
    assert sent.conversation.status == "waiting"
    hook = Hook(503)
    sandbox.customers.connect(await serve("/hooks/generic", hook.handle), SECRET)
    await sent
    assert (sent.status, sent.attempts, len(set(hook.ids))) == ("delivered", 2, 1)
    data = hook.bodies[0]["data"]
    assert data["customer"] == {
        "id": "c-7", "name": "Jo Doe", "email": "jo.doe@mail.example", "segment": "gold", "value": 1200,
    }  # fmt: skip
    assert (data["channel"], data["attributes"]) == ("email", {"order": "4417"})


async def test_a_refusal_is_shown_and_not_repeated(sandbox: Sandbox, serve: Serve) -> None:
    hook = Hook(404)
    sandbox.customers.connect(await serve("/hooks/generic", hook.handle), SECRET)
    sent = await sandbox.customers.writes("c-7", "Hello", "…")
    assert sent.conversation.status == "refused: 404 no such source"
    assert len(hook.bodies) == 1


async def test_a_conversation_in_order(sandbox: Sandbox, serve: Serve) -> None:
    hook = Hook(500)
    sandbox.customers.connect(await serve("/hooks/generic", hook.handle), SECRET)
    first = sandbox.customers.writes("c-7", "Hello", "one", conversation="88")
    sandbox.customers.answers("88", "two")
    sandbox.customers.agent_answers("88", "from the helpdesk")
    await sandbox.customers.rate("88", 5, "quick")
    assert first.delivered
    assert [body["type"] for body in hook.bodies] == [
        "ticket.created", "ticket.created", "message.created", "message.created", "ticket.rated",
    ]  # fmt: skip
    assert [body["data"].get("author") for body in hook.bodies[2:4]] == ["customer", "agent"]


async def test_replies(sandbox: Sandbox, serve: Serve) -> None:
    hook = Hook()
    sandbox.customers.connect(await serve("/hooks/generic", hook.handle), SECRET)
    sent = await sandbox.customers.writes("c-7", "Hello", "…")
    newest = sent.body["data"]["message_id"]
    reply: Json = {
        "ticket_id": sent.conversation_id, "reply_id": "r-1", "body": "Dear Jo", "expect_last_message": newest,
        "author": {"name": "Ana", "email": "ana@shop.example"},
    }  # fmt: skip
    assert (await post_reply(sandbox, reply, secret="whsec_" + base64.b64encode(b"other").decode()))[0] == 401
    assert (await post_reply(sandbox, reply, age=301))[0] == 401
    assert (await post_reply(sandbox, {"reply_id": "r-1"}))[0] == 400
    assert (await post_reply(sandbox, reply | {"ticket_id": "none"}))[0] == 404
    taken = await post_reply(sandbox, reply)
    assert taken == await post_reply(sandbox, reply), "the same reply_id is one reply"
    assert taken[0] == 200
    assert [(line.name, line.body) for line in sandbox.customers.replies(sent.conversation_id)] == [("Ana", "Dear Jo")]
    await sandbox.customers.answers(sent.conversation_id, "wait")
    late = await post_reply(sandbox, reply | {"reply_id": "r-2"})
    assert late[0] == 409
    assert (await post_reply(sandbox, reply | {"reply_id": "r-3", "expect_last_message": None}))[0] == 200
    assert len(sandbox.customers.replies(sent.conversation_id)) == 2


async def test_what_else_a_helpdesk_tells(sandbox: Sandbox, serve: Serve) -> None:
    hook = Hook()
    sandbox.customers.connect(await serve("/hooks/generic", hook.handle), SECRET)
    sent = await sandbox.customers.writes("c-7", "Hello", "…")
    await sandbox.customers.tells(sent.conversation_id, "ticket.merged", into="90")
    assert hook.bodies[-1]["data"] == {"id": sent.conversation_id, "into": "90"}
    sandbox.customers.echoes_replies = True
    await post_reply(sandbox, {"ticket_id": sent.conversation_id, "reply_id": "r-1", "body": "Dear Jo"})
    await sandbox.customers.sent[-1]
    assert (hook.bodies[-1]["type"], hook.bodies[-1]["data"]["reply_id"]) == ("message.created", "r-1")


async def test_a_helpdesk_that_takes_the_reply_and_drops_the_line(sandbox: Sandbox, serve: Serve) -> None:
    sandbox.customers.connect(await serve("/hooks/generic", Hook().handle), SECRET)
    sent = await sandbox.customers.writes("c-7", "Hello", "…")
    sandbox.customers.fail(drop_after=True)
    with pytest.raises(aiohttp.ClientError):
        await post_reply(sandbox, {"ticket_id": sent.conversation_id, "reply_id": "r-1", "body": "Dear Jo"})
    assert len(sandbox.customers.replies(sent.conversation_id)) == 1


async def test_a_reply_that_is_taken_and_answered_with_an_error(sandbox: Sandbox, serve: Serve) -> None:
    sandbox.customers.connect(await serve("/hooks/generic", Hook().handle), SECRET)
    sent = await sandbox.customers.writes("c-7", "Hello", "…")
    reply = {"ticket_id": sent.conversation_id, "reply_id": "r-1", "body": "Dear Jo"}
    sandbox.customers.fail(status=500, after=True)
    assert (await post_reply(sandbox, reply))[0] == 500
    assert len(sandbox.customers.replies(sent.conversation_id)) == 1
    sandbox.customers.dedupes = False
    await post_reply(sandbox, reply)
    assert len(sandbox.customers.replies(sent.conversation_id)) == 2, "a second one is a second one"


async def test_whether_a_reply_arrived_can_be_asked(sandbox: Sandbox, serve: Serve) -> None:
    async def look(reply_id: str, signed: str = "") -> tuple[int, Any]:
        asked = {"ticket_id": sent.conversation_id, "reply_id": reply_id}
        question = json.dumps({"reply_id": signed or reply_id}, separators=(",", ":"))
        headers = signature(SECRET, f"find-{reply_id}", int(time.time()), question)
        async with (
            aiohttp.ClientSession() as session,
            session.get(sandbox.customers.reply_url, params=asked, headers=headers) as response,
        ):
            return response.status, await response.json()

    sandbox.customers.connect(await serve("/hooks/generic", Hook().handle), SECRET)
    sent = await sandbox.customers.writes("c-7", "Hello", "…")
    assert await look("r-1") == (404, {"reply_id": "r-1"})
    _, taken = await post_reply(sandbox, {"ticket_id": sent.conversation_id, "reply_id": "r-1", "body": "Dear Jo"})
    assert await look("r-1") == (200, taken)
    assert (await look("r-1", "r-2"))[0] == 401, "signed for another reply"
    sandbox.customers.fail(status=503, of="look")
    assert (await look("r-1"))[0] == 503


async def test_what_a_customer_attached_is_given_out(sandbox: Sandbox) -> None:
    told = sandbox.customers.photo("pot 1.png")
    assert told["url"] == f"{sandbox.customers.files_url}pot%201.png"
    async with aiohttp.ClientSession() as session:
        async with session.get(told["url"]) as response:
            assert (response.status, response.content_type) == (200, told["type"])
            content = await response.read()
        async with session.get(f"{sandbox.customers.files_url}other.png") as response:
            assert response.status == 404
    assert len(content) == told["size"]
    assert content == photo("pot 1.png")


def test_a_photo_is_a_whole_png() -> None:
    content = photo("pot.png")
    chunks, at = {}, 8
    while at < len(content):
        size, kind = struct.unpack_from(">I4s", content, at)
        chunks[kind] = content[at + 8 : at + 8 + size]
        assert struct.unpack_from(">I", content, at + 8 + size) == (zlib.crc32(kind + chunks[kind]),)
        at += 12 + size
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert list(chunks) == [b"IHDR", b"IDAT", b"IEND"]
    width, height = struct.unpack_from(">II", chunks[b"IHDR"])
    drawn = zlib.decompress(chunks[b"IDAT"])
    assert len(drawn) == height * (1 + 3 * width)
    assert len(set(drawn)) > 50, "something is seen on it"
    assert photo("pot.png") == content != photo("basket.png")
