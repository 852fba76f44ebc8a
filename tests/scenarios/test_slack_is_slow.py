"""Slack takes two seconds for each call and the model is down: whoever types or clicks is answered in time.

The sandbox gives an app three seconds, as Slack does, and tells the person so when they are over.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable

import pytest
import pytest_asyncio

from bot.assistant import Embedded
from sandbox import AppDidNotAnswer, Refused
from tests.scenarios.shop import Asked, Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")
Open = Callable[..., Awaitable[Shop]]

SLOW = 2.0
METHODS = (
    "chat.postMessage", "chat.update", "chat.delete", "chat.getPermalink", "conversations.open",
    "conversations.history", "conversations.replies",
    "response_url", "views.open", "views.push", "views.update", "views.publish",
)  # fmt: skip
COMMANDS = (
    "/queue", "/queue orders overdue", "/queue logistics", "/ticket", "/ticket {n}", "/ticket new",
    "/ticket find parcel",
    "/ticket claim {n}", "/ticket approve {n}", "/ticket edit {n}", "/ticket escalate {n}",
    "/ticket snooze {n}",
    "/ticket merge {n}", "/ticket note {n} She called.", "/ticket priority {n}", "/ticket move {n}",
    "/ticket release {n}",
    "/digest orders today", "/desk help", "/desk health", "/desk mine", "/desk outcomes", "/desk me",
    '/desk try "Where is my order?"', "/desk kb delivery", '/desk changed carrier "DHL → GLS"', "/desk nonsense",
)  # fmt: skip
MORE = ("write_reply", "resolve", "assign", "change_type", "mark_sensitive", "snooze", "explain", "history", "hand_off")


@pytest_asyncio.fixture(loop_scope="session", params=[False, True], ids=["socket", "http"])
async def slow(own: Open, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Shop]:
    shop = await own(http=request.param, ack_timeout=3.0)
    for name in ("_suggest", "_learned_classifier"):
        monkeypatch.setattr(Embedded, name, lambda *_: (_ for _ in ()).throw(ConnectionError("the model is down")))
    yield shop
    shop.sandbox.clear_faults()


async def answered(doings: Iterable[tuple[str, Callable[[], Awaitable[object]]]]) -> list[str]:
    """What was not answered in time, nor when it was done once more: a machine that stands still does so once."""
    late = []
    for name, doing in doings:
        if not (await in_time(doing) or await in_time(doing)):
            late.append(name)
    return late


async def in_time(doing: Callable[[], Awaitable[object]]) -> bool:
    try:
        await doing()
    except AppDidNotAnswer:
        return False
    except Refused:
        pass  # an answer, too
    return True


async def test_everybody_is_answered_in_time(slow: Shop) -> None:
    asked: Asked = await slow.asks_where()
    card = await slow.card_with(asked, "claim")
    await slow.quiet()
    for method in METHODS:
        slow.sandbox.fail(method, delay=SLOW, times=500)

    def typed(line: str) -> Callable[[], Awaitable[object]]:
        return lambda: slow.sandbox.command("lena", "support-orders", line.replace("{n}", asked.number))

    def chosen(entry: str) -> Callable[[], Awaitable[object]]:
        return lambda: slow.sandbox.click("lena", card.channel, card.ts, "more", option=f"{entry}:{asked.ticket}")

    assert await answered([(line, typed(line)) for line in COMMANDS]) == []
    assert await answered([(entry, chosen(entry)) for entry in MORE]) == []
    assert await answered([("take over", lambda: slow.old_click("ana", card, "claim"))]) == []
