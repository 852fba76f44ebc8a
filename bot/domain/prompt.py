"""What a model is asked, as a reviewed text with an owner and dates."""

from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Budget(BaseModel):
    """The most tokens of each part of one request; `answer` is what the model may write."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    instructions: int = Field(gt=0)
    passages: int = Field(gt=0)
    facts: int = Field(gt=0)
    conversation: int = Field(gt=0)
    answer: int = Field(gt=0)


class Prompt(BaseModel):
    """One prompt in one version. `prompts` reads it from its file and fills it in.

    `stable` is what stands first in every request of a desk, so that the other side can keep it; `varying` is what a
    ticket adds, its customer's words last.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    version: int = Field(ge=1)
    title: str
    owner: str  # a key of the desk file's [owners]
    checked: date
    valid_until: date
    depends_on: tuple[str, ...] = ()
    model: str  # the one that it was written for; the desk file decides which one is asked
    budget: Budget
    answer: dict[str, Any] = Field(repr=False)  # the JSON schema of the answer
    stable: str = Field(repr=False)
    varying: str = Field(repr=False)
    hash: str  # of all that a model is given by it; dates and owner do not count
    quarantine: str = ""  # why it may not be used until its owner has checked it; no key of the file

    @property
    def language(self) -> str:
        """It is in none of a customer's languages."""
        return ""

    @property
    def body(self) -> str:
        """What its owner reads."""
        return f"{self.stable}\n\n{self.varying}"

    def expired(self, today: date) -> bool:
        """Whether it may not be used (any more): it is past its last day, or in quarantine."""
        return bool(self.quarantine) or today > self.valid_until
