"""Past tickets under another desk file: told, and nothing touched."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import text

from bot.cli.replay import replayed
from bot.domain.desk import Desk
from bot.domain.draft import QUESTIONS, Withheld
from bot.domain.replay import Difference
from bot.flow import correct, triage
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow.clock import Clock
from tests.flow.desk import ANA, DESK, FILE, LENA, SUGGESTION, arrives, suggest
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


async def test_what_a_person_has_said_since_is_no_difference(either: Store, clock: Clock) -> None:
    ticket_id = await ready(either)
    await either.write(correct.change_priority, ticket_id, "high", ANA, "P1")
    await either.write(correct.move_queue, ticket_id, "billing", ANA, "Q1")
    assert await differing(either, clock, DESK) == []


async def test_another_reason_for_no_suggestion_is_told(support: Store, clock: Clock) -> None:
    ticket_id = await arrives(support, body="Where is my order?")
    await support.write(suggest, ticket_id, replace(SUGGESTION, sentences=(), withheld=Withheld.NO_SOURCE))
    found = await differing(support, clock, changed(drafts="off"))
    assert found == [Difference(ticket_id, "reason", "no_source", "type_off")]


async def test_a_question_for_what_is_missing_is_no_suggestion(support: Store, clock: Clock) -> None:
    ticket_id = await arrives(support, body="I want to send it back")
    asks = replace(SUGGESTION, engine=QUESTIONS, facts={"missing": "photo"})
    await support.write(suggest, ticket_id, asks)
    assert await differing(support, clock, DESK) == []


async def test_what_a_model_would_find_sensitive_is_told(support: Store, clock: Clock) -> None:
    ticket_id = await ready(support)
    finds = Assistant(suggestion=replace(SUGGESTION, raised=("harm", "no such class")))
    found = await differing(support, clock, DESK, finds)
    assert found == [
        Difference(ticket_id, "level", "none", "sensitive"),
        Difference(ticket_id, "suggestion", "yes", "no"),
    ]


async def test_what_a_person_has_ruled_out_no_model_brings_back(support: Store, clock: Clock) -> None:
    ticket_id = await arrives(support, body="Where is my order?")
    await support.write(triage.mark_sensitive, ticket_id, "harm", ANA, "M1")
    await support.write(triage.unmark_sensitive, ticket_id, "a figure of speech", LENA, "M2")
    await support.write(suggest, ticket_id)
    assert await differing(support, clock, DESK, Assistant(suggestion=replace(SUGGESTION, raised=("harm",)))) == []
