"""`/desk try` and `/desk kb`: the worker answers once, by `response_url`, and nothing else happens."""

from datetime import timedelta
from typing import get_args

import pytest
from sqlalchemy import text

from bot.domain.errors import RefusalCode, Refused
from bot.domain.question import QuestionKind
from bot.domain.triage import Guess
from bot.flow import changed, question
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow import desk
from tests.flow.clock import Clock
from tests.flow.desk import ANA, GIL, LENA, MARTA, PRIYA, TOMAS
from tests.flow.ledger import pending
from tests.flow.office import Office


def kept(uow: UnitOfWork) -> list[str]:
    return list(uow.execute(text("SELECT text FROM question")).scalars())


def tickets(uow: UnitOfWork) -> int:
    return int(uow.execute(text("SELECT count(*) FROM ticket")).scalar_one())


async def asked(office: Office, kind: QuestionKind, said: str, by: str = ANA) -> str:
    """What the asker is told, all of it."""
    url = office.sandbox._response_urls.issue(by, desk.ORDERS)
    await office.store.write(question.ask, kind, said, by, url)
    before = len(office.sandbox.ephemerals(by))
    await office.work()
    return " ".join(str(message.blocks) for message in office.sandbox.ephemerals(by)[before:])


async def test_a_plain_request_is_told_with_its_words_queue_and_articles(open_office: Office) -> None:
    told = await asked(open_office, "try", "Where is my order 4417?")
    for part in ("Type: Where is my order, by its words “Where is my order”", "Queue: Orders · priority normal",
                 "type “order_status”", "routing “default”", "Sensitivity: nothing fired",
                 "A suggestion would be made.", "Delivery delays", "Marta", "checked 11 days ago", "4417"):  # fmt: skip
        assert part in told, part
    assert await open_office.store.read(kept) == []
    assert await open_office.store.read(tickets) == 0, "nothing was written"
    assert open_office.orders.fields is not None
    assert "in transit" not in told, "no record is read"


async def test_a_delicate_one_says_which_words_fired_and_who_is_asked(open_office: Office) -> None:
    told = await asked(open_office, "try", desk.DELICATE)
    for part in ("Legal threat, sensitive: “lawyer”", "Sealed: its card would stand in #support-escalations",
                 "Marta is asked", "No suggestion"):  # fmt: skip
        assert part in told, part
    assert "sue you" not in told.replace("“sue you”", ""), "the text itself is not shown again"


async def test_what_only_sounds_delicate_says_so(open_office: Office) -> None:
    open_office.assistant.guess = Guess(None, 0.0, delicate=(("health", 0.7),))
    told = await asked(open_office, "try", "Where is my order 4417?")
    assert "Health, sensitive: it sounds like it" in told


async def test_a_type_that_is_not_certain_is_asked_for(open_office: Office) -> None:
    open_office.assistant.guess = Guess("return_item", 0.55)
    told = await asked(open_office, "try", "The lamp flickers in the evening.")
    assert "It looks like Return (55 %)" in told
    assert "No suggestion yet: this looks like “Return” (55 %)." in told


async def test_what_the_type_needs_is_missing(open_office: Office) -> None:
    told = await asked(open_office, "try", "I want to send it back.")
    assert "No suggestion: " in told
    assert "photo" in told


async def test_articles_are_found_with_owner_age_and_audience(open_office: Office) -> None:
    told = await asked(open_office, "kb", "delays")
    for part in ("Delivery delays", "Marta", "checked 11 days ago", "for customers", "English"):
        assert part in told, part
    assert "No article has anything like this" in await asked(open_office, "kb", "zeppelin")


async def test_what_is_past_its_date_or_held_back_is_marked(open_office: Office, clock: Clock) -> None:
    clock.move(timedelta(days=90))
    await open_office.store.write(desk.people)
    assert "past its date: not used in suggestions (2027-02-01)" in await asked(open_office, "kb", "delays")
    await open_office.store.write(changed.hold, "carrier", "DHL → GLS", MARTA, "V1")
    assert "Held back since this has changed: DHL → GLS" in await asked(open_office, "kb", "delays")


@pytest.mark.parametrize("by", [ANA, LENA, MARTA, PRIYA])
async def test_who_works_on_tickets_may_ask(support: Store, by: str) -> None:
    await support.write(question.ask, "try", "Where is my order?", by, "https://hooks.example/1")
    assert "question" in await support.read(pending)


@pytest.mark.parametrize("by", [GIL, TOMAS, "U0NOBODY"])
async def test_guests_departments_and_strangers_may_not(support: Store, by: str) -> None:
    with pytest.raises(Refused) as refused:
        await support.write(question.ask, "try", "Where is my order?", by, "https://hooks.example/1")
    assert refused.value.code in (RefusalCode.NOT_A_MEMBER, RefusalCode.NOT_YOUR_ROLE)
    assert await support.read(kept) == []


@pytest.mark.parametrize(
    ("said", "code"), [(" \u200b ", RefusalCode.EMPTY_REQUEST), ("a " * 2500, RefusalCode.TEXT_TOO_LONG)]
)
async def test_nothing_and_too_much_is_refused(support: Store, said: str, code: RefusalCode) -> None:
    with pytest.raises(Refused) as refused:
        await support.write(question.ask, "try", said, ANA, "https://hooks.example/1")
    assert refused.value.code is code


async def test_an_assistant_that_fails_is_said_and_nothing_stays(open_office: Office) -> None:
    open_office.assistant.guess = RuntimeError("a customer's text")
    for kind in get_args(QuestionKind):
        assert "Looking did not work just now" in await asked(open_office, kind, "Where is my order?")
    assert await open_office.store.read(kept) == []


async def test_an_answer_that_slack_does_not_take_is_tried_again_and_then_let_go(open_office: Office) -> None:
    open_office.sandbox.fail("response_url", status=503)
    assert await asked(open_office, "kb", "delays") == ""
    assert await open_office.store.read(kept) == ["delays"]
    await open_office.work(5)
    assert "Delivery delays" in str([m.blocks for m in open_office.sandbox.ephemerals(ANA)])
    await open_office.store.write(question.ask, "kb", "delays", ANA, "https://elsewhere.example/respond/1")
    for _ in range(5):
        await open_office.work(10)
    assert await open_office.store.read(kept) == [], "after four tries nobody is told"
    assert "question" not in await open_office.store.read(pending)


async def test_what_nobody_answered_in_time_is_forgotten(either: Store, clock: Clock) -> None:
    await either.write(question.ask, "try", "Where is my order?", ANA, "https://hooks.example/1")
    assert await either.write(question.forget_old, 10) == 0
    clock.move(timedelta(minutes=25))
    found = await either.read(question.to_answer, 1)
    assert found is None
    assert await either.write(question.forget_old, 10) == 0
    clock.move(timedelta(seconds=1))
    assert await either.write(question.forget_old, 10) == 1
    assert await either.read(kept) == []
