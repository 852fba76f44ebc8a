"""An event whose handling failed is not acknowledged, so that Slack sends it again."""

from collections.abc import Coroutine

import pytest

from tests.scenarios.shop import Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_an_event_is_acknowledged_only_once_it_was_worked(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    assert shop.deskhand is not None
    front = shop.deskhand.front
    assert front is not None
    worked, later = [], front.later

    def fails_once(work: Coroutine[object, object, None]) -> None:
        worked.append(work)
        if len(worked) == 1:
            work.close()
            raise RuntimeError("the first try fails")
        later(work)

    monkeypatch.setattr(front, "later", fails_once)
    before = len(shop.sandbox.attempts)

    await shop.sandbox.join("zoe", "support-returns")
    await shop.until(lambda: len(worked) == 2)
    await shop.until(lambda: shop.sandbox.attempts[-1].outcome == "ok")

    # Joining is told twice: by an event of its own, which failed, and by a line in the channel.
    told = [attempt for attempt in shop.sandbox.attempts[before:] if attempt.what == "member_joined_channel"]
    tries = [(attempt.number, attempt.outcome == "ok") for attempt in told]
    assert tries == [(0, False), (1, True)]
    await shop.sandbox.leave("zoe", "support-returns")
