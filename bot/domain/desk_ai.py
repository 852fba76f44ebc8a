"""The tables of the desk file that say how replies are suggested and worded."""

from datetime import timedelta
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.domain.duration import Duration

#: Named where the desk file names none. Models are shut down some months after their vendor says so
#: (developers.openai.com/api/docs/deprecations), so this name is looked at with every release.
DEFAULT_MODEL: Final = "gpt-6-luna"


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Outside(_Table):
    """A model outside the house: who runs it, what it may be asked for, and the most that it may be told and cost.

    Prices are in US dollars for a million tokens; without them those of `bot.domain.prices` count.
    """

    vendor: str
    region: str
    agreement: str  # what obliges the vendor, as the team would look it up
    purposes: tuple[Literal["summarise", "draft"], ...] = Field(min_length=1)
    types: tuple[str, ...] = Field(min_length=1)
    fields: tuple[str, ...] = ()  # `orders.status`: of these it may read the value, of others only the name
    model: str = DEFAULT_MODEL
    reasoning: Literal["", "none", "low", "medium", "high"] = "low"  # empty: it is not told, for models without
    time_out: Duration = timedelta(seconds=10)
    daily_ceiling: float = Field(gt=0, le=100_000)  # US dollars
    daily_calls: int = Field(1000, ge=1)
    input_price: float | None = Field(None, ge=0)
    cached_price: float | None = Field(None, ge=0)
    output_price: float | None = Field(None, ge=0)


class Ai(_Table):
    engine: Literal["embedded", "outside"] = "embedded"
    threshold: float = Field(0.7, ge=0.3, le=0.99)
    outside: Outside | None = None


class Disclosure(_Table):
    """The line that tells a customer that an assistant helped; `{agent}` is the approver's first name."""

    enabled: bool = True
    text: dict[str, str] = Field(default_factory=dict)  # by language; the built-in text where one is missing


class Tone(_Table):
    """How a reply begins and ends, by segment and language; `{name}` and `{shop}` are filled in, and `{agent}` is the
    shop: a draft is written before anybody knows who will approve it. A holding reply has its writer there.

    `reliable` are the customer's variables that may be used though nobody has verified them (`bot.domain.tone`).
    """

    segment: tuple[str, ...] = ()
    language: str = "en"
    reliable: tuple[Literal["name", "segment"], ...] = ()
    greeting: str
    greeting_without_name: str
    closing: str
