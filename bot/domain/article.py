"""Knowledge: articles, reply templates and macros, each with an owner and dates."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    version: int = 1
    title: str
    owner: str
    language: str = "en"
    checked: date
    valid_until: date
    depends_on: tuple[str, ...] = ()  # what would make it wrong, such as "carrier"
    quarantine: str = ""  # why it may not be used until its owner has checked it; no key of the file

    def expired(self, today: date) -> bool:
        """Whether the entry may not be relied on (any more): it is past its last day, or in quarantine."""
        return bool(self.quarantine) or today > self.valid_until


class Article(_Entry):
    """A knowledge entry. Only `audience = "customer"` may be quoted in a draft."""

    audience: Literal["internal", "customer"] = "internal"
    questions: tuple[str, ...] = ()  # example questions that it answers
    url: str = ""
    body: str


class Macro(_Entry):
    """A text that an agent begins a reply with. `types`: the request types that it is offered for; none: all."""

    types: tuple[str, ...] = ()
    body: str


class Template(_Entry):
    """The fixed part of a draft. Lines hold variables such as `{orders.status}`; one without a value is left out.

    `{quote}` alone on a line stands for the sentences quoted from articles.
    """

    body: str
