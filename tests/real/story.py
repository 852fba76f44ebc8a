"""The worked example between others' software: a django-helpdesk that tells of requests and gets the replies, a
django-oscar shop that knows the orders, and lines to and from both that fail."""

import asyncio
import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import Any, Final, TypeVar

from pydantic import SecretStr
from sqlalchemy import select
from sqlmodel import col

from bot.cli import shop as example
from bot.domain.reply import ReplyState
from bot.settings import Settings
from sandbox import Message
from store import conversations, replies
from store.tables import OutboxRow
from store.unit_of_work import UnitOfWork, columns
from tests.real.between import Fault, Line
from tests.real.helpdesk_at_work import AtWork
from tests.real.oscar import Shop as Warehouse
from tests.scenarios.life import let_undo_pass
from tests.scenarios.reading import buttons, words_of
from tests.scenarios.shop import LONG_UNDO, Asked, Shop

T = TypeVar("T")

SOURCE: Final = "helpdesk"
SECRET: Final = "a-secret-of-sixteen-or-more"
#: Seconds for what goes through somebody else's process on a busy machine.
PATIENCE: Final = 60.0

#: Buttons of a card that have its records read again.
_AGAIN: Final = ("read_again", "check_again")

#: What is dealt to the customers, as often as there are some: how their request is told, and the next thing after it;
#: how their order is read, and read again before a reply leaves; how that is written, and how it is looked for.
OPENING: Final[tuple[Fault, ...]] = ("", "delay", "repeat", "500 after", "500 before", "drop after")
NEXT: Final[tuple[Fault, ...]] = ("", "repeat", "500 before", "drop after", "delay", "drop before")
READING: Final[tuple[Fault, ...]] = ("", "500 before", "", "drop before", "delay", "garbage")
SECOND_LOOK: Final[tuple[Fault, ...]] = ("", "", "500 before", "", "drop after", "delay")
WRITING: Final[tuple[Fault, ...]] = (
    "500 after", "drop after", "drop before", "delay", "busy", "500 before", "refused", "",
)  # fmt: skip
LOOKING: Final[tuple[Fault, ...]] = ("", "500 before", "", "drop before")


@dataclass
class Person:
    """A customer, and what goes wrong around them, in its order. `there` is their ticket's number in the helpdesk."""

    name: str
    order: str
    asks_about: str
    told: list[Fault]
    read: list[Fault]
    written: list[Fault]
    looked_for: list[Fault]
    there: int = 0

    @property
    def email(self) -> str:
        return f"{self.name}@example.com"

    @property
    def who(self) -> str:
        return f"{self.name.title()} Doe <{self.email}>"

    @property
    def calls(self) -> bool:
        """A mail whose webhook is dropped would be read once more by the helpdesk, and be two tickets there."""
        return self.told[0].startswith("drop")


def people(answered: Sequence[str], others: Sequence[str], chance: Random) -> list[Person]:
    """Customers with an order each, and faults as `chance` deals them. `others` get no reply by a plain approval."""

    def dealt(kinds: tuple[Fault, ...], number: int) -> Iterator[Fault]:
        cards = list(islice(cycle(kinds), number))
        chance.shuffle(cards)
        return iter(cards)

    names = [*answered, *others]
    told, then, read, again = (dealt(kinds, len(names)) for kinds in (OPENING, NEXT, READING, SECOND_LOOK))
    written, looked_for = dealt(WRITING, len(answered)), dealt(LOOKING, len(answered))
    found = []
    for number, name in enumerate(names):
        order, reading = str(4417 + number), [next(read)]
        reading += [] if reading[0] in ("", "delay") else [""]  # somebody has it read once more
        hooks, reads = [next(told), next(then)], [*reading, next(again)]
        writes, looks = ([next(written)], [next(looked_for)]) if name in answered else ([], [])
        found.append(Person(name, order, order, hooks, reads, writes, looks))
    return found


def laid_down(folder: Path, helpdesk: str, shop: str) -> Path:
    """The example's desk file, with a helpdesk and a shop of others in the place of its own."""
    shutil.copytree(example.FOLDER, folder / "desk")
    file = folder / "desk" / "desk.toml"
    text = file.read_text("utf-8")
    for old, new in (
        (r'kind = "json"\naddress = "orders.json"\nkey = .*\ncustomer = .*\ncustomer_email = .*\ntime_out = .*\n',
         f'kind = "oscar"\naddress = "{shop}"\ntime_out = "5s"\n'),
        (r'\ncarrier = "carrier"\n', '\ncarrier = "shipping_method"\n'),
        (r'\[\[sources\]\]\nname = "generic".*\n(?:\w.*\n)*',
         f'[[sources]]\nname = "{SOURCE}"\nkind = "django_helpdesk"\naddress = "{helpdesk}"\n'
         'verifies_addresses = true\n'),
    ):  # fmt: skip
        text, count = re.subn(old, new, text)
        assert count == 1, old
    file.write_text(text, "utf-8")
    return file


