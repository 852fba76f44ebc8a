"""A question below a message that nobody answers does not stand for ever, and what it asked may still be wanted."""

from datetime import timedelta

import pytest

from bot.domain.desk import Source
from bot.domain.errors import RefusalCode, Refused
from bot.domain.request import Stage
from bot.flow import requests, timers
from store import people
from store import requests as rows
from store.store import Store
from tests.flow import desk as small
from tests.flow.clock import Clock
from tests.flow.desk import LOGISTICS, OMAR, TOMAS
from tests.flow.office import Office
from tests.flow.test_requests import HELP, SOURCES, TIM, TS, desk, known, said

__all__ = ("desk",)  # the fixture
DAY = timedelta(days=1)


async def test_after_a_day_it_runs_out_and_not_before(desk: Store, clock: Clock) -> None:
    await desk.write(requests.hear, said())
    clock.move(DAY - timedelta(seconds=1))
    assert await desk.write(requests.run_out, 100) == 0
    assert (await known(desk)).stage is Stage.ASKED
    clock.move(timedelta(seconds=1))
    assert await desk.write(requests.run_out, 100) == 1
    assert await desk.write(requests.run_out, 100) == 0
    assert (await known(desk)).stage is Stage.DECLINED
    assert await desk.read(lambda uow: requests.ran_out(uow, rows.at(uow, HELP, TS)))  # type: ignore[arg-type]
    assert "unanswered" in timers.chores(desk.desk.file)


async def test_by_the_time_of_its_source_and_by_no_means_what_was_answered(desk: Store, clock: Clock) -> None:
    file = desk.desk.file
    hour = SOURCES[0].model_copy(update={"ask_for": timedelta(hours=1)})
    desk.desk = desk.desk.model_copy(update={"file": file.model_copy(update={"sources": (hour,)})})
    await desk.write(requests.hear, said())
    await desk.write(requests.hear, said(ts="1764579601.000100"))
    await desk.write(requests.answer, (await known(desk)).id, TIM, wanted=True)
    clock.move(timedelta(hours=1))
    assert await desk.write(requests.run_out, 100) == 1
    assert (await known(desk)).stage is Stage.WANTED
    assert (await known(desk, ts="1764579601.000100")).stage is Stage.DECLINED


async def test_a_late_press_and_a_late_emoji_still_work(desk: Store, clock: Clock) -> None:
    await desk.write(requests.hear, said())
    await desk.write(requests.hear, said(ts="1764579601.000100"))
    clock.move(DAY)
    await desk.write(requests.run_out, 100)
    await desk.write(small.people)
    request = await known(desk)
    assert (await desk.write(requests.answer, request.id, OMAR, wanted=False)).stage is Stage.DECLINED
    await desk.write(requests.answer, request.id, TIM, wanted=True)
    assert (await known(desk)).stage is Stage.WANTED
    assert await desk.write(requests.reacted, said(ts="1764579601.000100"), "ticket", TIM)


async def test_what_somebody_declined_in_time_is_not_opened_by_a_stale_button(desk: Store) -> None:
    await desk.write(requests.hear, said())
    request = await known(desk)
    await desk.write(requests.answer, request.id, TIM, wanted=False)
    with pytest.raises(Refused) as refused:
        await desk.write(requests.answer, request.id, OMAR, wanted=True)
    assert refused.value.code is RefusalCode.REQUEST_OVER


async def test_a_short_line_takes_the_place_of_the_question(open_office: Office, clock: Clock) -> None:
    store = open_office.store
    source = Source(name="help", kind="slack", channel="#ops-logistics", emoji="ticket")
    file = store.desk.file.model_copy(update={"sources": (*store.desk.file.sources, source)})
    store.desk = store.desk.model_copy(update={"file": file})
    await store.write(lambda uow: people.store_roster(uow, "#ops-logistics", LOGISTICS, [TOMAS]))
    message = await open_office.sandbox.say("tomas", "ops-logistics", "It is broken.")
    await store.write(requests.hear, said(channel=LOGISTICS, ts=message.ts, author=TOMAS))
    await open_office.work(1)
    (asked,) = open_office.thread(message)
    assert "Shall we open a ticket for this?" in asked
    clock.move(DAY)
    await store.write(requests.run_out, 100)
    await open_office.work(1)
    (told,) = open_office.thread(message)
    assert "Not opened. React with :ticket: or use Make a ticket." in told
    assert "button" not in told
    request = await store.read(rows.at, LOGISTICS, message.ts)
    assert request is not None
    await store.write(small.people)
    await store.write(requests.answer, request.id, TOMAS, wanted=True)
    await open_office.work(1)
    (opened,) = open_office.thread(message)
    assert "This is T-" in opened
