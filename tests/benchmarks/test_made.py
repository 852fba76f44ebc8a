"""A benchmark of clicks counts claims: a refusal is answered with 200 too."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot import telemetry
from tests import databases
from tests.benchmarks import served
from tests.benchmarks.load import Unexpected, burst
from tests.benchmarks.requests import click
from tests.benchmarks.served import Card, Made
from tests.benchmarks.throughput import making


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(telemetry, "configure", lambda *_: None)  # a server's own affair, where it is a process
    with databases.fresh("sqlite", tmp_path) as url:
        yield url


def told(*counts: Made) -> Callable[[str], Any]:
    """Answers "made" with one count after the other."""
    answers = iter(counts)
    return lambda _: next(answers)


def clicks(cards: list[Card], by: str) -> list[bytes]:
    return [click("/slack/events", card.ticket_id, by, card=(card.channel, card.ts)) for card in cards]


async def test_a_refused_click_is_answered_like_a_claim_and_makes_none(database: str) -> None:
    async with served.workspace() as (slack, _), served.deskhand(database, slack, "web") as (url, ask):
        cards = await ask("tickets 3")
        await burst(url, clicks(cards, "U0NOBODY"), status=200, clients=2)
        refused = await ask("made")
        await burst(url, clicks(cards[:2], slack.agents[0]), status=200, clients=2)

        assert refused == Made(tickets=3, claims=0)
        assert await ask("made") == Made(tickets=3, claims=2)


async def test_waiting_work_waits_until_it_is_released(database: str) -> None:
    async with served.workspace() as (slack, posted), served.deskhand(database, slack, "both") as (_, ask):
        await ask("waiting 3")
        assert (await posted("posted"), await ask("left")) == ([], 3)

        await ask("release")
        await ask("idle")

        assert len({text for _, text in await posted("posted")}) == 3


def test_as_many_claims_as_clicks_are_measured() -> None:
    with making(Made(claims=2), "deskhand", told(Made(9, 1), Made(9, 3))):
        pass


@pytest.mark.parametrize("after", [Made(9, 1), Made(9, 2), Made(10, 3)])
def test_anything_else_is_no_measurement(after: Made) -> None:
    with pytest.raises(Unexpected, match="deskhand made"), making(Made(claims=2), "deskhand", told(Made(9, 1), after)):
        pass
