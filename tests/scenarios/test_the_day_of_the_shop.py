"""The 120 requests of the worked example, in their order through the webhook: each one meets its `expect`."""

import asyncio
import io
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.cli import outcomes
from bot.cli import shop as example
from bot.cli.day import NOT_ROUTINE, message_id, write
from sandbox import Sent
from tests.scenarios.log import captured, leaks, lines
from tests.scenarios.reading import is_card_of
from tests.scenarios.shop import SOURCE, Shop

# The first test of a process lives through the whole day.
pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(300)]

REQUESTS = example.requests()
NAMES = [f"{number:03d}-{request.conversation}-{request.expect}" for number, request in enumerate(REQUESTS)]


class Lived:
    """What became of each request, by its place in the day."""

    def __init__(self, shop: Shop, log: io.StringIO) -> None:
        self.shop = shop
        self.log = log
        self.verdicts: list[str] = []
        self.tickets: list[int] = []

    async def live(self) -> None:
        """Every request in its order; a conversation goes on only when it is known what came of it so far."""
        sent: list[Sent] = []
        known: dict[int, outcomes.Became] = {}
        for request in REQUESTS:
            before = [number for number, one in enumerate(sent) if one.conversation_id == request.conversation]
            known |= {number: await self._became(sent[number]) for number in before}
            self.shop.clock.set(self.shop.start_of_day.replace(hour=request.at.hour, minute=request.at.minute))
            sent.append(await write(self.shop.sandbox, request))
            assert sent[-1].delivered, sent[-1].status
        became = [known.get(number) or await self._became(one) for number, one in enumerate(sent)]
        self.verdicts = [one.verdict for one in became]
        self.tickets = [one.ticket_id for one in became]
        await self.shop.quiet()

    async def _became(self, sent: Sent) -> outcomes.Became:
        conversation, message = sent.conversation_id, message_id(sent)
        async with asyncio.timeout(90):
            while True:
                became = await self.shop.running.store.read(outcomes.of_message, SOURCE, conversation, message)
                if became is not None:
                    return became
                await asyncio.sleep(0.01)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def day(one_assistant: None, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Lived]:
    shop = Shop(Path(tmp_path_factory.mktemp("day")))
    with captured() as log:
        await shop.open()
        try:
            lived = Lived(shop, log)
            await lived.live()
        except BaseException:
            await shop.close()
            raise
    try:
        yield lived
    finally:
        await shop.close()


@pytest.mark.parametrize("number", range(len(REQUESTS)), ids=NAMES)
async def test_each_request_meets_its_expect(day: Lived, number: int) -> None:
    assert day.verdicts[number] == REQUESTS[number].expect


async def test_most_routine_requests_get_a_suggestion(day: Lived) -> None:
    routine = [
        verdict for request, verdict in zip(REQUESTS, day.verdicts, strict=True) if request.expect not in NOT_ROUTINE
    ]
    assert len(routine) >= 60
    assert routine.count("suggest") >= 0.6 * len(routine)


async def test_every_ticket_has_one_live_card_in_its_place(day: Lived) -> None:
    last = dict(zip(day.tickets, day.verdicts, strict=True))
    for ticket, verdict in last.items():
        standing = [
            place
            for place in ("support-orders", "support-billing", "support-returns", "support-escalations")
            for message in day.shop.sandbox.messages(place)
            if is_card_of(message, f"T-{ticket}")
        ]
        assert len(standing) == 1
        assert (standing == ["support-escalations"]) is (verdict == "sealed")


async def test_the_log_of_the_day_shows_nobodys_name_address_or_words(day: Lived) -> None:
    assert len(lines(day.log)) > len(REQUESTS), "the desk has said what it did"
    texts = [text for request in REQUESTS for text in (request.subject, request.body)]
    assert leaks(day.log, day.shop, example.customers(), texts) == set()


async def test_nothing_was_sent_to_anybody(day: Lived) -> None:
    assert day.shop.sandbox.customers.reply_requests == []
