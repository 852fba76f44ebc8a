"""Bodies that nobody foresaw: a clear answer to each, never a fault of ours, and nothing stored but what was taken.

`FUZZ=20000` in the environment tries more of them; the same seed gives the same bodies.
"""

import contextlib
import json
import os
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from sqlalchemy import text

from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.edge.conftest import API_TOKEN, TOKEN, Client, request
from tests.edge.odd import broken, changed

TRIES = int(os.environ.get("FUZZ", "400"))
KINDS = (
    "ticket.created", "message.created", "ticket.updated", "ticket.rated", "ticket.merged", "ticket.deleted",
    "customer.erased", "ticket.unheard_of",
)  # fmt: skip
FULL: dict[str, Any] = {
    "language": "en", "channel": "email", "created_at": "2026-11-23T08:00:00Z", "brand": "shop", "cc": [], "url": "",
    "customer": {"id": "c-7", "name": "Jo", "email": "jo@mail.example", "segment": "gold", "value": 3},
    "attributes": {"order": "4417"}, "attachments": [{"id": "a", "name": "x", "type": "t", "size": 1, "url": ""}],
    "ticket_id": "88", "author": "customer", "public": True, "reply_id": "7", "status": "open", "priority": "high",
    "score": 3, "comment": "fine", "into": "89",
}  # fmt: skip


def bodies(chance: Random, tries: int) -> Iterator[bytes]:
    """Valid bodies in which something, somewhere, is replaced, removed, added, or cut off."""
    for number in range(tries):
        body = {**request(id=str(number % 40), message_id=f"m{number}", **FULL), "type": chance.choice(KINDS)}
        for _ in range(chance.randint(0, 4)):
            body = changed(body, chance)
        raw = json.dumps(body).encode("utf-8", "surrogatepass")
        yield raw if chance.random() < 0.9 else broken(raw, chance)


async def rows(store: Store) -> dict[str, int]:
    def count(uow: UnitOfWork) -> dict[str, int]:
        states = uow.execute(text("SELECT state, count(*) FROM inbox GROUP BY state")).all()
        return {**dict(states), "tickets": uow.execute(text("SELECT count(*) FROM ticket")).scalar_one()}

    return await store.read(count)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", [1, 2])
async def test_webhooks(client: Client, store: Store, seed: int) -> None:
    chance, accepted, new = Random(seed), 0, 0
    for number, raw in enumerate(bodies(chance, TRIES)):
        headers = {"Authorization": f"Bearer {TOKEN}"}
        async with client.post("/hooks/generic", data=raw, headers=headers) as answer:
            told = await answer.json()
            assert answer.status in (202, 400), (number, answer.status, raw)
            assert "parked" not in told, (number, raw)
            assert answer.status == 202 or told["error"], raw
            accepted += answer.status == 202
            new += answer.status == 202 and not told["repeated"]
    kept = await rows(store)
    assert "parked" not in kept
    # A message that is here under another delivery's name is a repeat as well, and that delivery is kept.
    assert new <= kept["done"] + kept["waiting"] <= accepted


@pytest.mark.timeout(600)
async def test_the_api(client: Client, store: Store) -> None:
    chance, accepted, new = Random(3), 0, 0
    for number, raw in enumerate(bodies(chance, TRIES)):
        with contextlib.suppress(ValueError, KeyError, TypeError):
            raw = json.dumps(json.loads(raw)["data"]).encode("utf-8", "surrogatepass")
        headers = {"Authorization": f"Bearer {API_TOKEN}"}
        async with client.post("/api/v1/tickets", data=raw, headers=headers) as answer:
            await answer.json()
            assert answer.status in (200, 201, 400), (number, answer.status, raw)  # 200: the same as before
            accepted += answer.status != 400
            new += answer.status == 201
        path = chance.choice(["", "/T-1001", "/0", "/T-", "/%00", "/1001.5", f"/{10**30}"])
        query = chance.choice(
            ["", "?state=open", "?state=%00", "?after=x", "?after=-1", "?limit=0", f"?after={10**30}"]
        )
        async with client.get(f"/api/v1/tickets{path}{query}", headers=headers) as answer:
            assert answer.status in (200, 400, 404), (path, query, answer.status)
    kept = await rows(store)
    assert "parked" not in kept
    assert 0 < kept["tickets"] <= new <= kept["done"] <= accepted  # the same `id` again joins its ticket
