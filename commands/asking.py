"""What every command shares: private answers, at once, and refusals as sentences."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.errors import DatabaseUnavailable, RefusalCode, Refused
from bot.slack import notices
from bot.slack.click import Click
from bot.slack.front import Front
from bot.slack.limits import Post
from bot.slack.listening import PATIENCE, unanswered

NUMBER: Final = re.compile(r"^(?:T-)?(\d{1,9})$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Words:
    """A command's text: its words, and the click that it is."""

    words: tuple[str, ...]
    click: Click

    @property
    def text(self) -> str:
        return " ".join(self.words)


#: Answers a command; None when a modal opens instead.
Ask = Callable[[Front, Words], Awaitable[Post | None]]
Listener = Callable[..., Awaitable[None]]


def asked(front: Front, work: Ask) -> Listener:
    """A listener for a command: the answer stands in the ack, which only the asker sees."""

    async def listener(ack: AsyncAck, command: dict[str, Any]) -> None:
        click = Click(
            by=command["user_id"],
            ids={},
            trigger_id=command.get("trigger_id", ""),
            response_url=command.get("response_url", ""),
            channel=command.get("channel_id", ""),
            entered={},
            body=command,
        )
        words = Words(tuple(str(command.get("text") or "").split()), click)
        theirs = front
        try:
            async with asyncio.timeout(PATIENCE):
                await front.ensure_fresh()
                theirs = await front.read_by(click.by)
                post = await work(theirs, words)
        except Refused as refused:
            post = notices.say(theirs.refusal(refused))
        except (DatabaseUnavailable, TimeoutError) as error:
            post = notices.say(unanswered(error, theirs.words))
        if post is None:
            await ack()
        else:
            await ack(text=post.text, blocks=post.blocks, response_type="ephemeral")

    return listener


def named(words: Words, queues: Iterable[str]) -> tuple[str | None, str]:
    """The queue that is named anywhere in a command, or None, and the rest in small letters. Capitals do not matter."""
    known = {name.lower(): name for name in queues}
    said = [word.lower() for word in words.words]
    found = next((word for word in said if word in known), None)
    return known.get(found or ""), " ".join(word for word in said if word != found)


def ticket_number(word: str) -> int:
    """`T-1042` or `1042` as 1042. Raises `Refused(NO_SUCH_TICKET)` for anything else."""
    match = NUMBER.match(word)
    if match is None:
        raise Refused(RefusalCode.NO_SUCH_TICKET, number=word[:40])
    return int(match[1])
