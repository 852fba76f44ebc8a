"""Clicks and webhooks per second, beside the bare parts, round by round in one run."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from statistics import median
from time import perf_counter
from typing import Any, Final

from tests.benchmarks import bare, served, statements
from tests.benchmarks.load import Burst, Unexpected, burst
from tests.benchmarks.processes import Server, running
from tests.benchmarks.requests import click, webhook
from tests.benchmarks.served import Card, Made, Workspace

CLIENTS: Final = 20


@dataclass(frozen=True, slots=True)
class Size:
    """How much is sent: `count` requests to each server in each round."""

    rounds: int
    count: int


Rates = dict[str, float]


@dataclass(frozen=True, slots=True)
class Both:
    """The servers over one database."""

    deskhand: Server
    bare: Server
    slack: Workspace
    size: Size


async def measure(url: str, slack: Workspace, size: Size) -> tuple[Rates, Rates]:
    """The medians of all rounds, in requests per second: of claims, and of intakes."""
    statements.spread_ids(url)
    with running(served.deskhand, url, slack, "web") as deskhand:
        claims, intakes = deskhand.ask("claim"), deskhand.ask("intake")
        with running(bare.serve, url, tuple(claims), tuple(intakes)) as beside:
            both = Both(deskhand, beside, slack, size)
            await _warm(both)
            clicked, taken = await _rounds(both)
    return clicked, taken


async def _warm(both: Both) -> None:
    """One small round that nobody counts: caches fill, connections open, statements are prepared."""
    small = Both(both.deskhand, both.bare, both.slack, Size(1, 30))
    await _claims(small, 0)
    await _intakes(small, "warm")


async def _rounds(both: Both) -> tuple[Rates, Rates]:
    claims: dict[str, list[float]] = {}
    intakes: dict[str, list[float]] = {}
    for number in range(both.size.rounds):
        for name, found in (await _claims(both, number)).items():
            claims.setdefault(name, []).append(found.rate)
        for name, found in (await _intakes(both, f"round{number}")).items():
            intakes.setdefault(name, []).append(found.rate)
    return _medians(claims), _medians(intakes)


def _medians(found: dict[str, list[float]]) -> Rates:
    return {name: median(rates) for name, rates in found.items()}


async def _claims(both: Both, turn: int) -> dict[str, Burst]:
    """Every server once; who begins changes from round to round."""
    count = both.size.count
    cards: list[Card] = both.deskhand.ask(f"tickets {3 * count}")
    ours, shown, raw = cards[:count], cards[count : 2 * count], cards[2 * count :]
    answer = both.slack.response_url
    runs = [
        ("ack", both.bare.told, _clicks("/ack", both, raw), Made()),
        ("driver", both.bare.told, _clicks("/claim", both, raw), Made(claims=count)),
        ("deskhand", both.deskhand.told, _clicks("/slack/events", both, ours), Made(claims=count)),
        ("shown", both.deskhand.told, _clicks("/slack/events", both, shown, answer), Made(claims=count)),
    ]
    found = {}
    for name, url, requests, makes in [*runs[turn % len(runs) :], *runs[: turn % len(runs)]]:
        with making(makes, name, both.deskhand.ask):
            began = perf_counter()
            found[name] = await burst(url, requests, status=200, clients=CLIENTS)
            both.deskhand.ask("drain")
            if name == "shown":
                found[name] = Burst(len(requests), perf_counter() - began)
    return found


@contextlib.contextmanager
def making(expected: Made, what: str, ask: Callable[[str], Any]) -> Iterator[None]:
    """Raises `Unexpected` unless just so many tickets and claims are made in the context: a refused click, or a request
    that came twice, is answered like any other, and quicker."""
    before = ask("made")
    yield
    after = ask("made")
    made = Made(after.tickets - before.tickets, after.claims - before.claims)
    if made != expected:
        raise Unexpected(f"{what} made {made} where {expected} was expected")


def _clicks(path: str, both: Both, cards: Sequence[Card], response_url: str = "") -> list[bytes]:
    """A click on each card; the agents take turns."""
    agents = cycle(both.slack.agents)
    return [
        click(path, card.ticket_id, by, card=(card.channel, card.ts), response_url=response_url)
        for card, by in zip(cards, agents, strict=False)
    ]


async def _intakes(both: Both, name: str) -> dict[str, Burst]:
    numbers = range(both.size.count)
    tickets = Made(tickets=both.size.count)
    runs = [
        ("insert", both.bare.told, [webhook("/insert", number, name) for number in numbers], Made()),
        ("driver", both.bare.told, [webhook("/intake", number, f"raw-{name}") for number in numbers], tickets),
        ("deskhand", both.deskhand.told, [webhook("/hooks/generic", number, name) for number in numbers], tickets),
    ]
    found = {}
    for part, url, requests, makes in runs:
        with making(makes, part, both.deskhand.ask):
            found[part] = await burst(url, requests, status=202, clients=CLIENTS)
    return found
