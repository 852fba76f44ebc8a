"""What people decide about tickets becomes lessons, and leaves them again."""

import pytest
from sqlalchemy import text as sql

from bot.assistant.questions import questions
from bot.domain.draft import QUESTIONS
from bot.domain.lessons import MOST_QUESTIONS, Answer, Tally
from bot.domain.reply import Delivery
from bot.domain.retention import Faded
from bot.domain.triage import Guess
from bot.flow import learning, merge, prepare, reply, sending, triage
from bot.flow.triage import Taught
from store import drafts, fading, tickets
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow.clock import Clock
from tests.flow.desk import ANA, DELICATE, DESK, LENA, MARTA, arrives, last_message, suggest, writes
from tests.flow.sends import WITH_ORDER, job_of


async def answered(store: Store, clock: Clock, number: int, body: str, text: str | None = None) -> int:
    """A ticket is answered by the suggestion as it stands, or by `text`."""
    ticket_id = await arrives(store, number, body=body)
    await sent_as_suggested(store, clock, ticket_id, text)
    return ticket_id


async def sent_as_suggested(store: Store, clock: Clock, ticket_id: int, text: str | None = None) -> None:
    draft_id = await store.write(suggest, ticket_id, WITH_ORDER)
    seen = await store.read(last_message, ticket_id)
    if text is None:
        put_up = await store.write(reply.approve, draft_id, seen, ANA)
    else:
        made = await store.write(
            reply.send_text, ticket_id, text, ANA, view_id=f"V{draft_id}", draft_id=draft_id, message_id=seen
        )
        assert made is not None
        put_up = made
    job = await job_of(store, clock)
    assert await store.write(sending.begin, job, put_up.id, WITH_ORDER.records) is not None
    await store.write(sending.record, job, put_up.id, Delivery("sent"))


def taken(uow: UnitOfWork) -> int:
    found = learning.unlearned(uow, 100)
    return learning.learn(uow, list(zip(found, questions(DESK, found, 2026), strict=True)))


def take_text(uow: UnitOfWork, ticket_id: int) -> None:
    tickets.lock(uow, ticket_id)
    fading.take_text(uow, [ticket_id])
    fading.mark(uow, [ticket_id], Faded.ALL)


async def test_an_answer_sent_as_suggested_teaches_its_article_the_question(either: Store, clock: Clock) -> None:
    await answered(either, clock, 1, "Hello, I am Jo Doe. When will my parcel 4417 arrive at last?")
    assert await either.write(taken) == 1
    lessons = await either.read(learning.read)
    assert lessons.questions == (("delays", "en", "when will my parcel arrive at last?"),)
    assert [cited for _, _, cited in lessons.answered] == [("delays",)]
    assert await either.write(taken) == 0  # each answer once


async def test_the_question_is_what_was_answered_and_not_what_was_asked_first(either: Store, clock: Clock) -> None:
    ticket_id = await arrives(either, 1, body="Do you have a shop in Lyon, too?")
    await writes(either, "Thank you. When will my parcel arrive at last?", conversation="1")
    await sent_as_suggested(either, clock, ticket_id)
    await writes(either, "It has come, but the box is dented.", number=2, conversation="1")

    assert await either.write(taken) == 1

    assert (await either.read(learning.read)).questions == (("delays", "en", "when will my parcel arrive at last?"),)


async def test_what_became_sensitive_is_no_question_any_more(either: Store, clock: Clock) -> None:
    ticket_id = await answered(either, clock, 1, "When will my parcel 4417 arrive at last?")
    await either.write(taken)
    await either.write(triage.mark_sensitive, ticket_id, "health", ANA, "M1")
    assert (await either.read(learning.read)).questions == ()


async def test_a_question_to_the_customer_is_no_answer_and_keeps_none_from_being_learned(
    either: Store, clock: Clock
) -> None:
    ticket_id = await arrives(either, 1, body="When will my parcel 4417 arrive at last?")
    await sent_as_suggested(either, clock, ticket_id)
    await either.write(_asked_instead, ticket_id)
    assert await either.write(taken) == 0

    await writes(either, "It is order 4417. When will my parcel arrive at last?", conversation="1")
    await either.write(_answered_again, ticket_id)

    assert await either.write(taken) == 1


