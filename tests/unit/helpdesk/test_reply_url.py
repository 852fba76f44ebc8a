"""The generic contract for replies, against a real server on loopback."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer, unused_port
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from bot.domain.desk import Source
from bot.domain.reply import Delivery, Found, OutgoingReply
from bot.domain.webhook_key import key_of
from bot.helpdesk import Console, Held, ReplyUrl, build

AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
SECRET = "whsec_" + "c2VjcmV0" * 4
REPLY = OutgoingReply(
    reply_id=7,
    source="generic",
    conversation="88",
    body="Hello Jo, it is on its way. 🚚",
    language="en",
    author_name="Ana Silva",
    author_email="ana@shop.example",
    approved_by=("Ana Silva", "Marta Rossi"),
    in_reply_to="880",
    expect_last_message="880",
    disclosed=True,
)
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Desk:
    """A helpdesk that answers as a test tells it to and keeps what it was sent."""

    def __init__(self) -> None:
        self.requests: list[tuple[dict[str, str], str]] = []
        self.answer: Answer = self.created

    async def created(self, _request: web.Request) -> web.StreamResponse:
        return web.json_response({"id": 881}, status=201)

    async def receive(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(({name.lower(): value for name, value in request.headers.items()}, await request.text()))
        return await self.answer(request)


def answering(status: int, body: str = "", **headers: str) -> Answer:
    async def answer(_request: web.Request) -> web.Response:
        return web.Response(status=status, text=body, headers={k.replace("_", "-"): v for k, v in headers.items()})

    return answer


async def hang_up(request: web.Request) -> web.Response:
    """Takes the reply and then closes the connection without a word."""
    assert request.transport is not None
    request.transport.close()
    return web.Response()


async def hold_on(_request: web.Request) -> web.Response:
    await asyncio.Event().wait()
    return web.Response()


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
async def url(desk: Desk) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_post("/replies", desk.receive)
    app.router.add_get("/replies", desk.receive)
    async with TestServer(app, shutdown_timeout=0) as server:
        yield str(server.make_url("/replies"))


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as opened:
        yield opened


async def test_the_body_is_the_contracts(desk: Desk, url: str, session: ClientSession) -> None:
    at = datetime.now(UTC)
    delivery = await ReplyUrl(url, session, secret=SECRET, now=lambda: at).send(REPLY)

    [(headers, raw)] = desk.requests
    assert delivery == Delivery("sent", external_id="881")
    Webhook(key_of(SECRET)).verify(raw, headers)
    assert json.loads(raw) == {
        "type": "reply.created",
        "timestamp": at.isoformat(),
        "data": {
            "ticket_id": "88",
            "reply_id": "7",
            "body": REPLY.body,
            "language": "en",
            "author": {"name": "Ana Silva", "email": "ana@shop.example"},
            "approved_by": ["Ana Silva", "Marta Rossi"],
            "in_reply_to": "880",
            "expect_last_message": "880",
            "disclosure": True,
        },
    }


async def test_the_same_reply_has_the_same_id_each_time(desk: Desk, url: str, session: ClientSession) -> None:
    for _ in range(2):
        await ReplyUrl(url, session, secret=SECRET).send(REPLY)

    assert {headers["webhook-id"] for headers, _ in desk.requests} == {"reply-7"}


async def test_a_token_stands_in_for_a_signature(desk: Desk, url: str, session: ClientSession) -> None:
    await ReplyUrl(url, session, token="t0ken").send(REPLY)

    [(headers, raw)] = desk.requests
    assert headers["authorization"] == "Bearer t0ken"
    with pytest.raises(WebhookVerificationError):
        Webhook(key_of(SECRET)).verify(raw, headers)


@pytest.mark.parametrize(
    ("answer", "delivery"),
    [
        (answering(200), Delivery("sent")),
        (answering(200, "<html>"), Delivery("sent")),
        (answering(200, '{"id": null}'), Delivery("sent")),
        (answering(200, '["881"]'), Delivery("sent")),
        (answering(202, '{"id": "abc"}'), Delivery("sent", external_id="abc")),
        (answering(409), Delivery("moved_on", detail="409")),
        (answering(400), Delivery("refused", detail="the helpdesk answered 400")),
        (answering(401), Delivery("refused", detail="the helpdesk answered 401")),
        (answering(404), Delivery("refused", detail="the helpdesk answered 404")),
        (answering(307, Location="/elsewhere"), Delivery("refused", detail="the helpdesk answered 307")),
        (answering(303, Location="/elsewhere"), Delivery("unsure", detail="the helpdesk answered 303")),
        (answering(429, Retry_After="12"), Delivery("rate_limited", detail="429", retry_after=12.0)),
        (answering(429, Retry_After="soon"), Delivery("rate_limited", detail="429", retry_after=30.0)),
        (answering(429, Retry_After="nan"), Delivery("rate_limited", detail="429", retry_after=30.0)),
        (answering(429, Retry_After="-1"), Delivery("rate_limited", detail="429", retry_after=1.0)),
        (answering(500), Delivery("unsure", detail="the helpdesk answered 500")),
        (answering(503), Delivery("unsure", detail="the helpdesk answered 503")),
        (hang_up, Delivery("unsure", detail="ServerDisconnectedError")),
        (hold_on, Delivery("unsure", detail="TimeoutError")),
    ],
)
async def test_what_an_answer_means(
    desk: Desk, url: str, session: ClientSession, answer: Answer, delivery: Delivery
) -> None:
    desk.answer = answer

    assert await ReplyUrl(url, session, secret=SECRET, seconds=0.3).send(REPLY) == delivery
    assert len(desk.requests) == 1


@pytest.mark.parametrize("answer", [answering(502), hang_up, hold_on])
async def test_where_a_repeat_is_safe_nothing_is_unsure(
    desk: Desk, url: str, session: ClientSession, answer: Answer
) -> None:
    desk.answer = answer

    delivery = await ReplyUrl(url, session, secret=SECRET, idempotent=True, seconds=0.3).send(REPLY)

    assert delivery.outcome == "repeat"


THERE = '{"id": "881"}'


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        (answering(200, THERE), Found("arrived", external_id="881")),
        (answering(200, '{"id": 881}'), Found("arrived", external_id="881")),
        (answering(404, '{"reply_id": "7"}'), Found("missing")),
        (answering(404, '{"reply_id": 7}'), Found("missing")),
        (answering(404), Found("unknown", detail="the helpdesk answered 404")),
        (answering(404, "<html>no such page"), Found("unknown", detail="the helpdesk answered 404")),
        (answering(404, '{"reply_id": "8"}'), Found("unknown", detail="the helpdesk answered 404")),
        (answering(200, "<html>please sign in"), Found("unknown", detail="the helpdesk answered 200")),
        (answering(200, '{"id": ""}'), Found("unknown", detail="the helpdesk answered 200")),
        (answering(201, THERE), Found("unknown", detail="the helpdesk answered 201")),
        (answering(302, THERE, Location="/elsewhere"), Found("unknown", detail="the helpdesk answered 302")),
        (answering(429, Retry_After="12"), Found("unknown", detail="the helpdesk answered 429", retry_after=12.0)),
        (answering(500), Found("unknown", detail="the helpdesk answered 500")),
        (hang_up, Found("unknown", detail="ServerDisconnectedError")),
        (hold_on, Found("unknown", detail="TimeoutError")),
    ],
)
async def test_only_a_clear_word_says_whether_a_reply_is_there(
    desk: Desk, url: str, session: ClientSession, answer: Answer, found: Found
) -> None:
    desk.answer = answer

    assert await ReplyUrl(url, session, secret=SECRET, seconds=0.3).find(REPLY, AT) == found


async def test_the_question_is_signed_and_names_the_reply(desk: Desk, url: str, session: ClientSession) -> None:
    asked: list[str] = []

    async def keep(request: web.Request) -> web.StreamResponse:
        asked.append(request.path_qs)
        return web.json_response({"id": "881"})

    desk.answer = keep
    await ReplyUrl(f"{url}?team=1", session, secret=SECRET).find(REPLY, AT)

    [(headers, raw)] = desk.requests
    assert raw == ""
    assert Webhook(key_of(SECRET)).verify('{"reply_id":"7"}', headers) == {"reply_id": "7"}
    assert headers["webhook-id"] == "find-7"
    assert asked == ["/replies?team=1&ticket_id=88&reply_id=7"]


async def test_whom_nobody_can_ask_tells_nothing(session: ClientSession) -> None:
    away = f"http://127.0.0.1:{unused_port()}/"

    assert (await ReplyUrl(away, session, secret=SECRET).find(REPLY, AT)).outcome == "unknown"
    assert (await Console("my-desk").find(REPLY, AT)).outcome == "unknown"
    assert (await Held().find(REPLY, AT)).outcome == "missing"


async def test_nobody_there_means_that_nothing_left(session: ClientSession) -> None:
    away = f"http://127.0.0.1:{unused_port()}/"

    assert (await ReplyUrl(away, session, secret=SECRET).send(REPLY)).outcome == "not_connected"


async def test_garbage_for_an_answer_leaves_it_unsure(session: ClientSession) -> None:
    async def garble(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            await reader.read(65_536)
            writer.write(b"\x00\x01 no http at all\r\n\r\n")
            await writer.drain()
            writer.close()

    server = await asyncio.start_server(garble, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()[:2]
    try:
        delivery = await ReplyUrl(f"http://{host}:{port}/", session, secret=SECRET).send(REPLY)
    finally:
        server.close()

    assert delivery.outcome == "unsure"


class Addresses:
    def __init__(self, url: str | None) -> None:
        self.url = url

    def reply_url(self, _source: str) -> str | None:
        return self.url

    def hook_secret(self, _source: str) -> str | None:
        return SECRET

    def hook_token(self, _source: str) -> str | None:
        return None

    helpdesk_token = mail_user = mail_password = hook_token
    signing_keys = (b"a key",)


@pytest.mark.parametrize(
    ("name", "url", "kind"),
    [
        ("generic", "https://desk.example/replies", ReplyUrl),
        ("generic", None, Console),
        ("api", None, Held),
        ("api", "https://desk.example/replies", ReplyUrl),
    ],
)
async def test_every_source_has_its_way_out(
    session: ClientSession, name: str, url: str | None, kind: type[Any]
) -> None:
    assert isinstance(build(Source(name=name), Addresses(url), slack=Held(), session=session), kind)


async def test_slack_is_answered_in_slack(session: ClientSession) -> None:
    slack = Held()

    assert build(Source(name="slack"), Addresses("https://x.example"), slack=slack, session=session) is slack


async def test_without_an_address_nothing_is_claimed_to_be_sent() -> None:
    delivery = await Console("my-desk").send(REPLY)
    assert delivery == Delivery("refused", detail="nothing was sent: REPLY_URL_MY_DESK is not set")


async def test_a_held_reply_counts_as_sent() -> None:
    assert await Held().send(REPLY) == Delivery("sent")
