"""What waits for subscribers stands apart from all other work."""

from datetime import timedelta
from typing import Any

from sqlalchemy.event import listen

from bot.domain.outbox import APART_FROM, Kind
from bot.flow import leases
from store import buckets, outbox
from store.unit_of_work import UnitOfWork
from tests.flow.test_events import FILE, Followed, followed

__all__ = ["followed"]


async def test_what_waits_for_one_that_is_away_costs_no_search_of_others(followed: Followed) -> None:
    """Thousands of events of a subscriber whose way is closed: nobody who looks for a card goes through them."""
    store = followed.store

    def wait(uow: UnitOfWork) -> None:
        for number in range(3000):
            lane = f"event:jira:ticket:{number % 300}"
            outbox.enqueue(uow, Kind.EVENT, f"{number}:jira", lane=lane, bucket="event:jira", priority=APART_FROM)
        outbox.enqueue(uow, Kind.CARD, 1, lane="ticket:1:card")
        for one in FILE.subscribers:
            buckets.close_bucket(uow, f"event:{one.name}", uow.now + timedelta(minutes=5))

    await store.write(wait)
    seen: list[str] = []

    def noted(_connection: Any, _cursor: Any, sql: str, *_rest: Any) -> None:
        seen.append(sql)

    listen(store.engine, "before_cursor_execute", noted)
    jobs = await store.write(leases.take, {}, 8, 4, timedelta(seconds=20))
    assert [job.kind for job in jobs] == [Kind.CARD]
    looks = [sql for sql in seen if sql.startswith("SELECT outbox.id, outbox.bucket")]
    assert len(looks) == 2  # for what is quick and what is slow; where all ways are closed, for no event
    assert all("outbox.priority < " in sql for sql in looks)
