"""Every process is replaced in turn under steady traffic: nothing is lost or handled twice, and clicks are answered.

Two web processes and two workers over PostgreSQL, by Socket Mode and by HTTP.
"""

import asyncio
import signal
import statistics
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest

from bot.cli import shop
from bot.domain.burst import STANDING
from sandbox import AppDidNotAnswer, Sandbox, Sent
from store.engine import libpq
from tests.databases import fresh
from tests.scenarios.processes import Balancer, Fleet, Process
from tests.scenarios.reading import buttons, is_card_of

pytestmark = [pytest.mark.postgres, pytest.mark.timeout(400)]

#: Seconds for everything that was asked for to be done at the end.
PATIENCE = 150.0
#: Seconds that Slack waits for an answer; the sandbox waits longer here, and the times are looked at in the end.
SLACKS_PATIENCE = 3.0
#: In order, or cut off at the deadline: on a very busy machine. Neither loses anything.
ENDED = (0, 1)
#: Requests without a card, at most: a machine that is slow to start processes must not begin a burst, whose requests
#: stand on a list.
WAITING = STANDING // 2
#: Requests at least, however fast the processes are replaced.
ENOUGH = 8
#: Presses that Slack had on their way to a connection that was just closed: the person presses again.
UNLUCKY = 1


class Traffic:
    """Customers, messages, clicks and commands, as long as it flows."""

    def __init__(self, workspace: Sandbox) -> None:
        self.workspace = workspace
        self.sent: list[Sent] = []
        self.said = 0
        self.answered_in: list[float] = []
        self.unanswered: list[str] = []
        self._pressed: set[tuple[str, str]] = set()
        self._flows = True

    async def flow(self) -> None:
        await asyncio.gather(self._customers(), self._messages(), self._clicks(), self._commands())

    def stop(self) -> None:
        self._flows = False

    async def _customers(self) -> None:
        while self._flows or len(self.sent) < ENOUGH:
            while self._waiting() >= WAITING:  # noqa: ASYNC110 - a post sets no event
                await asyncio.sleep(0.1)
            number = len(self.sent)
            customer = ("c-2", "c-3", "c-5", "c-7")[number % 4]
            text = f"Hello, is your store in Lyon open on Mondays? I ask for number {number}."
            self.sent.append(self.workspace.customers.writes(customer, f"Opening hours {number}", text))
            await asyncio.sleep(1.5)

    def _waiting(self) -> int:
        numbers = (f"T-{1001 + place}" for place in range(len(self.sent)))
        return sum(not any(is_card_of(one, number) for one in self.workspace.posted) for number in numbers)

    async def _messages(self) -> None:
        while self._flows:
            await self.workspace.say("ana", "#support-orders", f"message {self.said}")
            self.said += 1
            await asyncio.sleep(0.5)

    async def _commands(self) -> None:
        while self._flows:
            await self._press(lambda: self.workspace.command("ana", "#support-orders", "/queue"))
            await asyncio.sleep(0.5)

    async def _clicks(self) -> None:
        """Each card is claimed once, and its suggestion is sent where there is one."""
        while self._flows or self._unpressed():
            for channel, ts, action in self._unpressed():
                self._pressed.add((ts, action))
                await self._press(lambda c=channel, t=ts, a=action: self.workspace.click("ana", c, t, a))  # type: ignore[misc]
            await asyncio.sleep(0.1)

    def _unpressed(self) -> list[tuple[str, str, str]]:
        cards = [card for channel in self.workspace.workspace.channels for card in self.workspace.messages(channel)]
        offered = [(card.channel, card.ts, action) for card in cards if card.by_app for action in buttons(card)]
        wanted = [one for one in offered if one[2] in ("claim", "approve")]
        return [one for one in wanted if (one[1], one[2]) not in self._pressed]

    async def _press(self, press: Callable[[], Awaitable[object]]) -> None:
        began = time.monotonic()
        try:
            await press()
        except AppDidNotAnswer as error:
            self.unanswered.append(str(error))
            await press()
        self.answered_in.append(time.monotonic() - began)


