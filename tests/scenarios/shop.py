"""The worked example, lived from outside: webhooks in, Slack's wire in the middle, replies out.

Everything is real: `bot.app.Deskhand` on a database of its own, the sandbox as workspace and as helpdesk. A test says
who does what and waits for what people would see.
"""

import asyncio
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final

from sandbox import Customer, Line, Message, Sent, View
from store import conversations
from tests.scenarios.life import PATIENCE, SHORT_UNDO, SOURCE, Running
from tests.scenarios.reading import buttons, is_card_of, words_of

__all__ = ["LONG_UNDO", "PATIENCE", "SHORT_UNDO", "SOURCE", "Asked", "Shop"]

LONG_UNDO: Final = timedelta(hours=1)


@dataclass(frozen=True)
class Asked:
    """A request as it arrived: its conversation in the helpdesk, its ticket's number here, and who asked."""

    conversation: str
    ticket: int
    customer: str
    order: str = ""

    @property
    def number(self) -> str:
        return f"T-{self.ticket}"


class Shop(Running):
    """What customers and people at the desk do in a running shop, and what they see."""

    # -- customers -----------------------------------------------------------------------------------------------

    def newcomer(self, **customer: Any) -> Customer:
        """A customer nobody has heard of, so that no earlier ticket of theirs changes anything."""
        number = next(self.numbers)
        given = {"id": f"c-{number}", "name": f"Robin Vale{number}", "email": f"robin.{number}@mail.example"}
        return self.sandbox.customers.add(Customer(**{**given, "segment": "standard", **customer}))

    def order_of(self, customer: Customer, **fields: str) -> str:
        """A new order of theirs, by its number: in transit with GLS unless `fields` say otherwise."""
        number = str(next(self.numbers))
        order = {
            "number": number, "customer_id": customer.id, "customer_email": customer.email,
            "status": "in transit since Monday", "carrier": "GLS", "tracking": f"0027{number}606717",
            "eta": "Thursday", "placed": "Friday before last", "total": "€103.80", "items": "1 × olive tree",
            "parcels": "1", "invoice": f"AP-{number}",
        }  # fmt: skip
        self.orders.append(order | fields)
        self.write_orders()
        return number

    def change_order(self, number: str, **fields: str) -> None:
        """What the order system knows has changed meanwhile."""
        next(order for order in self.orders if order["number"] == number).update(fields)
        self.write_orders()

    @contextmanager
    def order_system_away(self) -> Iterator[None]:
        """Nobody can read an order for a while."""
        away = (self.folder / "orders.json").rename(self.folder / "orders.away")
        try:
            yield
        finally:
            away.rename(self.folder / "orders.json")

    async def writes(self, customer: Customer, subject: str, body: str, **more: Any) -> Asked:
        """A customer writes; returns once the webhook was taken."""
        sent = self.sandbox.customers.writes(customer.id, subject, body, **more)
        async with asyncio.timeout(PATIENCE):
            await sent
        assert sent.delivered, sent.status
        return Asked(sent.conversation_id, await self.ticket_of(sent.conversation_id), customer.id)

    async def asks_where(self, **customer: Any) -> Asked:
        """A newcomer asks for an order of their own: the plainest request there is, with a suggestion."""
        person = self.newcomer(**customer)
        order = self.order_of(person)
        asked = await self.writes(person, f"Where is my order {order}?", f"Hello, where is my order {order}?")
        return Asked(asked.conversation, asked.ticket, person.id, order)

    async def is_angry(self) -> Asked:
        """A newcomer is furious and wants compensation: delicate, so it is sealed and needs two people.

        What it is about they chose in the form, so that its owner is known.
        """
        person = self.newcomer()
        order = self.order_of(person)
        asked = await self.writes(
            person,
            "Compensation for a ruined weekend",
            f"I am furious. Where is my order {order}? Our garden party was a disaster. I demand compensation.",
            attributes={"type": "order_status"},
        )
        return Asked(asked.conversation, asked.ticket, person.id, order)

    async def answers(self, asked: Asked, body: str) -> Sent:
        """The customer writes again; returns once the webhook was taken."""
        sent = self.sandbox.customers.answers(asked.conversation, body)
        async with asyncio.timeout(PATIENCE):
            await sent
        assert sent.delivered, sent.status
        return sent

    def replies(self, asked: Asked) -> list[Line]:
        """What the customer got; a doubled answer stands here twice."""
        return self.sandbox.customers.replies(asked.conversation)

    async def one_reply(self, asked: Asked) -> Line:
        """Wait for the answer, and see that nothing is left that could send another."""
        await self.until(lambda: self.replies(asked))
        await self.quiet()
        posts = [
            body for body in self.sandbox.customers.reply_requests if body["data"]["ticket_id"] == asked.conversation
        ]
        assert len(posts) == 1
        (line,) = self.replies(asked)
        return line

    # -- Slack ---------------------------------------------------------------------------------------------------

    def card(self, asked: Asked) -> Message | None:
        """The ticket's live card, wherever it stands."""
        channels = self.sandbox.workspace.channels.values()
        cards = [
            m for c in channels for m in self.sandbox.workspace.messages[c.id].values() if is_card_of(m, asked.number)
        ]
        assert len(cards) <= 1, f"{asked.number} has {len(cards)} live cards"
        return cards[0] if cards else None

    async def card_with(self, asked: Asked, *actions: str, says: str = "", channel: str = "") -> Message:
        """Wait until the card offers all these buttons, says this, and stands there."""

        def found() -> Message | None:
            card = self.card(asked)
            if card is None or not set(actions) <= set(buttons(card)) or says not in words_of(card):
                return None
            return card if channel in ("", self.channel_of(card)) else None

        try:
            return await self.until(found)
        except TimeoutError:
            card = self.card(asked)
            shown = f"{buttons(card)} {words_of(card)}" if card else "no card"
            raise AssertionError(f"{asked.number} shows {shown}; expected {actions} {says!r} {channel}") from None

    def channel_of(self, message: Message) -> str:
        return self.sandbox.workspace.channels[message.channel].name

    def person(self, name: str) -> str:
        """Somebody's Slack id."""
        return self.sandbox.workspace.find_user(name).id

    async def press(self, who: str, asked: Asked, action: str, **more: Any) -> None:
        """Press a button of the card, as soon as it is there."""
        card = await self.card_with(asked, action)
        await self.sandbox.click(who, card.channel, card.ts, action, **more)

    async def old_click(self, who: str, seen: Message, action: str) -> None:
        """Press a button of the card as it was when `seen`: a screen that has not drawn the newer one yet."""
        now = self.sandbox.workspace.message(seen.channel, seen.ts)
        assert now is not None
        self.sandbox.workspace.messages[seen.channel][seen.ts] = replace(now, blocks=seen.blocks)
        try:
            await self.sandbox.click(who, seen.channel, seen.ts, action)
        finally:
            newest = self.sandbox.workspace.messages[seen.channel][seen.ts]
            if newest.blocks == seen.blocks:
                self.sandbox.workspace.messages[seen.channel][seen.ts] = replace(newest, blocks=now.blocks)

    async def choose(self, who: str, asked: Asked, entry: str) -> View:
        """Choose an entry of **More…**, and wait for its modal."""
        card = await self.card_with(asked, "more")
        return await self.opened(
            who, self.sandbox.click(who, card.channel, card.ts, "more", option=f"{entry}:{asked.ticket}")
        )

    async def open_by(self, who: str, asked: Asked, action: str) -> View:
        """Press a button of the card that opens a modal, and wait for the modal."""
        return await self.opened(who, self.press(who, asked, action))

    async def opened(self, who: str, doing: Awaitable[object]) -> View:
        """The modal that opens because of `doing`."""
        for view in reversed(self.sandbox.views(who)):
            await self.sandbox.close_view(who, view.id)
        await doing
        return await self.until(lambda: next(iter(self.sandbox.views(who)[-1:]), None))

    async def next_view(self, who: str, under: View) -> View:
        """The modal that opens on top of `under`."""
        return await self.until(lambda: next((v for v in self.sandbox.views(who)[-1:] if v.id != under.id), None))

    async def told(self, who: str, doing: Awaitable[object]) -> str:
        """What `who` alone is shown because of `doing`."""
        before = {message.ts for message in self.sandbox.ephemerals(who)}
        await doing
        new = await self.until(lambda: [m for m in self.sandbox.ephemerals(who) if m.ts not in before])
        return words_of(new[-1])

    async def refused(self, who: str, doing: Awaitable[object]) -> str:
        """Why `who` may not: a line for them alone, or a modal in which there is nothing to submit."""
        for view in reversed(self.sandbox.views(who)):
            await self.sandbox.close_view(who, view.id)
        before = {message.ts for message in self.sandbox.ephemerals(who)}
        await doing
        await self.quiet()
        views = self.sandbox.views(who)
        assert not any("submit" in view.body for view in views)
        new = [message for message in self.sandbox.ephemerals(who) if message.ts not in before]
        return " ".join([*map(words_of, new), *map(words_of, views)])

    async def written_to(self, who: str, *parts: str) -> Message:
        """Wait for a direct message to `who` that has all these parts."""

        def found() -> Message | None:
            return next((m for m in self.sandbox.dms(who) if all(part in words_of(m) for part in parts)), None)

        return await self.until(found)

    def thread(self, asked: Asked) -> list[Message]:
        """What stands under the card."""
        card = self.card(asked)
        return self.sandbox.thread(card.channel, card.ts) if card else []

    async def ticket_of(self, conversation: str) -> int:
        """The ticket that a conversation of the helpdesk has become."""
        found = await self.running.store.read(conversations.ticket_of, SOURCE, conversation)
        assert found is not None
        return found
