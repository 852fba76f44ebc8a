"""A suggested reply: sentences with their sources, or the reason why there is none."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final, Literal

from bot.domain.outside import Usage
from bot.domain.record import LinkedRecord

#: The engine of a suggestion that asks the customer for what is missing, in the team's words or Deskhand's.
QUESTIONS: Final = "questions"


class DraftState(StrEnum):
    PROPOSED = "proposed"
    SENT = "sent"  # as is
    EDITED = "edited"  # sent after an edit
    REJECTED = "rejected"
    SUPERSEDED = "superseded"
    WITHHELD = "withheld"
    ASKED = "asked"  # no suggestion yet: the type is a guess, and a person is asked


class Withheld(StrEnum):
    """Why there is no suggestion. Each has a sentence in `bot.words`."""

    SENSITIVE = "sensitive"
    CAUTION = "caution"
    FOREIGN_RECORD = "foreign_record"
    UNKNOWN_RECORD = "unknown_record"
    RECORD_UNREACHABLE = "record_unreachable"
    MISSING = "missing"  # the type needs something that the customer has not given
    UNSURE_TYPE = "unsure_type"
    TYPE_OFF = "type_off"
    NO_SOURCE = "no_source"
    OTHER_LANGUAGE = "other_language"
    STALE_SOURCE = "stale_source"
    QUARANTINED = "quarantined"  # what it would rest on has to be checked first: something has changed
    HOSTILE = "hostile"  # the text tries to instruct the assistant
    DUPLICATE = "duplicate"
    OUT_OF_SCOPE = "out_of_scope"
    FAILED = "failed"
    UNGROUNDED = "ungrounded"  # the draft says what its sources do not say


#: Where there is no suggestion for one of these, what is missing may be asked for.
MAY_BE_ASKED: Final = frozenset({Withheld.MISSING, Withheld.TYPE_OFF})


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a sentence rests on.

    An article gives `quote` verbatim from `version`; a record gives the `field` and the time it was read; a template
    is the team's own fixed wording.
    """

    kind: Literal["article", "record", "template"]
    id: str  # article or template id, or `orders:4417`
    version: int = 0
    title: str = ""
    owner: str = ""
    quote: str = ""
    field: str = ""
    checked: date | None = None
    valid_until: date | None = None
    read_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    text: str
    evidence: tuple[Evidence, ...] = ()
    flag: str = ""  # why a reader should look twice; empty: nothing found


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What the case is, in the team's language. `passages` are for the agent to read, never to send as they are."""

    issue: str = ""
    asked: str = ""
    facts: tuple[str, ...] = ()
    open_questions: tuple[str, ...] = ()
    passages: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What an assistant came back with: sentences to send, or `withheld` with the facts for its sentence."""

    engine: str
    language: str
    summary: Summary
    sentences: tuple[Sentence, ...] = ()
    withheld: Withheld | None = None
    facts: dict[str, str] = field(default_factory=dict)
    records: tuple[LinkedRecord, ...] = ()  # those that it states facts of, as they were when it was made
    raised: tuple[str, ...] = ()  # sensitivity classes that a model saw and our rules did not
    usage: Usage | None = None  # what a model outside the house was asked for it, whoever wrote it in the end

    def resting_on(self, records: tuple[LinkedRecord, ...]) -> "Suggestion":
        """The same, with those of `records` that its sentences cite: the second look compares with them."""
        cited = {evidence.id for sentence in self.sentences for evidence in sentence.evidence}
        return replace(self, records=tuple(record for record in records if f"{record.source}:{record.key}" in cited))

    @property
    def body(self) -> str:
        """The text as the customer would read it. A sentence that ends in a line break begins a new paragraph."""
        return "".join(sentence.text for sentence in self.sentences).strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A stored suggestion. `reason` and `facts` are set when it was withheld or when the type is asked for."""

    id: int
    ticket_id: int
    state: DraftState
    reason: Withheld | None
    facts: dict[str, str]
    body: str
    sentences: tuple[Sentence, ...]
    language: str
    engine: str
    last_message_id: int | None
    desk_version: int
    created_at: datetime
    records: tuple[LinkedRecord, ...] = ()  # whose facts it states, as they were when it was made
    opened: bool = False  # somebody has read it in full, so it is never replaced under their eyes
    prompt_id: str = ""  # of a model outside: what it was asked with
    prompt_version: int | None = None

    @property
    def asks(self) -> bool:
        """Whether it asks the customer for something, so that the ticket waits after it was sent."""
        return self.engine == QUESTIONS
