"""A conversation is read again: Home says what waits, a form takes the scores, and whoever answered reads them."""

from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
import pytest_asyncio

from sandbox import View
from tests.flow import desk
from tests.flow.desk import ANA, LENA, OMAR, ORDERS
from tests.flow.retention_days import all_due
from tests.flow.reviewed import scored, scores, to_review
from tests.scenarios.life import PATIENCE
from tests.scenarios.reading import words_of
from tests.scenarios.wired import Wired, by_the_tests_clock

pytestmark = pytest.mark.asyncio(loop_scope="session")
T = TypeVar("T")


@pytest_asyncio.fixture(loop_scope="session")
async def wired(tmp_path: Path) -> AsyncIterator[Wired]:
    opened = Wired(tmp_path, http=False)
    with by_the_tests_clock(opened):
        await opened.open()
    opened.begin()
    yield opened
    await opened.close()


async def until(wired: Wired, seen: Callable[[], T | None]) -> T:
    found = await wired.sandbox.wait_for(seen, timeout=PATIENCE)
    assert found is not None
    return found


async def home(wired: Wired, who: str, seen: Callable[[str], bool] = bool) -> str:
    """What somebody reads who opens Home, once it says this."""
    await wired.sandbox.open_home(who)

    def shown() -> str | None:
        now = wired.sandbox.home(who)
        return words_of(now) if now is not None and seen(words_of(now)) else None

    return await until(wired, shown)


async def pressed(wired: Wired, name: str, sample_id: int) -> View:
    """The form that Lena opens from her Home."""
    await home(wired, LENA, lambda said: "For me to review" in said)
    shown = wired.sandbox.home(LENA)
    assert shown is not None
    await wired.sandbox.click_in_view(LENA, shown.id, name, f'{{"v": {sample_id}}}')
    return await until(wired, lambda: next(iter(wired.sandbox.views(LENA)), None))


async def test_a_review_from_home_to_the_record_of_whoever_answered(wired: Wired) -> None:
    await scored(wired.store, [(ANA, 3, 4)] * 4)
    sample_id = await to_review(wired.store, 90)
    left = await to_review(wired.store, 91)
    assert "reopened" in await home(wired, LENA, lambda said: "For me to review" in said)

    form = await pressed(wired, "review", sample_id)
    assert "Where is my order 4417?" in words_of(form)
    given = {"score-tone": "2", "score-right": "4", "note": "The date was missing."}
    assert await wired.sandbox.submit(LENA, form.id, given) == {}
    assert (await wired.store.read(scores))[-2:] == [
        (sample_id, "tone", 2, "The date was missing."), (sample_id, "right", 4, ""),
    ]  # fmt: skip

    form = await pressed(wired, "leave_out", left)
    assert await wired.sandbox.submit(LENA, form.id, {"reason": "involved"}) == {}
    theirs = await home(wired, LENA, lambda said: "For me to review" not in said)

    mine = await home(wired, ANA)
    assert "5 conversations reviewed in the last 90 days: 3.4 of 4 on average." in mine
    assert "The date was missing." in mine
    assert "The date was missing." not in theirs
    assert "reviewed in the last 90 days" not in await home(wired, OMAR)
    assert [message for message in wired.sandbox.messages(ORDERS) if "3.4" in words_of(message)] == []

    wired.clock.move(timedelta(days=91))
    await wired.store.write(desk.people)
    await all_due(wired.store)
    later = await home(wired, ANA, lambda said: "reviewed in the last 90 days" not in said)
    assert "The date was missing." not in later
    assert await wired.store.read(scores) == []
