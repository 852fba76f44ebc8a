"""`POST /hooks/{source}`: every status, and nothing lost behind any of them."""

import asyncio
import gzip
import io
import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from bot.domain.errors import BadRequest
from bot.domain.webhook_body import KEPT, parse, read
from bot.flow import inbox
from store import tickets
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.edge.conftest import TOKEN, Client, Hook, request, signed

BEARER = {"Authorization": f"Bearer {TOKEN}"}
STORED = {"ticket": "T-1001", "done": True, "repeated": False}


def message(**data: Any) -> dict[str, Any]:
    return {"type": "message.created", "data": {"ticket_id": "88", "body": "x", "author": "agent"} | data}


def count(uow: UnitOfWork, table: str) -> int:
    found: int = uow.session.connection().execute(text(f"SELECT count(*) FROM {table}")).scalar_one()  # noqa: S608
    return found


async def test_a_signed_request_is_stored(hook: Hook, store: Store) -> None:
    assert await hook(request()) == (202, STORED)
    assert (await store.read(tickets.get, 1001)).subject == "Where is my order?"


async def test_a_repeat_is_accepted_and_adds_nothing(hook: Hook, store: Store) -> None:
    await hook(request())

    assert await hook(request()) == (202, STORED | {"repeated": True})
    assert await store.read(count, "ticket") == 1


async def test_five_at_once_are_one_ticket(hook: Hook, store: Store) -> None:
    answers = await asyncio.gather(*(hook(request()) for _ in range(5)))

    assert {status for status, _ in answers} == {202}
    assert {answer["ticket"] for _, answer in answers} == {"T-1001"}
    assert await store.read(count, "ticket") == 1


@pytest.mark.parametrize(
    "spoil",
    [
        lambda headers: headers.pop("webhook-signature"),
        lambda headers: headers.pop("webhook-id"),
        lambda headers: headers.update({"webhook-signature": "v1,AAAA"}),
        lambda headers: headers.update({"webhook-signature": "v1"}),
        lambda headers: headers.update({"webhook-signature": "v1,?,?"}),
        lambda headers: headers.update({"webhook-signature": "v1,\u00e9"}),
        lambda headers: headers.update({"webhook-timestamp": "soon"}),
        lambda headers: headers.update({"webhook-timestamp": "nan"}),
        lambda headers: headers.update({"webhook-id": "evt-2"}),
    ],
)
async def test_a_wrong_signature_is_refused(client: Client, store: Store, spoil: Any) -> None:
    raw = json.dumps(request()).encode()
    headers = signed(raw)
    spoil(headers)

    async with client.post("/hooks/generic", data=raw, headers=headers) as answer:
        assert answer.status == 401
        assert await answer.json() == {"error": "the signature or token is wrong, missing or too old"}
    assert await store.read(count, "inbox") == 0


@pytest.mark.parametrize("age", [timedelta(minutes=6), -timedelta(minutes=6)])
async def test_an_old_or_early_timestamp_is_refused(client: Client, age: timedelta) -> None:
    raw = json.dumps(request()).encode()

    async with client.post("/hooks/generic", data=raw, headers=signed(raw, age=age)) as answer:
        assert answer.status == 401


async def test_another_secret_is_refused(client: Client) -> None:
    raw = json.dumps(request()).encode()

    async with client.post("/hooks/generic", data=raw, headers=signed(raw, secret="a different secret")) as answer:
        assert answer.status == 401


@pytest.mark.parametrize("given", ["Bearer wrong", "Bearer ", f"Basic {TOKEN}", "Bearer \u00e9", TOKEN])
async def test_a_wrong_token_is_refused(client: Client, given: str) -> None:
    async with client.post("/hooks/generic", json=request(), headers={"Authorization": given}) as answer:
        assert answer.status == 401


async def test_a_token_goes_by_type_and_message(client: Client, store: Store) -> None:
    for body in (request(), request(subject="Said differently")):
        async with client.post("/hooks/generic", json=body, headers=BEARER) as answer:
            assert (answer.status, (await answer.json())["ticket"]) == (202, "T-1001")

    assert await store.read(count, "inbox") == 1