@dataclass
class Lines:
    """The three: what the helpdesk tells, what is asked of the shop, what is asked of the helpdesk."""

    hook: Line
    shop: Line
    helpdesk: Line


class Story(Shop):
    """Deskhand between the two. Nothing leaves before the story says that the undo time has passed."""

    def __init__(
        self, folder: Path, helpdesk: AtWork, warehouse: Warehouse, lines: Lines, customers: list[Person]
    ) -> None:
        self.DESK = laid_down(folder, lines.helpdesk.address, lines.shop.address)
        super().__init__(folder, undo=LONG_UNDO)
        self.in_flight = timedelta(seconds=2.5)
        file = self.desk.file  # a desk file may say no more than 5 seconds, which a starved machine needs for a page
        patient = tuple(one.model_copy(update={"time_out": timedelta(seconds=12)}) for one in file.records)
        self.desk = self.desk.model_copy(update={"file": file.model_copy(update={"records": patient})})
        self.helpdesk, self.warehouse, self.lines, self.customers = helpdesk, warehouse, lines, customers
        lines.hook.plan, lines.shop.plan, lines.helpdesk.plan = self._told, self._read, self._written

    def _settings(self) -> Settings:
        secrets: Mapping[str, Any] = {
            "hook_tokens": {SOURCE: SecretStr(SECRET)},
            "helpdesk_tokens": {SOURCE: SecretStr(self.helpdesk.token)},
            "records_tokens": {"orders": SecretStr("admin:admin-pass")},
        }
        return super()._settings().model_copy(update=dict(secrets))

    async def start(self) -> None:
        await super().start()
        self.lines.hook.upstream = self.url

    # -- what goes wrong -----------------------------------------------------------------------------------------

    def _told(self, method: str, path: str, body: bytes) -> list[Fault]:
        return self._of("email", json.loads(body)["ticket"]["submitter_email"]).told

    def _read(self, method: str, path: str, body: bytes) -> list[Fault]:
        return self._of("asks_about", path.strip("/").rpartition("/")[2]).read

    def _written(self, method: str, path: str, body: bytes) -> list[Fault]:
        if method == "POST":
            return self._of("there", json.loads(body)["ticket"]).written
        found = re.fullmatch(r"/api/tickets/(\d+)/", path)
        return self._of("there", int(found[1])).looked_for if found else []

    def _of(self, known_by: str, value: object) -> Person:
        nobody = Person("nobody", "", "", [], [], [], [])
        return next((one for one in self.customers if str(getattr(one, known_by)) == str(value)), nobody)

    # -- what people see -----------------------------------------------------------------------------------------

    async def ticket_of(self, conversation: str) -> int:
        """The ticket that a ticket of the helpdesk has become, as soon as it has."""
        async with asyncio.timeout(PATIENCE):
            while True:
                found = await self.running.store.read(conversations.ticket_of, SOURCE, conversation)
                if found is not None:
                    return found
                await asyncio.sleep(0.05)

    async def suggested(self, asked: Asked) -> None:
        """Somebody sees to it that the order is read and that a suggestion stands on the card."""
        await self.read_until(asked, lambda card: "approve" in buttons(card))

    async def read_until(self, asked: Asked, holds: Callable[[Message], bool]) -> None:
        """Whatever could not be read is read again, until this holds of the card."""
        for _ in range(6):
            try:
                card = await self.until(lambda: self._to_press(asked, holds))
            except TimeoutError:
                break
            if holds(card):
                return
            action = next(each for each in _AGAIN if each in buttons(card))
            await self.press("ana", asked, action)
            await self.quiet()
        stands = self.card(asked)
        raise AssertionError(f"{asked.number} shows {words_of(stands) if stands else 'no card'}")

    def _to_press(self, asked: Asked, holds: Callable[[Message], bool]) -> Message | None:
        card = self.card(asked)
        return card if card and (holds(card) or {*_AGAIN} & {*buttons(card)}) else None

    # -- what leaves ---------------------------------------------------------------------------------------------

    async def undo_time_is_over(self) -> None:
        """As `undo_time_passes`, and nothing is waited for."""
        await self.running.store.write(let_undo_pass)

    async def replies_leave(self) -> None:
        """All replies that may leave have left, or are known not to have; or a person is asked."""
        for _ in range(20):
            await self.undo_time_passes()
            if not await self.running.store.read(_on_their_way):
                return
            await asyncio.sleep(0.2)
        raise AssertionError(await self.running.store.read(_on_their_way))

    async def newest(self, asked: Asked) -> ReplyState | None:
        found = await self.running.store.read(replies.newest, asked.ticket)
        return found.state if found else None

    async def until_true(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not holds():  # noqa: ASYNC110 - another process sets no event
                await asyncio.sleep(0.05)


def _on_their_way(uow: UnitOfWork) -> list[str]:
    rows = uow.execute(
        select(*columns(OutboxRow)).where(
            col(OutboxRow.kind) == "reply", col(OutboxRow.state).in_(("pending", "leased"))
        )
    )
    return [f"{row.subject}: {row.state}, {row.attempts} tries, {row.last_error}" for row in rows]
