"""The tables of the desk file that say who works when, and how fast: queues, their hours, SLA policies."""

from datetime import time
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.domain.duration import Duration

Priority = Literal["low", "normal", "high", "urgent"]
Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


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


class SlaPolicy(_Table):
    """Targets in business time of the queue, by priority; a priority without a target has no due time.

    `"1d"` means 24 open hours: a working day is better given in hours.
    """

    name: str
    first_response: dict[Priority, Duration] = Field(min_length=1)
    resolution: dict[Priority, Duration] = Field(default_factory=dict)
