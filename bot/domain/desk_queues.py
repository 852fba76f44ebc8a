"""The tables of the desk file that say who works when, and how fast: queues, their hours, SLA policies."""

from datetime import time, timedelta
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.domain.duration import Duration

Priority = Literal["low", "normal", "high", "urgent"]
Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Via = Literal["email", "chat", "form", "phone", "api", "slack"]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Stretch(_Table):
    """Opening hours from `start` to `end` on one day, local time; a break is the gap between two stretches.

    An `end` of 00:00 is the end of the day.
    """

    start: time
    end: time


class Hours(_Table):
    """A queue's or a department's week in its own time zone; without any day it is open round the clock."""

    time_zone: str = "UTC"
    holidays: str = ""  # a country code of the `holidays` package, such as "FR"; empty: none
    week: dict[Day, tuple[Stretch, ...]] = Field(default_factory=dict)  # a missing day is closed


class Queue(_Table):
    """A team's inbox: one Slack channel and the people in it."""

    name: str
    title: str
    channel: str
    members: Literal["channel"] | tuple[str, ...] = "channel"
    leads: tuple[str, ...] = ()
    managers: tuple[str, ...] = ()
    language: str = "en"
    hours: Hours = Hours()
    sla: str = ""
    on_call: str = ""
    assign: Literal["claim", "round_robin"] = "claim"  # round_robin: tickets are given in turn to who is here
    at_most: int | None = Field(default=None, ge=1)  # nobody is given more than so many open ones by turn


class SlaWhen(_Table):
    """Which tickets a policy is for, whatever their queue names; all that is given must hold. An empty one never does:
    such a policy is for the queues that name it."""

    queue: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    segment: tuple[str, ...] = ()
    via: tuple[Via, ...] = ()
    language: tuple[str, ...] = ()
    value_at_least: int | None = None


class SlaPolicy(_Table):
    """Targets in business time of the queue, by priority; a priority without a target has no due time.

    `"1d"` means 24 open hours: a working day is better given in hours.
    """

    name: str
    when: SlaWhen = SlaWhen()
    first_response: dict[Priority, Duration] = Field(min_length=1)
    next_response: dict[Priority, Duration] = Field(default_factory=dict)
    resolution: dict[Priority, Duration] = Field(default_factory=dict)
    warn_at: float = Field(0.75, ge=0.01, le=0.99)  # the share of a target after which it is warned of
    then: Duration = timedelta(hours=1)  # overdue for so long without anybody's doing, the leads are told
