"""`/api/v1/tickets`: create once, read, list, and nothing without the token."""

import json
from typing import Any

import pytest
from sqlalchemy import text

from bot.domain.ticket import Event
from bot.flow import inbox
from store import tickets
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.edge.conftest import API_TOKEN, Client, Hook, request

AUTH = {"Authorization": f"Bearer {API_TOKEN}"}
BODY = {"subject": "Printer", "body": "It does not print.", "customer": {"id": "c-7", "name": "Jo Doe"}}


async def post(client: Client, body: Any = BODY, **headers: str) -> tuple[int, dict[str, Any]]:
    raw = body if isinstance(body, str) else json.dumps(body)
    async with client.post("/api/v1/tickets", data=raw, headers=AUTH | headers) as answer:
        return answer.status, await answer.json()


async def get(client: Client, path: str, headers: dict[str, str] = AUTH) -> tuple[int, dict[str, Any]]:
    async with client.get(f"/api/v1/tickets{path}", headers=headers) as answer:
        return answer.status, await answer.json()


async def test_a_ticket_is_made_and_read(client: Client) -> None:
    async with client.post("/api/v1/tickets", json=BODY, headers=AUTH) as answer:
        assert (answer.status, answer.headers["Location"]) == (201, "/api/v1/tickets/T-1001")
        assert await answer.json() == {"ticket": "T-1001", "done": True, "repeated": False}

    for number in ("T-1001", "1001", "t-1001"):
        status, found = await get(client, f"/{number}")
        assert status == 200
        assert (found["ticket"], found["state"], found["channel"], found["source"]) == ("T-1001", "new", "api", "api")
        assert [(line["author"], line["body"]) for line in found["messages"]] == [("customer", BODY["body"])]
        assert found["replies"] == []


async def test_a_key_makes_one_ticket(client: Client) -> None:
    first = await post(client, **{"Idempotency-Key": "k1"})
    again = await post(client, dict(reversed(BODY.items())), **{"Idempotency-Key": "k1"})

    assert first == (201, {"ticket": "T-1001", "done": True, "repeated": False})
    assert again == (200, {"ticket": "T-1001", "done": True, "repeated": True})
    assert (await post(client))[1]["ticket"] == "T-1002"


async def test_a_key_with_another_body_is_refused(client: Client) -> None:
    await post(client, **{"Idempotency-Key": "k1"})

    status, answer = await post(client, {**BODY, "body": "Other"}, **{"Idempotency-Key": "k1"})

    assert status == 422
    assert "new key" in answer["error"]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("{", "not JSON"),
        ([], "must be a JSON object"),
        ({}, "data.body: a text is needed"),
        ({"body": 5.5}, "data.body: "),
        ({"body": "x", "customer": "Jo"}, "data.customer: must be an object"),
    ],
)
async def test_a_bad_body_is_named(client: Client, body: Any, reason: str) -> None:
    status, answer = await post(client, body)

    assert status == 400
    assert reason in answer["error"]


async def test_too_long_a_key_is_named(client: Client) -> None:
    assert (await post(client, **{"Idempotency-Key": "k" * 201}))[0] == 400


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer wrong", f"Basic {API_TOKEN}"])
async def test_nobody_without_the_token(client: Client, given: str) -> None:
    headers = {"Authorization": given}
    for status, answer in [await get(client, "", headers), await get(client, "/T-1001", headers)]:
        assert (status, answer) == (401, {"error": "the token is wrong or missing"})
    async with client.post("/api/v1/tickets", json=BODY, headers=headers) as made:
        assert made.status == 401


@pytest.mark.parametrize("number", ["T-9999", "nothing", "0", "99999999999", "%2e%2e"])
async def test_no_such_ticket(client: Client, number: str) -> None:
    assert (await get(client, f"/{number}"))[0] == 404


async def test_pages_go_on_by_number(client: Client) -> None:
    for number in range(5):
        await post(client, {**BODY, "subject": f"No {number}"})

    _, first = await get(client, "?limit=2")
    _, second = await get(client, f"?limit=2&after={first['next']}")
    _, last = await get(client, f"?limit=2&after={second['next']}")

    shown = [ticket["ticket"] for page in (first, second, last) for ticket in page["tickets"]]
    assert shown == ["T-1001", "T-1002", "T-1003", "T-1004", "T-1005"]
    assert last["next"] is None
    assert "messages" not in first["tickets"][0]


@pytest.mark.parametrize("query", ["?limit=many", "?after=-1", "?state=happy"])
async def test_a_bad_query_is_named(client: Client, query: str) -> None:
    status, answer = await get(client, query)

    assert status == 400
    assert answer["error"].startswith(query[1:].split("=")[0])


async def test_a_state_narrows_the_list(client: Client, store: Store) -> None:
    await post(client)
    await post(client)

    def resolve(uow: UnitOfWork) -> None:
        tickets.move(uow, tickets.lock(uow, 1002).id, Event.RESOLVED, "system")

    await store.write(resolve)

    _, page = await get(client, "?state=resolved")
    assert [ticket["ticket"] for ticket in page["tickets"]] == ["T-1002"]


async def test_the_seal_holds_for_programs_too(client: Client, hook: Hook) -> None:
    threat = "My lawyer will sue you for this."
    await hook(request(subject="Complaint", body=threat, attributes={"type": "refund"}))
    await post(client, {**BODY, "body": threat})

    _, elsewhere = await get(client, "/T-1001")
    _, own = await get(client, "/T-1002")

    assert (elsewhere["sealed"], elsewhere["subject"], elsewhere["messages"]) == (True, "", [])
    assert elsewhere["type"] is None, "what it is about tells as much as its words"
    _, page = await get(client, "")
    assert page["tickets"][0]["type"] is None
    assert (own["sealed"], own["messages"][0]["body"]) == (True, threat)


async def test_what_fails_is_parked(client: Client, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("bot.flow.intake_opening.triage", broken)
    status, answer = await post(client, **{"Idempotency-Key": "k1"})
    monkeypatch.undo()

    assert (status, answer["parked"]) == (202, True)
    [kept] = await store.read(inbox.unfinished)
    assert (await store.write(inbox.retry, kept.id)).number == "T-1001"


async def test_a_reader_without_a_database_is_told(client: Client, store: Store) -> None:
    await post(client)
    with store.engine.begin() as connection:
        connection.execute(text("ALTER TABLE ticket RENAME TO gone"))

    for status, answer in [await get(client, ""), await get(client, "/1001"), await post(client)]:
        assert (status, "database" in answer["error"]) == (503, True)
