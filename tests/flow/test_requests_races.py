"""Whoever comes at the same moment, on both databases: one row, one question, one ticket."""

import asyncio

from sqlalchemy import func, select

from bot.domain.request import Stage
from bot.flow import new_ticket, request_posts, requests
from store import people
from store import requests as rows
from store.store import Store
from store.tables import RequestRow, TicketRow
from store.unit_of_work import UnitOfWork
from tests.flow.desk import ANA, OMAR
from tests.flow.test_requests import HELP, SOURCES, TIM, said


async def desk_of(either: Store) -> Store:
    file = either.desk.file.model_copy(update={"sources": (*either.desk.file.sources, *SOURCES)})
    either.desk = either.desk.model_copy(update={"file": file})
    await either.write(lambda uow: people.store_roster(uow, "#help-it", HELP, []))
    return either


def counted(uow: UnitOfWork) -> tuple[int, int]:
    return tuple(int(uow.execute(select(func.count()).select_from(of)).scalar_one()) for of in (RequestRow, TicketRow))  # type: ignore[return-value]


async def test_an_event_and_a_reading_hear_the_same_message_at_once(either: Store) -> None:
    desk = await desk_of(either)
    await asyncio.gather(*(desk.write(requests.hear, said()) for _ in range(8)))
    assert await desk.read(counted) == (1, 0)


async def test_the_button_and_the_shortcut_at_once_make_one_ticket(either: Store) -> None:
    desk = await desk_of(either)
    for number in range(5):
        ts = f"176457960{number}.000100"
        await desk.write(requests.hear, said(ts=ts))
        request = await desk.read(rows.at, HELP, ts)
        assert request is not None
        await desk.write(requests.answer, request.id, TIM, wanted=True)
        await asyncio.gather(
            *(desk.write(request_posts.open_ticket, request.id, said(ts=ts), "Tim") for _ in range(2)),
            *(
                desk.write(
                    new_ticket.write_down, subject="Broken", body="It is.", by=by, view_id=f"V{number}{by}",
                    message=f"{HELP}:{ts}", author=TIM,
                )
                for by in (ANA, OMAR)
            ),
        )  # fmt: skip
        now = await desk.read(rows.get, request.id)
        assert now is not None
        assert now.stage is Stage.OPENED
    assert await desk.read(counted) == (5, 5)


async def test_yes_and_no_at_once_is_one_of_them(either: Store) -> None:
    desk = await desk_of(either)
    await desk.write(requests.hear, said())
    request = await desk.read(rows.at, HELP, said().ts)
    assert request is not None
    outcomes = await asyncio.gather(
        *(desk.write(requests.answer, request.id, by, wanted=by == TIM) for by in (TIM, ANA, TIM, OMAR)),
        return_exceptions=True,
    )
    now = await desk.read(rows.get, request.id)
    assert now is not None
    assert now.stage in (Stage.WANTED, Stage.DECLINED)
    assert len([one for one in outcomes if isinstance(one, Exception)]) == 2
