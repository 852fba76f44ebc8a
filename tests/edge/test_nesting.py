"""A body that is nested deeper than anybody needs is refused with a sentence, never with an error of ours."""

import pytest
from sqlalchemy import text

from bot.domain.webhook_body import DEEPEST
from store.store import Store
from tests.edge.conftest import API_TOKEN, Client, Hook

REFUSED = {"error": f"the body is nested too deeply: at most {DEEPEST} levels"}
TOO_DEEP = [DEEPEST, 300, 460, 470, 700, 980, 50_000]


def nested(depth: int) -> bytes:
    return b'{"id": "88", "body": "Hello", "attributes": ' + b'{"a":' * depth + b"1" + b"}" * depth + b"}"


@pytest.mark.parametrize("depth", TOO_DEEP)
@pytest.mark.parametrize("mark", [b'{"a":', b"["])
async def test_a_webhook_that_is_nested_too_deeply_is_refused(
    hook: Hook, store: Store, depth: int, mark: bytes
) -> None:
    raw = b'{"type": "ticket.created", "data": ' + nested(depth).replace(b'{"a":', mark) + b"}"
    if mark == b"[":
        raw = raw.replace(b"}" * (depth + 2), b"]" * depth + b"}}")

    assert await hook(raw) == (400, REFUSED)
    assert await store.read(lambda uow: uow.execute(text("SELECT count(*) FROM inbox")).scalar()) == 0


@pytest.mark.parametrize("depth", TOO_DEEP)
async def test_a_call_that_is_nested_too_deeply_is_refused(client: Client, depth: int) -> None:
    headers = {"Authorization": f"Bearer {API_TOKEN}", "Idempotency-Key": "k1"}

    async with client.post("/api/v1/tickets", data=nested(depth), headers=headers) as answer:
        assert (answer.status, await answer.json()) == (400, REFUSED)


async def test_what_a_helpdesk_nests_is_taken(client: Client, hook: Hook) -> None:
    raw = b'{"type": "ticket.created", "data": ' + nested(DEEPEST - 3) + b"}"
    assert (await hook(raw))[0] == 202

    headers = {"Authorization": f"Bearer {API_TOKEN}", "Idempotency-Key": "k1"}
    async with client.post("/api/v1/tickets", data=nested(DEEPEST - 3), headers=headers) as answer:
        assert answer.status == 201
