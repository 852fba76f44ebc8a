"""The table of the desk file that says which causes many requests may share."""

import re

from pydantic import BaseModel, ConfigDict, Field, field_validator


class SpikeRule(BaseModel):
    """Requests that name the same thing count together: a field of their record, a field of their form, or what a
    pattern finds in their text. Exactly one of `record`, `attribute` and `pattern` is given.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str  # how people call what is shared: "carrier", "error"
    record: str = ""  # a field of a linked record, by our name: "carrier"
    attribute: str = ""  # a field that the helpdesk or a form sends: "region"
    pattern: str = ""  # a regular expression with one group, found in the customer's text: an error code
    types: tuple[str, ...] = ()  # empty: all
    channel: str = ""  # where its card stands; empty: the channel of the queue that most of them are in
    department: str = ""  # who can do something about it
    at_least: int = Field(4, ge=3, le=1000)  # fewer are never called a spike
    first_days: int = Field(10, ge=3, le=1000)  # the same while the desk is younger than a week

    @field_validator("pattern")
    @classmethod
    def _one_group(cls, pattern: str) -> str:
        if pattern and re.compile(pattern).groups != 1:
            raise ValueError("must have exactly one group, the thing that is shared")
        return pattern