def _asked_instead(uow: UnitOfWork, ticket_id: int) -> None:
    """What was sent so far was a question of the team's."""
    asked = sql("UPDATE draft SET engine = :engine, sentences = '[]' WHERE ticket_id = :id")
    uow.execute(asked.bindparams(engine=QUESTIONS, id=ticket_id))


def _answered_again(uow: UnitOfWork, ticket_id: int) -> None:
    done = sql("UPDATE draft SET state = 'sent', change = 0, decided_at = created_at WHERE id = :id")
    uow.execute(done.bindparams(id=suggest(uow, ticket_id, WITH_ORDER)))


async def test_an_answer_that_was_rewritten_teaches_nothing(either: Store, clock: Clock) -> None:
    await answered(either, clock, 1, "When will my parcel arrive at last?", "We will call you about that today.")
    assert await either.write(taken) == 0
    assert await either.read(learning.unlearned, 10) == []


async def test_questions_that_say_the_same_are_kept_once_and_an_article_keeps_twenty(either: Store) -> None:
    def filled(uow: UnitOfWork, ids: list[int]) -> int:
        told = [Answer(ticket_id=of, article_id="delays", language="en", text="", names=()) for of in ids]
        said = [f"question of the kind {chr(97 + n)}{chr(97 + n)} {chr(98 + n)}" for n in range(len(ids) - 1)]
        return learning.learn(uow, list(zip(told, [*said, said[-1]], strict=True)))

    ids = [await arrives(either, number) for number in range(1, 25)]
    assert await either.write(filled, ids) == len(ids) - 1
    kept = (await either.read(learning.read)).questions
    assert len(kept) == MOST_QUESTIONS
    assert kept[0][2].endswith("dd e")  # the oldest have gone


async def test_what_is_erased_is_no_lesson_any_more(either: Store, clock: Clock) -> None:
    ticket_id = await answered(either, clock, 1, "When will my parcel arrive at last?")
    await either.write(taken)
    assert await either.read(learning.tally) == Tally(answers=1, questions=1)
    await either.write(take_text, ticket_id)
    assert not await either.read(learning.read)
    assert not await either.read(learning.tally)


async def test_marks_of_people_are_lessons_and_what_only_sounds_so_is_none(either: Store) -> None:
    marked = await arrives(either, 1, body="A fox is in the parcel")
    await either.write(triage.mark_sensitive, marked, "harm", ANA, "V1")
    guessed = await arrives(either, 2, body="It looks odd")
    await either.write(prepare.triaged, guessed, Guess(None, 0.0, delicate=(("harm", 0.99),)), "en")
    assert (await either.read(learning.read)).marked == (("A fox is in the parcel", "harm"),)
    await either.write(triage.unmark_sensitive, marked, "a toy fox", LENA, "V2")
    assert (await either.read(learning.read)).marked == (("A fox is in the parcel", ""),)


async def test_a_later_message_with_delicate_words_raises_the_ticket(either: Store) -> None:
    ticket_id = await arrives(either)
    draft_id = await either.write(suggest, ticket_id)
    await writes(either, "My lawyer will hear of this")
    found = await either.read(tickets.get, ticket_id)
    assert found.level == "sensitive"
    draft = await either.read(drafts.get, draft_id)
    assert draft is not None
    assert draft.state == "superseded"


@pytest.mark.parametrize("delicate", ["source", "target"])
async def test_a_seal_that_came_with_a_merge_is_nobodys_mark(either: Store, delicate: str) -> None:
    bodies = {"source": "Where is my order?", "target": "Where is my parcel?", delicate: DELICATE}
    target = await arrives(either, 88, body=bodies["target"])
    source = await arrives(either, 89, body=bodies["source"])
    assert await either.write(merge.merge, source, target, LENA, "M1") is not None
    await either.write(triage.mark_sensitive, target, "legal", MARTA, "M2")

    assert await either.read(triage.taught) == Taught(delicate=((bodies["target"], "legal"),))
    assert (await either.read(learning.read)).marked == ((bodies["target"], "legal"),)
