"""One person's own figures: how many answers, what became of suggestions, and how soon. They are told to that person
and to whoever leads their queue, and are kept nowhere."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from bot.domain.outcome import Band
from bot.domain.story import SENT, Story
from bot.domain.success import quick, taken_until_sent


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """`as_is` and `edited` are suggestions that they sent; `quick` were approved in under five seconds; `half` of the
    tickets that they took had an answer after so many seconds (None: none had)."""

    answers: int
    as_is: int = 0
    edited: int = 0
    quick: int = 0
    half: int | None = None


def own(stories: Iterable[Story], start: datetime, end: datetime, queue: str = "") -> dict[str, Own]:
    """By person (as the journal names them): what they answered in this time, in a queue where one is named."""
    counted: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    took: defaultdict[str, list[float]] = defaultdict(list)
    for story in stories:

        def counts(at: datetime, story: Story = story) -> bool:
            return start <= at < end and queue in ("", story.queue_at(at))

        for entry in story.entries:
            if entry.action in SENT and entry.actor.startswith("person:") and counts(entry.at):
                counted[entry.actor]["answers"] += 1
                for what in _suggestion(story, entry.detail.get("reply")):
                    counted[entry.actor][what] += 1
        for actor, taken, sent in taken_until_sent(story.entries):
            if counts(sent):
                took[actor].append((sent - taken).total_seconds())
    return {
        person: Own(**found, half=round(median(took[person])) if took[person] else None)
        for person, found in counted.items()
    }


def _suggestion(story: Story, reply: object) -> Iterable[str]:
    """What became of the suggestion that a reply was made of."""
    draft_id = story.replied_with.get(reply) if isinstance(reply, int) else None
    one = next((one for one in story.suggested if one.id == draft_id), None)
    if one is None or one.band is None:
        return
    yield "as_is" if one.band is Band.AS_IS else "edited"
    for entry in story.entries:
        if entry.action == "reply.approved" and entry.detail.get("reply") == reply and one.as_it_stood:
            if entry.detail.get("role") == "sender" and quick(story, entry, one.id):
                yield "quick"
            return