async def test_a_token_without_a_message_id_goes_by_the_body(client: Client, store: Store) -> None:
    for number, body in enumerate(
        (request(message_id=None), request(message_id=None), request(id="89", message_id=""))
    ):
        async with client.post("/hooks/generic", json=body, headers=BEARER) as answer:
            assert (await answer.json())["repeated"] is (number == 1)

    assert await store.read(count, "ticket") == 2


async def test_an_unknown_source_is_named(client: Client) -> None:
    async with client.post("/hooks/nobody", json=request(), headers=BEARER) as answer:
        assert (answer.status, await answer.json()) == (
            404,
            {"error": "there is no such source; the desk file names them"},
        )


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "the body is not JSON"),
        (b"hello", "the body is not JSON"),
        (b"[1]", "the body must be a JSON object"),
        (b'{"type": NaN}', "NaN is no JSON number"),
        (b"\xff\xfe", "the body is not UTF-8: byte 0"),
        (b'{"a":' * 50_000, "the body is nested too deeply"),
        ({}, "type: expected one of ticket.created, message.created"),
        ({"type": ["ticket.created"]}, "type: expected one of"),
        ({"type": "ticket.created"}, "data: must be an object"),
        ({"type": "ticket.created", "data": {"body": "x"}}, "data.id: is needed"),
        (request(id=""), "data.id: must not be empty"),
        (request(id=True), "data.id: input should be a valid string"),
        (request(id="x" * 201), "data.id: string should have at most 200"),
        (request(body="", subject=" "), "data.body: a text is needed"),
        (request(customer={"value": "much"}), "data.customer.value: "),
        (request(attachments=[{"size": {}}]), "data.attachments[0].size: "),
        ({"type": "message.created", "data": {"ticket_id": "88", "body": "x", "author": "bot"}}, "data.author: "),
        (
            {"type": "message.created", "data": {"ticket_id": "88", "body": " ", "author": "agent"}},
            "data.body: must not",
        ),
    ],
)
async def test_a_bad_body_is_named_with_its_place(hook: Hook, store: Store, body: Any, reason: str) -> None:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()

    status, answer = await hook(raw)

    assert status == 400
    assert reason in answer["error"]
    assert await store.read(count, "inbox") == 0


async def test_another_charset_is_named(hook: Hook) -> None:
    status, answer = await hook(request(), **{"Content-Type": "application/json; charset=latin-1"})

    assert (status, answer) == (400, {"error": "the body must be UTF-8, and the Content-Type says latin-1"})


async def test_a_packed_body_is_refused(client: Client) -> None:
    raw = json.dumps(request()).encode()
    headers = signed(raw) | {"Content-Encoding": "gzip"}

    async with client.post("/hooks/generic", data=gzip.compress(raw), headers=headers) as answer:
        assert (answer.status, await answer.json()) == (415, {"error": "the body must not be compressed"})


async def test_too_large_a_body_is_refused(client: Client) -> None:
    raw = json.dumps(request(body="x" * 1024 * 1024)).encode()

    async with client.post("/hooks/generic", data=io.BytesIO(raw), headers=signed(raw)) as answer:
        assert (answer.status, await answer.json()) == (413, {"error": "the body is larger than 1024 KiB"})


async def test_unknown_fields_are_ignored(hook: Hook) -> None:
    status, _ = await hook(request(mood="good", customer={"id": "c-7", "shoe": 43}, cc=[], brand=None) | {"v": 2})

    assert status == 202


async def test_characters_that_no_database_takes_are_taken_out(hook: Hook, store: Store) -> None:
    status, _ = await hook(b'{"type":"ticket.created","data":{"id":"88","subject":"a\\u0000b","body":"half \\ud83d"}}')

    assert status == 202
    assert (await store.read(tickets.get, 1001)).subject == "ab"


