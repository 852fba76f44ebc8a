"""Sources as a worker has them: with their token, spared while they fail, and measured."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from prometheus_client import generate_latest

from bot import parts, settings
from bot.desk import load
from bot.domain.breaker import MOST_FAILURES
from bot.domain.desk import Desk, RecordSource
from bot.domain.errors import NotRead, RecordsUnreachable
from bot.telemetry import Metrics
from tests.fakes.vendors import WooCommerce
from tests.unit.cli.test_check import SHOP
from tests.unit.desk.small import TODAY
from tests.unit.records.test_http import Clock


@pytest.fixture
async def shop() -> AsyncIterator[tuple[WooCommerce, str]]:
    vendor, app = WooCommerce(), web.Application()
    app.router.add_route("*", "/{rest:.*}", vendor.handle)
    async with TestServer(app) as server:
        yield vendor, str(server.make_url("")).rstrip("/")


def desk(address: str) -> Desk:
    spec = RecordSource(name="my-orders", kind="woocommerce", address=address, pattern="(a)")
    found = load(SHOP, TODAY)
    return found.model_copy(update={"file": found.file.model_copy(update={"records": (spec,)})})


async def test_a_source_has_the_token_of_its_variable_and_shows_when_it_is_left_alone(
    shop: tuple[WooCommerce, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    vendor, address = shop
    monkeypatch.setenv("RECORDS_TOKEN_MY_ORDERS", vendor.token)
    given, metrics = settings.load(None, secret_key="k" * 32, desk_file=Path("desk.toml")), Metrics()
    async with ClientSession() as session:
        source = parts.records_of(desk(address), given, session, Clock(), metrics)["my-orders"]
        assert await source.read("4417") is not None
        assert shown(metrics) == 0.0
        vendor.token = "another"  # type: ignore[misc]
        for _ in range(MOST_FAILURES):
            with pytest.raises(RecordsUnreachable):
                await source.read("4417")
        assert shown(metrics) == 2.0
        with pytest.raises(RecordsUnreachable) as caught:
            await source.read("4417")
    assert caught.value.why is NotRead.PAUSED
    assert len(vendor.asked) == MOST_FAILURES + 1
    assert b'deskhand_records_seconds_count{outcome="failed",source="my-orders"} 5.0' in generate_latest(
        metrics.registry
    )


def shown(metrics: Metrics) -> float | None:
    return metrics.registry.get_sample_value("deskhand_records_paused", {"source": "my-orders"})


def test_a_token_and_the_password_in_it_are_kept_out_of_sight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECORDS_TOKEN_ORDERS", "desk:a-long-password")
    given = settings.load(None, secret_key="k" * 32)
    assert {"desk:a-long-password", "a-long-password"} <= given.hidden
    assert "a-long-password" not in repr(given)
