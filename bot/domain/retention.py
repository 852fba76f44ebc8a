"""How long text stays, by the desk file's `[retention]`, and what has been taken away of a ticket since it ended."""

from dataclasses import dataclass
from datetime import timedelta
from enum import IntFlag
from typing import Final

from bot.domain.desk import Retention

#: Rows of ids and times that serve nothing any more are kept this long (real time), for whoever looks for a fault.
DONE_WORK: Final = timedelta(days=7)
#: A modal does not stay open that long (docs.slack.dev, "Modals"), so that no second submit of it can come.
SUBMISSIONS: Final = timedelta(days=1)
#: A rate limit that nobody has met for so long says nothing any more.
BUCKETS: Final = timedelta(days=1)
#: What others were told of, from when it happened; one that was given up stays until somebody has looked.
EVENTS: Final = timedelta(days=30)
#: What says how well one person answered is gone after this (the desk's clock), whatever the desk file says.
REVIEWS: Final = timedelta(days=90)


class Faded(IntFlag):
    """What of an ended ticket is gone. Stored as a number; `ALL` is the last, and never followed by less."""

    NOTHING = 0
    SLACK = 1  # its text in Slack
    MESSAGES = 2  # its text here
    MODEL = 4  # what its suggestions said
    ALL = 7


@dataclass(frozen=True, slots=True)
class Times:
    """How long after a ticket's end each of its texts stays."""

    slack: timedelta
    model: timedelta
    messages: timedelta


def times(kept: Retention) -> Times:
    """The times of the desk file. What shows or repeats messages does not outlive them."""
    return Times(
        slack=min(kept.slack_text, kept.messages),
        model=min(kept.model_text, kept.messages),
        messages=kept.messages,
    )
