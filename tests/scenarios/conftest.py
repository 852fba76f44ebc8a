"""Shops that stories share: tickets do not disturb each other, and a desk takes a second or two to open."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.assistant.embedded import Embedded
from bot.domain.desk import Desk
from bot.domain.lessons import NOTHING_LEARNED, Lessons
from tests.scenarios.shop import LONG_UNDO, SOURCE, Shop

Open = Callable[..., Awaitable[Shop]]
Get = Callable[[str], Awaitable[Shop]]


@pytest.fixture(scope="session")
def one_assistant() -> Iterator[None]:
    """Learning takes seconds: what was learned of a desk once serves all shops of this process that have it."""
    learned_before: dict[str, Embedded] = {}

    def embedded(desk: Desk, lessons: Lessons = NOTHING_LEARNED) -> Embedded:
        if lessons:
            return Embedded(desk, lessons)
        if desk.hash not in learned_before:
            learned_before[desk.hash] = Embedded(desk)
        return learned_before[desk.hash]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.parts.Embedded", embedded)
        patch.setattr("bot.learner.LOOK_SECONDS", 1e6)  # what one shop teaches must not be known in another
        yield


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def shops(
    one_assistant: None, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Callable[[str], Awaitable[Shop]]]:
    """Opens each kind of shop once, and closes all of them at the end."""
    opened: dict[str, Shop] = {}
    kinds = {
        "socket": lambda folder: Shop(folder),
        "http": lambda folder: Shop(folder, http=True),
        "patient": lambda folder: Shop(folder, undo=LONG_UNDO),
        "plain": lambda folder: hurried(Shop(folder, undo=LONG_UNDO)),
        "dedupes": lambda folder: hurried(Shop(folder, undo=LONG_UNDO, source={"idempotent": True})),
        "reads back": lambda folder: hurried(Shop(folder, undo=LONG_UNDO, source={"read_back": True})),
    }

    async def get(kind: str) -> Shop:
        if kind not in opened:
            shop = kinds[kind](tmp_path_factory.mktemp(kind))
            await shop.open()
            opened[kind] = shop
        return opened[kind]

    yield get
    for shop in opened.values():
        await shop.close()


def hurried(shop: Shop) -> Shop:
    """A shop that gives up a helpdesk's answer soon, and looks for a reply soon after. It takes twice what is sent
    twice, unless it is the one that says that it does not."""
    shop.in_flight, shop.answer_within = timedelta(seconds=2.5), 0.7
    shop.sandbox.customers.dedupes = shop.desk.source(SOURCE).idempotent
    return shop


@pytest_asyncio.fixture(loop_scope="session", params=["socket", "http"])
async def shop(request: pytest.FixtureRequest, shops: Get) -> Shop:
    """A shop that hears Slack by Socket Mode, and one by HTTP. What is approved leaves after a second."""
    return await shops(request.param)


@pytest_asyncio.fixture(loop_scope="session")
async def patient(shops: Get) -> Shop:
    """A shop in which the undo time passes only when a story says so."""
    return await shops("patient")


@pytest_asyncio.fixture(loop_scope="session")
async def own(one_assistant: None, tmp_path: Path) -> AsyncIterator[Open]:
    """Opens a shop for one story alone, which may break, stop and restart it. Arguments as for `Shop`."""
    opened: list[Shop] = []

    async def open_one(**given: object) -> Shop:
        shop = Shop(tmp_path, **given)  # type: ignore[arg-type]
        opened.append(shop)
        await shop.open()
        return shop

    yield open_one
    for shop in opened:
        await shop.close()
