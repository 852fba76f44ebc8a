"""A request to a model outside the house: what it is, what came of it, and what that cost."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Came(StrEnum):
    """What came of asking a model. Whatever it is but an answer, the built-in assistant goes on alone."""

    SENT = "sent"  # nothing has come back yet, and nothing will where the process has died since
    ANSWERED = "answered"
    TIMED_OUT = "timed_out"
    BUSY = "busy"  # too many requests
    QUOTA = "quota"  # nothing is left of what was paid for
    REFUSED = "refused"  # the model would not
    CUT_OFF = "cut_off"  # the answer is not whole
    BAD_JSON = "bad_json"
    WRONG_SHAPE = "wrong_shape"  # JSON, but not what was asked for
    UNREACHABLE = "unreachable"
    FAULT = "fault"  # an error of theirs
    REJECTED = "rejected"  # our request or our key
    BROKEN = "broken"  # an error of ours
    PERSONAL = "personal"  # the answer holds what nobody gave it
    UNGROUNDED = "ungrounded"  # no sentence of it rests on a source
    NO_REPLY = "no_reply"  # it found no answer in the sources
    # It was not asked:
    CEILING = "ceiling"  # the day's money or calls are spent
    RESTING = "resting"  # it has just failed, and is given time
    NO_PROMPT = "no_prompt"  # the prompt is past its date, or set aside
    NO_KEY = "no_key"  # neither key nor address is set


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A request that is about to leave. `request` is the very text, `names` what its placeholders stand for, sealed;
    `cost_micros` the most that it is expected to cost, in millionths of a US dollar (None: no price is known).

    `ceiling_micros` and `daily_calls` are a day's money and calls by the desk file that it is made under: a replay may
    go by another one than the running desk."""

    ticket_id: int
    vendor: str
    model: str
    prompt_id: str
    prompt_version: int
    request: str
    names: str
    cost_micros: int | None
    ceiling_micros: int
    daily_calls: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What came of it. Tokens and cost are None where the other side did not say or no price is known."""

    came: Came
    answer: str = ""
    input_tokens: int | None = None
    cached_tokens: int | None = None
    output_tokens: int | None = None
    cost_micros: int | None = None
    latency_ms: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What a suggestion cost outside, and in which call: stored with the draft."""

    call_id: int
    prompt_id: str
    prompt_version: int
    input_tokens: int | None
    cached_tokens: int | None
    output_tokens: int | None
    cost_micros: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What some calls have cost, in millionths of a US dollar. `unknown` of them have a cost that nobody knows: they
    count as nothing, or as what was reserved for them."""

    micros: int
    calls: int
    unknown: int = 0

    @property
    def told(self) -> bool:
        """Whether anything is known of what they cost."""
        return self.micros > 0 or self.unknown < self.calls


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideCost:
    """What a model outside has cost: today, on each of the last days, and in these by request type."""

    vendor: str
    model: str
    ceiling: int
    today: Spent
    days: int
    by_day: tuple[tuple[date, Spent], ...]  # those with calls, oldest first
    types: tuple[tuple[str, int, Spent], ...]  # (title, tickets, …), the dearest first


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideCall:
    """A call as it stands on record. `request` and `answer` are empty once their time is over."""

    id: int
    vendor: str
    model: str
    prompt_id: str
    prompt_version: int
    came: Came
    request: str
    answer: str
    input_tokens: int | None
    cached_tokens: int | None
    output_tokens: int | None
    cost_micros: int | None
    latency_ms: int
    created_at: datetime

    @property
    def sent(self) -> str:
        """What it said about the ticket, without the part that is the same for all; empty once its time is over."""
        try:
            given = json.loads(self.request)
        except ValueError:
            return self.request
        return str(given.get("input", "")) if isinstance(given, dict) else self.request


def cost_of(calls: Iterable[OutsideCall]) -> int | None:
    """What calls have cost together, in millionths of a US dollar; None where that of one is unknown."""
    costs = [call.cost_micros for call in calls]
    return None if None in costs else sum(cost or 0 for cost in costs)
