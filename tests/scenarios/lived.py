"""The example day with what people do in it, minute by minute, on a clock that stands still in between."""

from collections.abc import Awaitable, Callable
from datetime import time, timedelta
from functools import partial
from typing import Final

from bot.cli import shop as example
from bot.cli.day import write
from sandbox import Message
from tests.scenarios.reading import buttons, words_of
from tests.scenarios.shop import Asked, Shop

FIRST, SECOND = "Where is the parcel of order 4372?", "Where is the parcel of order 4385?"
REQUESTS: Final = example.requests()


class Lived:
    """Who does what is told by conversation: `r-001` is the first request of the day."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop

    async def at(self, told: str, days: int = 0) -> None:
        """It is that time, so many days after the first."""
        await self.shop.quiet()
        hour, minute = map(int, told.split(":"))
        midnight = self.shop.start_of_day.replace(hour=0, minute=0)
        self.shop.clock.set(midnight + timedelta(days=days, hours=hour, minutes=minute))

    async def live(self, *stops: tuple[str, Callable[[], Awaitable[object]]]) -> None:
        """All requests and all deeds of the day, and what is to be seen at its `stops`."""
        happens: list[tuple[str, int, Callable[[], Awaitable[object]]]] = [
            (f"{one.at:%H:%M}", 0, partial(self._arrives, one)) for one in REQUESTS
        ]
        happens += [(when, 1, deed) for when, deed in self.deeds()]
        happens += [(when, 2, stop) for when, stop in stops]
        for when, _, deed in sorted(happens, key=lambda one: one[:2]):
            await self.at(when)
            await deed()
        await self.shop.quiet()

    def deeds(self) -> list[tuple[str, Callable[[], Awaitable[object]]]]:
        """Who does what when; see the table in `test_the_day_in_figures`."""
        return [
            ("09:00", lambda: self.approves("ana", "r-001")),
            ("09:00", lambda: self.approves("ana", "r-004")),
            ("09:30", lambda: self.writes("ben", "r-005", "edit", "Please send them back with the label. Ben")),
            ("10:00", lambda: self.fills_in("chloe", "r-003", "reject", button=True, reason="wrong_facts")),
            ("10:00", lambda: self.fills_in("ben", "r-012", "resolve", avoidable="information")),
            ("10:30", lambda: self.shop.sandbox.customers.rate("r-004", 5)),
            ("10:35", lambda: self.approves("ben", "r-027")),
            ("10:57", lambda: self.approves("ana", "r-015")),
            ("11:00", lambda: self.presses("ben", "r-033", "claim")),
            ("11:00", lambda: self.hands_off("r-033", FIRST)),
            ("11:00", lambda: self.fills_in("lena", "r-019", "escalate", button=True, reason="safety")),
            ("11:30", lambda: self.accepts(FIRST)),
            ("12:00", lambda: self.presses("lena", "r-012", "reopen")),
            ("13:30", lambda: self.has_done(FIRST)),
            ("15:00", lambda: self.shop.answers(Asked("r-001", 0, ""), "And where is my order 4417 now?")),
            ("16:00", lambda: self.writes("ana", "r-001", "write_reply", "It comes on Thursday. Ana")),
            ("16:00", lambda: self.hands_off("r-034", SECOND)),
            ("17:45", lambda: self.chooses("lena", "r-116", "not_a_request")),
        ]

    async def _arrives(self, request: example.Request) -> None:
        sent = await write(self.shop.sandbox, request)
        assert sent.delivered, sent.status

    async def asked(self, conversation: str) -> Asked:
        return Asked(conversation, await self.shop.ticket_of(conversation), "")

    async def presses(self, who: str, conversation: str, action: str) -> None:
        await self.shop.press(who, await self.asked(conversation), action)

    async def chooses(self, who: str, conversation: str, entry: str) -> None:
        """An entry of **More…** that opens nothing."""
        asked = await self.asked(conversation)
        card = await self.shop.card_with(asked, "more")
        await self.shop.sandbox.click(who, card.channel, card.ts, "more", option=f"{entry}:{asked.ticket}")

    async def approves(self, who: str, conversation: str) -> None:
        """And the undo time passes in the same minute."""
        asked = await self.asked(conversation)
        await self.shop.press(who, asked, "approve")
        await self.shop.card_with(asked, "take_back")
        await self.shop.undo_time_passes()

    async def fills_in(self, who: str, conversation: str, entry: str, *, button: bool = False, **values: str) -> None:
        """The form of a button, or of an entry of **More…**."""
        asked = await self.asked(conversation)
        form = await (self.shop.open_by(who, asked, entry) if button else self.shop.choose(who, asked, entry))
        assert await self.shop.sandbox.submit(who, form.id, values) == {}
        await self.shop.quiet()

    async def writes(self, who: str, conversation: str, entry: str, text: str) -> None:
        """A text of one's own, which leaves in the same minute."""
        await self.fills_in(who, conversation, entry, button=entry == "edit", text=text)
        await self.shop.undo_time_passes()

    async def hands_off(self, conversation: str, needs: str) -> None:
        told = "We are asking the carrier."
        await self.fills_in("ben", conversation, "hand_off", where="new:logistics", needs=needs, told=told)

    async def accepts(self, needs: str) -> None:
        card = await self._departments(needs, "handoff_accept")
        await self.shop.sandbox.click("tomas", card.channel, card.ts, "handoff_accept")

    async def has_done(self, needs: str) -> None:
        card = await self._departments(needs, "handoff_done")
        pressed = self.shop.sandbox.click("tomas", card.channel, card.ts, "handoff_done")
        form = await self.shop.opened("tomas", pressed)
        assert await self.shop.sandbox.submit("tomas", form.id, {"order": "0", "reason": "It is in Lyon."}) == {}

    async def _departments(self, needs: str, action: str) -> Message:
        def found() -> Message | None:
            cards = (one for one in self.shop.sandbox.messages("ops-logistics") if needs in words_of(one))
            return next((one for one in cards if action in buttons(one)), None)

        return await self.shop.until(found)

    async def posted(self, channel: str, title: str) -> str:
        """What the scheduler has had posted there just now, with this in its title."""
        await self.shop.tick()
        await self.shop.tick()
        return next(
            (said for one in reversed(self.shop.sandbox.messages(channel)) if title in (said := words_of(one))), ""
        )


def minutes(at: time) -> int:
    """Of the day, until then."""
    return at.hour * 60 + at.minute
