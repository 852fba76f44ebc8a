"""Work that must leave the process, and what to do when it does not go well."""

import random
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final, Literal


class Kind(StrEnum):
    """What an outbox row does. Its `subject` is an id as text."""

    PREPARE = "prepare"  # subject: ticket id. Second triage, records, suggestion
    CARD = "card"  # subject: ticket id. Posts or edits the live card
    THREAD = "thread"  # subject: ticket id. Posts what the thread does not have yet
    REPLY = "reply"  # subject: reply id. Sends to the customer, once
    NOTICE = "notice"  # subject: notice id. A direct message to a person, or its edit
    HOME = "home"  # subject: a Slack id. Publishes their App Home anew
    DIGEST = "digest"  # subject: digest run id
    FADE = "fade"  # subject: id of a Slack post. Its text goes: a card shrinks to a line, anything else is removed
    WARNING = "warning"  # subject: a place of the desk file. Posts or edits its line of answers that are due
    CLOCK = "clock"  # subject: ticket id. Tells its holder what is due, and takes back what is not true any more
    BURST = "burst"  # subject: "burst id:page". Posts or edits one burst card
    QUESTION = "question"  # subject: question id. Answers by `response_url` what only the asker sees
    REQUEST = "request"  # subject: id of a message that may become a ticket. Asks, opens or withdraws, below it
    REREAD = "reread"  # subject: a channel, or "channel:ts" of a thread. Hears what was said in it meanwhile
    SPIKE = "spike"  # subject: spike id. Posts or edits a spike's card
    FILE = "file"  # subject: "ticket:message:number:person". Fetches an attached file and hands it to whoever asked
    EXPORT = "export"  # subject: "person:first day:last day:queue". Hands figures to whoever asked, as a file
    HANDOFF = "handoff"  # subject: handoff id. Posts or edits the card in the department's channel
    VOLUME = "volume"  # subject: a time zone. Asks how much business there was, by day
    EVENT = "event"  # subject: "event id:subscriber". Tells another system what has happened
    UPKEEP = "upkeep"  # subject: "ticket id:note" or "ticket id:state". Keeps its helpdesk up to date, besides replies
    FIGURES = "figures"  # subject: a time zone, or "check:zone". Rolls up days that have changed, or compares some


#: Sends whose repetition a customer would see: an expired lease on one of these is `unsure`, never pending again.
SENDS = frozenset({Kind.REPLY})


#: What has hands of its own, one for each subscriber and helpdesk: one that stalls holds nothing else up, nor another.
APART: Final = frozenset({Kind.EVENT, Kind.UPKEEP})
#: The priority from which on it stands. Much of it may wait for one that is away: nobody who looks for other work goes
#: through that.
APART_FROM: Final = 100

#: What may wait for the assistant or a file, or take a while: a card or a reply must not wait for a free hand for it.
SLOW = frozenset({Kind.PREPARE, Kind.QUESTION, Kind.FILE, Kind.EXPORT, Kind.FIGURES, Kind.VOLUME})


@dataclass(frozen=True, slots=True)
class Term:
    """For how long a worker has a row, and how long it may be at it.

    What others see must not be done by a worker that was frozen meanwhile and whose work another has taken over: such
    work ends before the lease that it was begun under (`effect` < `lease`). Other work may take longer, for as long as
    its worker is alive: its lease is renewed.
    """

    lease: timedelta
    effect: timedelta

    @property
    def renewed(self) -> bool:
        return self.effect >= self.lease


#: A call to Slack ends within ten seconds.
_QUICK = Term(timedelta(seconds=20), timedelta(seconds=15))
#: The helpdesk has fifteen seconds to answer, after the second look or what has to be read there first.
_SEND = Term(timedelta(seconds=40), timedelta(seconds=25))
#: After so long, what a worker has sent and told nobody about is no longer on its way.
IN_FLIGHT = _SEND.lease + _SEND.effect
#: What brings a file to Slack, or a picture where Slack draws no chart.
FILES: Final = frozenset({Kind.FILE, Kind.EXPORT, Kind.DIGEST})
#: A file has half a minute to come, and Slack takes it in four calls.
_FILE = Term(timedelta(seconds=100), timedelta(seconds=90))
#: A suggestion may wait for a model.
_SLOW = Term(timedelta(seconds=20), timedelta(seconds=120))


def term(kind: Kind) -> Term:
    """How long work of this kind is leased, and may take."""
    return (
        _SEND if kind in SENDS or kind is Kind.UPKEEP else _FILE if kind in FILES else _SLOW if kind in SLOW else _QUICK
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A leased outbox row. Outcomes are recorded only while `lease_token` is still the row's."""

    id: int
    kind: Kind
    subject: str
    attempts: int  # this one included
    lease_token: str
    touched: str
    bucket: str = ""
    trace: str = ""  # the id of the request that it goes back to; empty for rows of an older Deskhand
    waited: timedelta = timedelta()  # from when it was due until it was leased


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job: done, again (after `delay`), dead or unsure. `detail` is a cause, no personal text."""

    verdict: Literal["done", "again", "dead", "unsure"]
    detail: str = ""
    delay: timedelta | None = None  # None: back off by attempts
    close_bucket: timedelta | None = None  # a 429: nobody uses the bucket for this long
    patient: bool = False  # the cause lies outside and will pass: tried for as long as that takes, never given up


DONE = Outcome("done")


def backoff(attempts: int, jitter: random.Random) -> timedelta:
    """The pause before the next try: 1, 2, 4 … seconds up to 5 minutes, each up to a fifth longer at random."""
    seconds = min(2.0 ** (attempts - 1), 300.0)
    return timedelta(seconds=seconds * (1 + jitter.random() / 5))
