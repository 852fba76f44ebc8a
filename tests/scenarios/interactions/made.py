"""What an interaction is, for the tests that look at all of them, and how a button, an entry or a form is made.

What changes something takes its scene from `tests.flow`, where its use case alone is delivered twice. The rest opens a
form, or shows something to one person.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final, Literal

from sqlmodel import col, func, select

from bot.slack import actions as act
from store.store import Store
from store.tables import TicketRow
from store.unit_of_work import UnitOfWork
from tests.flow.desk import ANA, BOB, GIL, NAMES, ORDERS, TOMAS, arrives, last_message, suggest
from tests.flow.test_twice import DEEDS
from tests.scenarios.presses import Press
from tests.scenarios.wired import Wired

#: A guest, and somebody of a department: neither works a queue.
STRANGERS: Final = (GIL, TOMAS)
#: For what is a department's own: a guest, and somebody who works another desk's queue.
OTHERS: Final = (GIL, BOB)

#: Why something goes on when its ticket has ended, or is done again by another press.
READS: Final = "it only shows what there is"
NO_TICKET: Final = "it is about no one ticket"
RECORD: Final = "it is for the record, and reaches no customer"
SEALS: Final = "what is delicate is sealed at any time, and a seal may be a mistake"
EACH: Final = "each one counts for itself"
LAST: Final = "the last one counts"
#: Why nobody is told anything.
SHOWN: Final = "what was pressed shows that it is so already"

Stage = Callable[[Wired], Awaitable[Press]]
Does = Literal["changes", "opens", "shows"]


@dataclass(frozen=True, kw_only=True)
class Interaction:
    """`does`: it changes something, opens a modal, or shows something to whoever asks for it.

    `outsiders` may not. `for_all` says why nobody is kept out, `when_over` why it still does what it does once its
    ticket has ended, `again` why doing it anew, by another press, does it again,
    `silent` why nobody is told anything where it is so already.
    """

    stage: Stage
    does: Does = "changes"
    outsiders: tuple[str, ...] = STRANGERS
    for_all: str = ""
    when_over: str = ""
    again: str = ""
    silent: str = ""


Given = tuple[Any, ...]
#: What has to be there before a button is pressed, and what the button carries then.
Setting = Callable[[Store], Awaitable[str]]
Value = Callable[[int, Given], str]


def ticket(ticket_id: int, _given: Given) -> str:
    return act.value(ticket_id)


def draft(ticket_id: int, given: Given) -> str:
    return act.value(ticket_id, d=given[0])


def seen_draft(ticket_id: int, given: Given) -> str:
    return act.value(ticket_id, d=given[0], m=given[1])


def reply(ticket_id: int, given: Given) -> str:
    return act.value(ticket_id, r=given[0])


async def newest(store: Store) -> int:
    """The ticket that a scene is about."""

    def last(uow: UnitOfWork) -> int:
        return int(uow.session.exec(select(func.max(col(TicketRow.id)))).one() or 0)

    return await store.read(last)


def whose(given: Given) -> str:
    """Whoever does a deed stands last among the people that it names."""
    return [str(one) for one in given if one in NAMES][-1]


def does(name: str, value: Value = ticket, **more: Any) -> Interaction:
    """A button that does at once what the deed of that name is."""

    async def stage(wired: Wired) -> Press:
        _, given, _ = await DEEDS[name](wired.store, wired.clock)
        return wired.button(whose(given), name, value(await newest(wired.store), given))

    return Interaction(stage=stage, **more)


def does_from_menu(name: str, **more: Any) -> Interaction:
    """The same, from **More…**."""

    async def stage(wired: Wired) -> Press:
        _, given, _ = await DEEDS[name](wired.store, wired.clock)
        return wired.entry(whose(given), act.MORE, act.more_value(name, await newest(wired.store)))

    return Interaction(stage=stage, **more)


async def simple(store: Store) -> str:
    """A ticket with a suggestion that stands."""
    ticket_id = await arrives(store)
    draft_id = await store.write(suggest, ticket_id)
    return act.value(ticket_id, d=draft_id, m=await store.read(last_message, ticket_id))


def button(name: str, value: Setting = simple, *, by: str = ANA, channel: str = ORDERS) -> Stage:
    async def stage(wired: Wired) -> Press:
        return wired.button(by, name, await value(wired.store), channel=channel)

    return stage


def entry(name: str, value: Setting = simple, *, by: str = ANA) -> Stage:
    async def stage(wired: Wired) -> Press:
        await value(wired.store)
        return wired.entry(by, act.MORE, act.more_value(name, await newest(wired.store)))

    return stage


def opens(name: str, value: Setting = simple, *, by: str = ANA, channel: str = ORDERS, **more: Any) -> Interaction:
    """A button that opens a modal."""
    return Interaction(stage=button(name, value, by=by, channel=channel), does="opens", **more)


def opens_from_menu(name: str, value: Setting = simple, *, by: str = ANA, **more: Any) -> Interaction:
    """An entry of **More…** that opens a modal."""
    return Interaction(stage=entry(name, value, by=by), does="opens", **more)


def form(opener: Stage, **entered: Any) -> Stage:
    """The modal that `opener` opens, filled in."""

    async def stage(wired: Wired) -> Press:
        return await wired.form(await opener(wired), entered)

    return stage
