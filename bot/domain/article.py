"""Knowledge: articles and reply templates, each with an owner and dates."""

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

    def expired(self, today: date) -> bool:
        """Whether the entry may no longer be relied on; it is still valid on its last day."""
        return today > self.valid_until


class Article(_Entry):
    """A knowledge entry. Only `audience = "customer"` may be quoted in a draft."""

    audience: Literal["internal", "customer"] = "internal"
    questions: tuple[str, ...] = ()  # example questions that it answers
    url: str = ""
    body: str


class Template(_Entry):
    """The fixed part of a draft. Lines hold variables such as `{orders.status}`; one without a value is left out.

    `{quote}` alone on a line stands for the sentences quoted from articles.
    """

    body: str
