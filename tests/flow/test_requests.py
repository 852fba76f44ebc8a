"""Messages in Slack that may become tickets: heard once, answered by who may, and read again without a loss."""

from typing import Any

import pytest

from bot.domain.desk import Source
from bot.domain.errors import RefusalCode, Refused
from bot.domain.request import Heard, Request, Stage
from bot.flow import new_ticket, request_posts, request_reading, requests, roster
from bot.flow.roster import Account
from store import conversations, people, tickets
from store import requests as rows
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow.clock import Clock
from tests.flow.desk import ANA, GIL, OMAR

HELP, HR = "C0HELPIT", "C0ASKHR"
TIM, ULA = "U0TIM", "U0ULA"
TS = "1764579600.000100"
SOURCES = (
    Source(name="help-it", kind="slack", channel="#help-it", emoji="ticket"),
    Source(name="ask-hr", kind="slack", channel=HR, ask=False, answers="direct"),
    Source(name="anywhere", kind="slack", emoji="sos"),
)


@pytest.fixture
async def desk(support: Store) -> Store:
    """The desk of `tests.flow.desk`, with request channels."""
    file = support.desk.file.model_copy(update={"sources": (*support.desk.file.sources, *SOURCES)})
    support.desk = support.desk.model_copy(update={"file": file})
    await support.write(lambda uow: people.store_roster(uow, "#help-it", HELP, []))
    return support


def said(text: str = "It is broken.", **more: Any) -> Heard:
    return Heard(**{"channel": HELP, "ts": TS, "author": TIM, "text": text, **more})


async def known(desk: Store, channel: str = HELP, ts: str = TS) -> Request:
    found = await desk.read(rows.at, channel, ts)
    assert found is not None
    return found


async def refused(desk: Store, by: str, *, wanted: bool = True) -> RefusalCode:
    with pytest.raises(Refused) as refusal:
        await desk.write(requests.answer, (await known(desk)).id, by, wanted=wanted)
    return refusal.value.code


async def opened(desk: Store, **more: Any) -> int:
    """A message that is a ticket; the ticket's number."""
    await desk.write(requests.hear, said(**more))
    request = await known(desk)
    await desk.write(requests.answer, request.id, TIM, wanted=True)
    await desk.write(request_posts.open_ticket, request.id, said(**more), "Tim Walsh")
    number = (await known(desk)).ticket_id
    assert number is not None
    return number


async def test_a_message_counts_once(desk: Store) -> None:
    for _ in range(3):
        await desk.write(requests.hear, said())
    assert (await known(desk)).stage is Stage.ASKED


async def test_a_message_elsewhere_is_nothing(desk: Store) -> None:
    await desk.write(requests.hear, said(channel="C0ELSE"))
    assert await desk.read(rows.at, "C0ELSE", TS) is None
    assert await desk.read(requests.listens, "C0ELSE", "") is None
    assert await desk.read(requests.listens, "C0ELSE", TS) is None
    assert await desk.read(requests.listens, HELP, "") is not None


async def test_where_nothing_is_asked_it_is_wanted_at_once(desk: Store) -> None:
    await desk.write(requests.hear, said(channel=HR))
    assert (await known(desk, HR)).stage is Stage.WANTED


async def test_the_author_and_the_team_may_answer(desk: Store) -> None:
    await desk.write(requests.hear, said())
    assert await refused(desk, ULA) is RefusalCode.NOT_YOUR_REQUEST
    assert await refused(desk, GIL) is RefusalCode.NOT_A_MEMBER
    await desk.write(requests.answer, (await known(desk)).id, OMAR, wanted=True)
    assert (await known(desk)).stage is Stage.WANTED


async def test_a_guest_presses_nothing_not_even_below_their_own_message(desk: Store) -> None:
    await desk.write(requests.hear, said())
    await desk.write(roster.met, Account(slack_id=TIM, name="Tim", email="", usable=False))
    assert await refused(desk, TIM) is RefusalCode.NOT_A_MEMBER


async def test_the_same_answer_twice_is_one_and_another_comes_too_late(desk: Store) -> None:
    await desk.write(requests.hear, said())
    request = await known(desk)
    for _ in range(2):
        await desk.write(requests.answer, request.id, TIM, wanted=True)
    assert await refused(desk, ANA, wanted=False) is RefusalCode.REQUEST_OVER
    with pytest.raises(Refused) as refusal:
        await desk.write(requests.answer, 4711, ANA, wanted=True)
    assert refusal.value.code is RefusalCode.NO_SUCH_REQUEST


async def test_a_ticket_is_made_of_what_it_says_then_and_once(desk: Store) -> None:
    number = await opened(desk)
    request = await known(desk)
    await desk.write(request_posts.open_ticket, request.id, said("Something else."), "Tim Walsh")
    ticket = await desk.read(tickets.get, number)
    assert (ticket.source, ticket.via) == ("help-it", "slack")
    lines = await desk.read(conversations.messages, number)
    assert [(line.body, line.author_name) for line in lines] == [("It is broken.", "Tim Walsh")]


async def test_a_deleted_message_becomes_nothing(desk: Store) -> None:
    await desk.write(requests.hear, said())
    await desk.write(requests.hear, said(gone=True))
    request = await known(desk)
    assert request.stage is Stage.WITHDRAWN
    assert await refused(desk, TIM) is RefusalCode.REQUEST_OVER
    plan = await desk.write(request_posts.plan, request.id)
    assert plan is not None
    assert plan.new_post is None