@pytest.fixture
async def workspace() -> AsyncIterator[Sandbox]:
    async with Sandbox(
        "Shop", shop.PEOPLE, shop.CHANNELS, shop.USERGROUPS, customers=shop.customers(), limits=False,
        retry_delays=(0, 0.5, 2, 5), ack_timeout=20.0,
    ) as opened:  # fmt: skip
        yield opened


@pytest.mark.parametrize("http", [False, True], ids=["socket", "http"])
async def test_each_process_is_replaced_under_traffic(workspace: Sandbox, tmp_path: Path, http: bool) -> None:
    with fresh("postgres", tmp_path) as url:
        fleet = Fleet(tmp_path, url, workspace, http=http)
        webs: list[Process] = []
        balancer = Balancer(lambda: [process.url for process in webs])
        try:
            async with balancer.serving() as address:
                webs += await asyncio.gather(fleet.start("web"), fleet.start("web"))
                workers = await asyncio.gather(fleet.start("worker"), fleet.start("worker"))
                workspace.customers.connect(f"{address}/hooks/generic", fleet.hook_secret)
                if http:
                    workspace.connect_http(f"{address}/slack/events")
                traffic = Traffic(workspace)
                async with asyncio.TaskGroup() as group:
                    group.create_task(traffic.flow())
                    for worker in workers:
                        await asyncio.gather(_replace_web(fleet, webs), _replace_worker(fleet, worker))
                    traffic.stop()
                await _all_done(workspace, url, traffic)
        finally:
            await fleet.close()
        if not http:
            assert workspace.socket_mode.most_at_once <= 10


async def _replace_web(fleet: Fleet, webs: list[Process]) -> None:
    """The new one stands before the old one goes."""
    webs.append(await fleet.start("web"))
    old = webs.pop(0)
    assert await old.ends(signal.SIGTERM) in ENDED, old.told[-5:]


async def _replace_worker(fleet: Fleet, worker: Process) -> None:
    """The old one goes before the new one comes."""
    assert await worker.ends(signal.SIGTERM) in ENDED, worker.told[-5:]
    await fleet.start("worker")


async def _all_done(workspace: Sandbox, url: str, traffic: Traffic) -> None:
    undone = "SELECT string_agg(concat_ws(' ', kind, subject, state, attempts, last_error), '; ') FROM outbox"
    try:
        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(*traffic.sent)
            await workspace.settled(with_retries=True)
            while _count(url, "SELECT count(*) FROM outbox WHERE state <> 'done'"):  # noqa: ASYNC110 - sets no event
                await asyncio.sleep(0.1)
    except TimeoutError:
        raise AssertionError(_one(url, f"{undone} WHERE state <> 'done'")) from None
    tickets = len(traffic.sent)
    assert all(sent.delivered for sent in traffic.sent)
    assert _count(url, "SELECT count(*) FROM ticket") == tickets >= ENOUGH
    # Each event was acknowledged in the end, and each click and command at once.
    last = {attempt.event_id: attempt.outcome for attempt in workspace.attempts if attempt.kind == "events_api"}
    assert set(last.values()) == {"ok"}
    assert len(traffic.unanswered) <= UNLUCKY, traffic.unanswered
    # Half of them, since processes that start take a busy machine's processors from those that answer.
    assert statistics.median(traffic.answered_in) < SLACKS_PATIENCE
    # One card each, claimed once; one reply each where one was approved.
    cards = Counter(
        number
        for number in range(1001, 1001 + tickets)
        for message in workspace.posted
        if is_card_of(message, f"T-{number}")
    )
    assert set(cards.values()) == {1}
    assert len(cards) == tickets
    claimed = "SELECT count(*) - count(DISTINCT ticket_id) FROM journal WHERE action = 'ticket.claimed'"
    assert _count(url, claimed) == 0
    replies = Counter(body["data"]["ticket_id"] for body in workspace.customers.reply_requests)
    assert set(replies.values()) <= {1}
    assert len(replies) == _count(url, "SELECT count(*) FROM reply WHERE state = 'sent'")


def _count(url: str, query: str) -> int:
    return int(_one(url, query))


def _one(url: str, query: str) -> Any:
    with psycopg.connect(libpq(url)) as connection:
        row = connection.execute(query.encode()).fetchone()
    assert row is not None
    return row[0]
