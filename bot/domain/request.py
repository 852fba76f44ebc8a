"""A message in Slack that may become a ticket."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.domain.desk import DeskFile, Source


class Stage(StrEnum):
    """Where such a message stands."""

    ASKED = "asked"  # *Open a ticket / No thanks* stands below it
    WANTED = "wanted"  # it becomes a ticket as soon as it has been read once more
    OPENED = "opened"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"  # its author has deleted it


#: From where a message may be wanted: somebody may think again, and an emoji works without a question.
MAY_BE_WANTED: Final = frozenset({Stage.ASKED, Stage.DECLINED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A message by where it stands; what it says is read from Slack when it becomes a ticket."""

    id: int
    channel: str
    ts: str
    thread_ts: str
    source: str
    stage: Stage
    author_id: int | None
    wanted_by: int | None
    ticket_id: int | None
    read_ts: str
    created_at: datetime

    @property
    def thread(self) -> str:
        """The ts of the thread that it stands in, or begins."""
        return self.thread_ts or self.ts

    @property
    def conversation(self) -> str:
        """The conversation that it begins, and its name in the inbox."""
        return f"{self.channel}:{self.ts}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A message as Slack told of it: new, changed or gone. `text` reads as in Slack; an app has no `author`."""

    channel: str
    ts: str
    thread_ts: str = ""  # empty: it stands in the channel itself
    author: str = ""
    text: str = ""
    gone: bool = False
    changed: bool = False
    attachments: tuple[dict[str, object], ...] = field(default=(), repr=False)


def asking(file: DeskFile, channels: dict[str, str], channel: str) -> Source | None:
    """The source of the desk file whose request channel this is; `channels` are ids by names as written there."""
    if not channel:
        return None
    listed = (source for source in file.sources if source.kind == "slack" and source.channel)
    return next((source for source in listed if channels.get(source.channel, source.channel) == channel), None)


def by_emoji(file: DeskFile, channels: dict[str, str], channel: str, emoji: str) -> Source | None:
    """The source for which this emoji makes a ticket of a message in that channel; its skin does not count."""
    plain = emoji.partition("::")[0]
    for source in file.sources:
        here = not source.channel or channels.get(source.channel, source.channel) == channel
        if source.kind == "slack" and source.emoji and source.emoji == plain and here:
            return source
    return None
