"""The table of the desk file about systems that are told what happens: who, where, of which events, and how much."""

from typing import Final, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

#: What an event says beyond ids, words of the desk file and times, only where the desk file names it.
MoreField = Literal[
    "subject", "conversation", "customer_id", "customer_name", "customer_email", "segment", "person", "cause"
]
MORE_FIELDS: Final[tuple[str, ...]] = get_args(MoreField)


class Subscriber(BaseModel):
    """A system that follows what happens at the desk, such as an issue tracker, a workflow tool or a warehouse.

    Its secret stands in the environment under its name, and its address may.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    address: str = ""  # https, or http on this machine; empty: EVENTS_URL_<NAME>
    events: tuple[str, ...] = Field(min_length=1)
    queues: tuple[str, ...] = ()  # only of tickets in these; empty: all
    types: tuple[str, ...] = ()  # only of these request types; empty: all
    fields: tuple[MoreField, ...] = ()  # what of personal or customers' words goes along
