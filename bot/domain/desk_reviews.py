"""The table of the desk file about quality reviews: how many conversations are read again, by whom, and for what."""

from pydantic import BaseModel, ConfigDict, Field


class Criterion(BaseModel):
    """One question of the rubric."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    title: str
    hint: str = ""  # what is meant, below the question


class Reviews(BaseModel):
    """Whether some conversations of each week are read again, and by whom."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    enabled: bool = False
    sample: int = Field(10, ge=1, le=100)
    reviewers: tuple[str, ...] = ()  # empty: the leads of the conversation's queue
    criteria: tuple[Criterion, ...] = ()