async def test_a_wish_to_be_forgotten_is_kept_and_told(hook: Hook, store: Store) -> None:
    assert await hook({"type": "customer.erased", "data": {"id": "c-7"}}) == (
        202, {"ticket": None, "done": False, "repeated": False},
    )  # fmt: skip

    kept = await store.read(inbox.unfinished, "waiting")
    assert [(row.kind, json.loads(row.body)["data"]) for row in kept] == [("customer.erased", {"id": "c-7"})]
    assert await store.read(count, "notice") == 1


async def test_what_is_about_a_ticket_to_come_waits_for_it(hook: Hook, store: Store) -> None:
    early = {"type": "ticket.updated", "data": {"id": 88, "priority": "critical"}}
    assert await hook(early, "evt-0") == (202, {"ticket": None, "done": False, "repeated": False})

    assert await hook(request()) == (202, STORED)

    assert (await store.read(tickets.get, 1001)).priority == "urgent"
    assert await store.read(inbox.unfinished, "waiting") == []
    assert await hook(early, "evt-0") == (202, STORED | {"repeated": True})


async def test_what_fails_is_kept_and_can_be_tried_again(
    hook: Hook, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a secret of the inside")

    monkeypatch.setattr("bot.flow.intake_opening.triage", broken)
    status, answer = await hook(request())
    assert (status, answer["parked"]) == (202, True)
    assert "secret" not in json.dumps(answer)
    assert await store.read(count, "ticket") == 0
    [kept] = await store.read(inbox.unfinished)
    assert json.loads(kept.body) == request()
    assert answer["id"] in kept.error

    with pytest.raises(RuntimeError):
        await store.write(inbox.retry, kept.id)
    assert len(await store.read(inbox.unfinished)) == 1

    monkeypatch.undo()
    assert (await store.write(inbox.retry, kept.id)).number == "T-1001"
    assert await store.read(inbox.unfinished) == []
    assert (await hook(request()))[1] == STORED | {"repeated": True}


async def test_a_locked_database_is_said_and_nothing_is_kept(hook: Hook, store: Store, database: str) -> None:
    with closing(sqlite3.connect(database.removeprefix("sqlite:///"), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        status, answer = await hook(request())
        other.execute("ROLLBACK")

    assert (status, answer) == (503, {"error": "the database is away; please send this again"})
    assert await hook(request()) == (202, STORED)


async def test_a_database_that_is_away_asks_for_another_try(
    client: Client, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.engine.BUSY_MS", 1)
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only=ON")  # as a read-only disk would
        connection.rollback()
    raw = json.dumps(request()).encode()

    async with client.post("/hooks/generic", data=raw, headers=signed(raw)) as answer:
        assert (answer.status, answer.headers["Retry-After"]) == (503, "5")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
FIELDS = (
    "id message_id ticket_id subject body channel language customer attributes attachments author public reply_id "
    "status priority score comment into url"
)
KINDS = "ticket.created message.created ticket.updated ticket.rated ticket.merged ticket.deleted customer.erased"
names, kinds = st.sampled_from(FIELDS.split()), st.sampled_from(KINDS.split())


@given(kinds, st.dictionaries(names, json_values | st.just("88") | st.just("customer"), max_size=10))
def test_any_json_is_read_or_refused_with_a_reason(kind: str, data: dict[str, Any]) -> None:
    body = read(json.dumps({"type": kind, "data": data}))
    refused = ""
    try:
        arrival = parse("generic", "evt", body)
        assert len(getattr(arrival, "body", "")) <= KEPT
    except BadRequest as error:
        refused = str(error)
    assert refused == "" or refused.startswith(("data", "type"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(kinds, st.dictionaries(names, json_values | st.just("88") | st.just("customer"), max_size=10))
async def test_any_json_gets_a_clear_answer(hook: Hook, kind: str, data: dict[str, Any]) -> None:
    status, answer = await hook({"type": kind, "data": data}, f"evt-{hash((kind, json.dumps(data, sort_keys=True)))}")

    assert status in (202, 400)
    assert "parked" not in answer
