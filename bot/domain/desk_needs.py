"""The table of the desk file about what a request type may need, and how it is asked for."""

import re
from datetime import date, timedelta
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

NeedKind = Literal["text", "number", "date", "choice", "record", "address", "photo", "file"]

PICTURES: Final = frozenset({"photo", "photos", "picture", "image"})
FILES: Final = frozenset({"file", "attachment", "document", "receipt", "proof"})
#: A day, counted from today.
_DAY: Final = re.compile(r"^([+-]?\d{1,4})d\Z")


class Need(BaseModel):
    """Something that a type `needs`: how a form asks for it, and what counts as an answer."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    title: str = ""  # in the desk's language; empty: Deskhand's own word, else the name
    kind: NeedKind = "text"
    pattern: str = ""  # a regular expression that finds an answer in a text
    hint: str = ""
    choices: tuple[str, ...] = ()
    earliest: str = ""  # "-90d": the first day that a date may be, counted from today
    latest: str = ""
    required: bool = True  # a form insists on it
    ask: dict[str, str] = Field(default_factory=dict)  # by language: the question to a customer


def day_from(written: str, today: date) -> date | None:
    """The day that `earliest` or `latest` means; None where it is empty or no offset such as "-90d"."""
    found = _DAY.match(written)
    return today + timedelta(days=int(found[1])) if found else None
