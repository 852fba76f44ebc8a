"""A desk for colleagues, with no helpdesk behind it: the one of `examples/internal/`, and who asks there."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from sandbox import Channel, Message, User, Usergroup
from store import conversations
from tests.scenarios.reading import buttons, words_of
from tests.scenarios.shop import Asked, Shop

IT: Final = ("sam", "ivy", "noor")
HR: Final = ("dana",)
COLLEAGUES: Final = ("tim", "ula", "max", "gil")


class Colleagues(Shop):
    """What colleagues and the two teams do, and what they see."""

    DESK = Path(__file__).parents[2] / "examples" / "internal" / "desk.toml"
    PEOPLE: tuple[User, ...] = (
        User("sam", real_name="Sam Ortiz", title="IT lead"),
        User("ivy", real_name="Ivy Chen", title="IT"),
        User("noor", real_name="Noor Saleh", title="IT"),
        User("ruth", real_name="Ruth Adler", title="Head of IT"),
        User("dana", real_name="Dana Moss", title="HR"),
        User("tim", real_name="Tim Walsh", title="Sales"),
        User("ula", real_name="Ula Bryn", title="Sales"),
        User("max", real_name="Max Brandt", title="Sales"),
        User("gil", real_name="Gil Rowe (guest)", title="Contractor", is_restricted=True),
    )
    CHANNELS: tuple[Channel, ...] = (
        Channel("it-desk", topic="Requests to IT", members=(*IT, "ruth")),
        Channel("hr-desk", private=True, topic="Requests to HR", members=HR),
        Channel("desk-sensitive", private=True, topic="Delicate requests", members=(*HR, "ruth")),
        Channel("help-it", topic="Ask IT", members=(*IT, *COLLEAGUES, "ruth", "dana")),
        Channel("ask-hr", topic="Ask HR", members=(*HR, *COLLEAGUES)),
    )
    USERGROUPS: tuple[Usergroup, ...] = ()
    FEATURES = ("reactions",)

    async def asks(self, who: str, text: str, channel: str = "help-it") -> Message:
        """Somebody writes in a request channel."""
        return await self.sandbox.say(who, channel, text)

    def below(self, message: Message) -> list[Message]:
        """What stands in the thread of a message, without the message itself."""
        return [one for one in self.sandbox.thread(message.channel, message.ts) if one.ts != message.ts]

    def line(self, message: Message) -> Message | None:
        """What Deskhand says below a message: the question, or the ticket that it has become."""
        ours = [one for one in self.below(message) if one.by_app and _is_line(one)]
        assert len(ours) <= 1, f"{len(ours)} lines of ours stand below one message"
        return ours[0] if ours else None

    async def question(self, message: Message) -> Message:
        """Wait for *Open a ticket / No thanks* below a message."""
        return await self.until(lambda: self._line_where(message, lambda line: "request_open" in buttons(line)))

    def _line_where(self, message: Message, holds: Callable[[Message], bool]) -> Message | None:
        line = self.line(message)
        return line if line is not None and holds(line) else None

    async def opened_as(self, message: Message) -> Asked:
        """Wait until a message has become a ticket, and says so below."""
        line = await self.until(lambda: self._line_where(message, lambda line: "This is T-" in words_of(line)))
        conversation = f"{message.channel}:{message.ts}"
        number = await self.running.store.read(conversations.ticket_of, "slack", conversation)
        assert number is not None
        assert f"T-{number}" in words_of(line)
        return Asked(conversation, number, "")

    async def answer(self, who: str, message: Message, action: str) -> None:
        """Press one of the two buttons, as soon as they are there."""
        line = await self.question(message)
        await self.sandbox.click(who, line.channel, line.ts, action)


def _is_line(message: Message) -> bool:
    return any(str(block.get("block_id", "")).startswith("request-") for block in message.blocks)
