"""What waits for subscribers stands apart from all other work; and what they are told of a rating."""

import json
from datetime import timedelta
from typing import Any

from sqlalchemy.event import listen

from bot.domain.outbox import APART_FROM, Kind
from bot.domain.webhook_body import parse
from bot.flow import intake, leases
from store import buckets, outbox
from store.unit_of_work import UnitOfWork
from tests.flow.desk import arrives
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


async def test_a_rating_is_told_with_its_score(followed: Followed) -> None:
    await arrives(followed.store)
    body = {"type": "ticket.rated", "data": {"id": "88", "score": 2, "comment": "Too slow."}}
    await followed.store.write(intake.take, parse("generic", "r1", body, raw="{}"))
    await followed.office.work()
    (told,) = [event for event in followed.told["jira"].events if event.name == "ticket.rated"]
    assert told.data["score"] == 2
    assert "slow" not in json.dumps(told.body)
