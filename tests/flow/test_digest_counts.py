"""What a digest counts once, and of which days, worked out by hand."""

from dataclasses import replace
from datetime import date, timedelta

from bot.domain.figures import Figure
from bot.domain.handoff import Answer
from bot.flow import day_figures, handoff, handoff_answers, merge, reply, resolve
from bot.slack.digest_lines import sentences
from bot.words import words
from store.store import Store
from tests.flow import desk
from tests.flow.clock import Clock
from tests.flow.desk import ANA, TOMAS, arrives, suggest
from tests.flow.rolling import rolled
from tests.flow.test_digest import arrived, at, counts, of_day


async def test_an_answer_that_was_taken_back_and_approved_again_was_approved_once(support: Store, clock: Clock) -> None:
    await at(support, clock, 8)
    draft_id = await support.write(suggest, await arrives(support))
    sent = await support.write(reply.approve, draft_id, None, ANA)
    await support.write(reply.take_back, sent.id, ANA)
    assert (await of_day(support)).told.count(Figure.APPROVED) == 0, "it has not left"
    await at(support, clock, 9)
    again = await support.write(reply.approve, draft_id, None, ANA)
    assert (await of_day(support)).told.count(Figure.APPROVED) == 0, "it may be taken back still"
    await support.write(arrived, again.id)
    await at(support, clock, 10)
    told = (await of_day(support)).told
    assert {key: one.count for key, one in told.keys(Figure.APPROVED).items()} == {"read": 1}


async def test_a_second_request_that_is_merged_is_asked_again_once(support: Store, clock: Clock) -> None:
    await at(support, clock, 8)
    first = await arrives(support, 1)
    await at(support, clock, 9)
    second = await arrives(support, 2)
    await at(support, clock, 10)
    await support.write(merge.merge, second, first, ANA, "V1")
    await at(support, clock, 11)
    assert counts(await of_day(support), Figure.REPEATED, Figure.FOLLOWED_UP) == [1, 0]
    await desk.writes(support, conversation="1")
    await at(support, clock, 12)
    assert counts(await of_day(support), Figure.REPEATED, Figure.FOLLOWED_UP) == [1, 1]


async def test_mondays_digest_tells_of_all_three_days_what_was_right_for_good(support: Store, clock: Clock) -> None:
    for number, day in enumerate((12, 13, 14), start=1):  # Thursday, Friday, Saturday
        await at(support, clock, 12, day=day)
        ticket_id = await arrives(support, number, customer=replace(desk.JO, id=f"c-{number}"))
        await support.write(resolve.resolve, ticket_id, ANA)
    await at(support, clock, 12, day=20)
    await arrives(support, 4, customer=replace(desk.JO, id="c-4"))
    await at(support, clock, 9)
    await rolled(support)
    told = await support.read(day_figures.of, "day", date(2026, 11, 20), date(2026, 11, 22), "UTC", ())
    assert told.judged is not None
    first, last, judged = told.judged
    assert (first, last, judged.count(Figure.JUDGED)) == (date(2026, 11, 13), date(2026, 11, 15), 2)
    assert "Of 2 resolved from 13 November to 15 November, 2 were right for good." in sentences(told, words("en"))
    assert any("du vendredi 13 novembre au dimanche 15 novembre" in one for one in sentences(told, words("fr")))


async def test_a_promise_that_was_broken_stays_so_whatever_is_promised_later(support: Store, clock: Clock) -> None:
    await at(support, clock, 9)
    mine = [await arrives(support, number) for number in (1, 2)]
    found = await support.write(handoff.ask, mine, handoff.Request(department="logistics", needs="Where?"), ANA, "V1")
    assert found is not None
    await support.write(handoff_answers.promise, found.id, Answer.ACCEPT, TOMAS)
    await at(support, clock, 14)  # it was promised within four hours
    await support.write(handoff_answers.result, found.id, Answer.DONE, "Lyon.", TOMAS, "V2", mine[0])
    await at(support, clock, 15)
    assert counts(await of_day(support), Figure.ANSWERED, Figure.PROMISE_BROKEN) == [1, 1]
    later = clock.at + timedelta(days=1)
    await support.write(handoff_answers.promise, found.id, Answer.PROPOSE, TOMAS, "V3", later)
    await at(support, clock, 16)
    assert counts(await of_day(support), Figure.ANSWERED, Figure.PROMISE_BROKEN) == [1, 1]
    await support.write(handoff_answers.result, found.id, Answer.DONE, "Nice.", TOMAS, "V4", mine[1])
    await at(support, clock, 17)
    assert counts(await of_day(support), Figure.ANSWERED, Figure.PROMISE_BROKEN) == [2, 1], "the other kept the new one"
