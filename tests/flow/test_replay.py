"""Past tickets under another desk file: told, and nothing touched."""

from collections import Counter
from datetime import datetime, timedelta

from sqlalchemy import text

from bot.cli.replay import replayed
from bot.domain.desk import Desk
from bot.domain.replay import Difference
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow.clock import Clock
from tests.flow.desk import DESK, FILE, arrives, suggest
from tests.flow.office import Assistant

TABLES = ("ticket", "draft", "journal", "outbox", "notice", "message", "record", "inbox", "desk_version")


def changed(**types: object) -> Desk:
    """The desk with another first type, and everything else as it was."""
    kind = FILE.types[0].model_copy(update=types)
    return DESK.model_copy(update={"file": FILE.model_copy(update={"types": (kind, *FILE.types[1:])})})


def rows(uow: UnitOfWork) -> list[tuple[object, ...]]:
    return [tuple(row) for name in TABLES for row in uow.execute(text(f"SELECT * FROM {name}"))]  # noqa: S608


async def differing(store: Store, clock: Clock, desk: Desk, assistant: Assistant | None = None) -> list[Difference]:
    before = await store.read(rows)
    told = await replayed(store, desk, assistant or Assistant(), clock() - timedelta(days=1), lambda done: None)
    assert await store.read(rows) == before, "nothing was written"
    return list(told.found)


async def ready(store: Store) -> int:
    ticket_id = await arrives(store, body="Where is my order?")
    await store.write(suggest, ticket_id)
    return ticket_id


async def test_the_same_desk_makes_no_difference(either: Store, clock: Clock) -> None:
    await ready(either)
    assert await differing(either, clock, DESK) == []


async def test_a_changed_rule_is_told_ticket_by_ticket(either: Store, clock: Clock) -> None:
    ticket_id = await ready(either)
    found = await differing(either, clock, changed(words={"en": ["something else"]}))
    assert found[0] == Difference(ticket_id, "type", "order_status", "none")
    assert Counter(one.what for one in found) == {"type": 1, "suggestion": 1}


async def test_a_type_that_is_off_gets_no_suggestion(support: Store, clock: Clock) -> None:
    ticket_id = await ready(support)
    found = await differing(support, clock, changed(drafts="off"))
    assert found == [Difference(ticket_id, "suggestion", "yes", "no")]


async def test_another_text_is_told_as_a_share_and_never_in_words(support: Store, clock: Clock) -> None:
    from dataclasses import replace

    from tests.flow.desk import SUGGESTION

    await ready(support)
    sentence = replace(SUGGESTION.sentences[0], text="Hello Jo, parcels take three days longer.")
    (one,) = await differing(support, clock, DESK, Assistant(suggestion=replace(SUGGESTION, sentences=(sentence,))))
    assert (one.what, one.after) == ("text", "14 % other words")


async def test_a_desk_that_lacks_the_queue_is_told(support: Store, clock: Clock) -> None:
    await ready(support)
    queues = FILE.model_copy(update={"queues": FILE.queues[1:]})
    found = await differing(support, clock, DESK.model_copy(update={"file": queues}))
    assert [one.what for one in found] == ["not possible"]


async def test_older_tickets_are_left_out(support: Store, clock: Clock) -> None:
    await ready(support)
    moment: datetime = clock() + timedelta(hours=1)
    told = await replayed(support, changed(drafts="off"), Assistant(), moment, lambda done: None)
    assert (told.found, told.of) == ((), 0)
