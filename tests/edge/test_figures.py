"""`/metrics`: what waits, who is silent, and no label that a caller could fill."""

from datetime import timedelta

from aiohttp.test_utils import TestClient, TestServer

from bot.settings import Settings
from bot.telemetry import Metrics
from bot.web import examined
from store import silences
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.edge.conftest import Client, Hook, request


async def figures(client: Client) -> dict[str, float]:
    async with client.get("/metrics") as answer:
        lines = [line for line in (await answer.text()).splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


def long_ago(uow: UnitOfWork) -> None:
    uow.now -= timedelta(minutes=5)
    silences.begin(uow, "generic", uow.now, 9)
    uow.session.connection().exec_driver_sql("UPDATE outbox SET due_at = datetime(due_at, '-5 minutes')")


async def test_what_waits_is_told_by_kind(client: Client, hook: Hook, store: Store) -> None:
    await hook(request())
    await hook({"type": "ticket.rated", "data": {"id": "99", "score": 1}}, "evt-2")
    await store.write(long_ago)
    found = await figures(client)
    assert found['deskhand_outbox_lag_seconds{kind="prepare"}'] >= 300
    assert found['deskhand_outbox_lag_seconds{kind="reply"}'] == 0, "a kind of which nothing waits is told too"
    assert found['deskhand_inbox_rows{state="waiting"}'] == 1
    assert found['deskhand_inbox_rows{state="parked"}'] == 0
    assert found['deskhand_source_silent{source="generic"}'] == 1


async def test_no_caller_makes_a_label(client: Client, hook: Hook) -> None:
    for number in range(3):
        await client.post(f"/hooks/somebody-{number}", data=b"{}")
        await client.get(f"/nowhere/{number}")
        await client.get(f"/api/v1/tickets/{number}")
    await hook(request())
    names = list(await figures(client))
    assert sum(name.startswith("deskhand_arrivals_total") for name in names) == 2
    assert sum(name.startswith("deskhand_requests_total") for name in names) == 4
    assert not any("somebody" in name or "nowhere" in name for name in names)


async def test_an_answer_bears_its_request_and_the_figures_do_not(client: Client, hook: Hook, store: Store) -> None:
    async with client.get("/healthz") as answer:
        name = answer.headers["X-Request-Id"]
    assert len(name) == 12
    await hook(request())
    kept = await store.read(
        lambda uow: uow.session.connection().exec_driver_sql("SELECT trace FROM inbox").scalar_one()
    )
    assert len(kept) == 12
    async with client.get("/metrics") as answer:
        assert kept not in await answer.text()


async def test_a_worker_alone_shows_its_figures_and_nothing_else(store: Store, settings: Settings) -> None:
    metrics = Metrics()
    metrics.slack_called("chat.postMessage", "ok", 0.1)
    async with TestClient(TestServer(examined(store, settings, metrics=metrics))) as opened:
        assert 'deskhand_slack_seconds_count{method="chat.postMessage",outcome="ok"}' in await figures(opened)
        for path, status in (("/healthz", 200), ("/readyz", 200), ("/api/v1/tickets", 404)):
            async with opened.get(path) as answer:
                assert answer.status == status
