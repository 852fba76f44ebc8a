"""The tables of the desk file that say how replies are suggested and worded."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Ai(_Table):
    engine: Literal["embedded"] = "embedded"
    threshold: float = Field(0.7, ge=0.3, le=0.99)


class Disclosure(_Table):
    """The line that tells a customer that an assistant helped; `{agent}` is the approver's first name."""

    enabled: bool = True
    text: dict[str, str] = Field(default_factory=dict)  # by language; the built-in text where one is missing


class Tone(_Table):
    """How a reply begins and ends, by segment and language; `{name}` and `{shop}` are filled in, and `{agent}` is the
    shop: a draft is written before anybody knows who will approve it."""

    segment: tuple[str, ...] = ()
    language: str = "en"
    greeting: str
    greeting_without_name: str
    closing: str
