"""A golden ticket: what a customer of the example shop writes, and what should come of it.

They stand in `tickets/*.toml`, named by language and group. What a good support lead would want is written down, also
where the program does not do it yet.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator

FOLDER: Final = Path(__file__).parent / "tickets"

Level = Literal["none", "caution", "sensitive"]


def _several(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


#: One word or several in the file.
Words = Annotated[tuple[str, ...], BeforeValidator(_several)]


class Golden(BaseModel):
    """One ticket and its expectations. In `cites` and `facts` a `|` stands between what is as good as one another."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    customer: str = ""  # of examples/shop/customers.json; empty: somebody whom nobody knows, by `email`
    email: str = ""
    subject: str = ""
    body: str
    then: tuple[str, ...] = ()  # the same customer's later messages, each after the one before was prepared
    via: Literal["email", "chat", "form"] = "email"
    attributes: dict[str, str] = {}
    photo: bool = False
    language: str = ""  # this and the next are filled from the file's name
    unseen: bool = False  # of a `_second` file: no word list, phrase or threshold may ever be mended on it

    type: Words = ()  # what it truly is; of several each is right; empty: no type of the desk
    level: Level = "none"
    classes: Words = ()  # where it is delicate: one of these should be named
    outcome: Words = ()  # `draft`, or the reason for none; of several each is right. Left out: by the level
    cites: Words = ()  # articles and records that the draft must rest on
    never_cites: Words = ()
    facts: Words = ()  # what the draft must say
    forbidden: Words = ()  # what must stand neither in the draft nor in the facts that the team is shown
    personal: Words = ()  # what of the text must never leave the house

    @model_validator(mode="before")
    @classmethod
    def _outcome_by_level(cls, given: Any) -> Any:
        by_level = {"none": "draft", "caution": ("caution", "sensitive"), "sensitive": "sensitive"}
        return {"outcome": by_level[given.get("level", "none")], **given}

    @property
    def may_draft(self) -> bool:
        """Whether a suggestion is a right outcome, or one of the right ones."""
        return "draft" in self.outcome

    @property
    def written(self) -> str:
        """All that the customer wrote."""
        return "\n".join([self.subject, self.body, *self.then, *self.attributes.values()])

    @property
    def delicate(self) -> bool:
        return self.level != "none"


@cache
def golden() -> tuple[Golden, ...]:
    """All golden tickets, by file and in the order of each. An id bears its language: `en-late-parcel`."""
    return tuple(ticket for path in sorted(FOLDER.glob("*.toml")) for ticket in _read(path))


def _read(path: Path) -> list[Golden]:
    language = path.stem.partition("_")[0]
    rows = tomllib.loads(path.read_text("utf-8"))["tickets"]
    known = {"language": language, "unseen": path.stem.endswith("_second")}
    return [Golden.model_validate({**known, **row, "id": f"{language}-{row['id']}"}) for row in rows]