async def test_a_ticket_outlives_its_message(desk: Store) -> None:
    number = await opened(desk)
    await desk.write(requests.hear, said(gone=True))
    assert (await known(desk)).ticket_id == number


async def test_an_edit_of_what_nobody_heard_is_no_message(desk: Store) -> None:
    await desk.write(requests.hear, said(changed=True))
    assert await desk.read(rows.at, HELP, TS) is None


async def test_what_is_said_below_joins_by_who_says_it(desk: Store) -> None:
    number = await opened(desk)
    for name, (author, text) in enumerate(((TIM, "It beeps."), (ULA, "Mine too."), (ANA, "Press the red one.")), 1):
        line = said(text, ts=f"1764579601.00000{name}", thread_ts=TS, author=author)
        for _ in range(2):
            await desk.write(requests.hear, line)
    lines = await desk.read(conversations.messages, number)
    assert [(line.author, line.body) for line in lines] == [
        ("customer", "It is broken."),
        ("customer", "It beeps."),
        ("agent", "Press the red one."),
    ]
    assert (await desk.read(tickets.get, number)).state == "waiting_customer"
    assert (await known(desk)).read_ts == "", "an event says nothing about those before it"
    await desk.write(request_reading.thread_read, HELP, TS, "1764579701.000003")
    assert await desk.read(request_reading.begin_thread, HELP, TS) == "1764579641.000003"


async def test_the_emoji_counts_from_the_author_and_the_team(desk: Store) -> None:
    assert not await desk.write(requests.reacted, said(), "ticket", ULA)
    assert await desk.read(rows.at, HELP, TS) is None
    assert not await desk.write(requests.reacted, said(), "eyes", ANA)
    assert await desk.write(requests.reacted, said(), "ticket::skin-tone-2", ANA)
    assert not await desk.write(requests.reacted, said(), "ticket", OMAR), "twice is once"
    assert (await known(desk)).stage is Stage.WANTED


async def test_an_emoji_with_a_channel_works_there_alone(desk: Store) -> None:
    assert not await desk.write(requests.reacted, said(channel="C0ELSE"), "ticket", ANA)
    assert await desk.write(requests.reacted, said(channel="C0ELSE"), "sos", TIM)
    assert (await known(desk, "C0ELSE")).source == "anywhere"


async def test_after_no_thanks_somebody_may_want_it_after_all(desk: Store) -> None:
    await desk.write(requests.hear, said())
    await desk.write(requests.answer, (await known(desk)).id, TIM, wanted=False)
    assert await desk.write(requests.reacted, said(), "ticket", TIM)
    assert (await known(desk)).stage is Stage.WANTED


async def test_the_shortcut_and_the_question_meet(desk: Store) -> None:
    await desk.write(requests.hear, said())
    made = await desk.write(
        new_ticket.write_down, subject="Broken", body="It is broken.", by=ANA, view_id="V1", message=f"{HELP}:{TS}",
        author=TIM,
    )  # fmt: skip
    request = await known(desk)
    assert (request.stage, f"T-{request.ticket_id}") == (Stage.OPENED, made.number)
    assert (await desk.read(tickets.get, int(made.number[2:]))).source == "help-it"
    assert not await desk.write(requests.reacted, said(), "ticket", ANA)


async def test_a_message_that_is_a_ticket_already_is_not_asked_about(desk: Store) -> None:
    await desk.write(
        new_ticket.write_down, subject="Broken", body="It is.", by=ANA, view_id="V1", message=f"{HELP}:{TS}"
    )
    await desk.write(requests.hear, said())
    assert (await known(desk)).stage is Stage.OPENED


async def test_where_the_answer_stands(desk: Store) -> None:
    number = await opened(desk)

    async def thread() -> str | None:
        found = await desk.read(request_posts.answering, f"{HELP}:{TS}")
        assert found is not None
        assert found.slack_id == TIM
        return found.thread_ts

    assert await thread() == TS
    for level in ("caution", "sensitive"):
        await desk.write(_of_level, number, level)
        assert await thread() == ""


def _of_level(uow: UnitOfWork, ticket_id: int, level: str) -> None:
    tickets.change(uow, ticket_id, "system", "ticket.triaged", {"level": level})


async def test_a_channel_is_read_from_where_it_was_read_last(desk: Store, clock: Clock) -> None:
    begun = await desk.write(request_reading.begin_channel, HELP)
    assert begun == f"{clock().timestamp() - 60:.6f}", "what was said before is left alone"
    later = f"{clock().timestamp() + 100:.6f}"
    await desk.write(request_reading.heard, [said(ts=later)])
    assert await desk.write(request_reading.begin_channel, HELP) == begun, "not before it came to its end"
    await desk.write(request_reading.channel_read, HELP, begun, frozenset({later}), frozenset())
    assert await desk.write(request_reading.begin_channel, HELP) == f"{float(later) - 60:.6f}"
    await desk.write(request_reading.channel_read, HELP, begun, frozenset(), frozenset({later}))
    assert (await known(desk, HELP, later)).stage is Stage.WITHDRAWN, "it is not there any more"


async def test_a_channel_that_is_none_of_ours_is_not_read(desk: Store) -> None:
    assert await desk.write(request_reading.begin_channel, "C0ELSE") is None
    assert await desk.read(request_reading.begin_thread, HELP, TS) is None


async def test_all_channels_and_the_threads_that_go_on_are_read_again(desk: Store) -> None:
    await opened(desk)
    assert await desk.write(request_reading.look) == 3
    assert await desk.write(request_reading.look) == 3, "asked for twice it is the same work"
