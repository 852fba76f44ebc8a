"""Settings, absences, questions to customers, requests in Slack and reviews, for what Slack delivers twice."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from bot.domain.draft import Suggestion, Summary, Withheld
from bot.domain.load import Order
from bot.domain.request import Stage
from bot.flow import absence, asking, load, pauses, personal, requests, reviews
from bot.slack import actions as act
from store import requests as rows
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow.clock import Clock
from tests.flow.desk import ANA, LENA, arrives, last_message, suggest
from tests.flow.reviewed import to_review
from tests.flow.test_load import ana_has, who

Deed = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]
VIEW = "V0MODAL"


async def _settings(_store: Store, _clock: Clock) -> Deed:
    return personal.choose, (personal.Chosen(language="fr"), ANA, VIEW), {}


async def _away(_store: Store, _clock: Clock) -> Deed:
    return absence.away, (None, ANA, VIEW), {}


async def _back(store: Store, clock: Clock) -> Deed:
    await store.write(absence.away, None, ANA, "V0AWAY")
    clock.move(timedelta(minutes=5))
    return absence.back, (ANA,), {}


async def _ask_for_it(store: Store, _clock: Clock) -> Deed:
    ticket_id = await arrives(store, body="I would like to send it back.")
    nothing = Suggestion(
        engine="rules", language="en", summary=Summary(), withheld=Withheld.MISSING, facts={"missing": "photo"}
    )
    draft_id = await store.write(suggest, ticket_id, nothing)
    return asking.ask_for_it, (ticket_id, draft_id, await store.read(last_message, ticket_id), ANA), {}


def _asked(uow: UnitOfWork) -> int | None:
    return rows.begin(
        uow, channel="C0ORDERS", ts="1764579600.000100", source="help-it", stage=Stage.ASKED, author_id=None,
        wanted_by=None,
    )  # fmt: skip


def _answer(*, wanted: bool) -> Callable[[Store, Clock], Awaitable[Deed]]:
    async def make(store: Store, _clock: Clock) -> Deed:
        return requests.answer, (await store.write(_asked), ANA), {"wanted": wanted}

    return make


async def _reassign(store: Store, _clock: Clock) -> Deed:
    await ana_has(store, 1)
    order = Order(queue="orders", from_id=await who(store, ANA), first=0, where="queue")
    return load.reassign, (order, LENA, VIEW), {}


async def _resume(store: Store, _clock: Clock) -> Deed:
    await store.write(pauses.begin, "orders", "until 17:00 training", LENA)
    return pauses.resume, ("orders", LENA), {}


async def _review(store: Store, _clock: Clock) -> Deed:
    return reviews.score, (await to_review(store), {"tone": "3", "right": "4"}, "Warm.", LENA, VIEW), {}


async def _leave_out(store: Store, _clock: Clock) -> Deed:
    return reviews.leave_out, (await to_review(store), "involved", LENA, VIEW), {}


DAY: dict[str, Callable[[Store, Clock], Awaitable[Deed]]] = {
    act.REASSIGN: _reassign,
    act.RESUME: _resume,
    act.REVIEW: _review,
    act.LEAVE_OUT: _leave_out,
    act.SETTINGS: _settings,
    act.AWAY: _away,
    act.BACK: _back,
    act.ASK_FOR_IT: _ask_for_it,
    act.OPEN_REQUEST: _answer(wanted=True),
    act.DECLINE_REQUEST: _answer(wanted=False),
}
