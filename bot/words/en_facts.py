"""What English says where a fact was not given."""

from typing import ClassVar


class Facts(dict[str, str]):
    """Facts for a sentence; one that was not given reads as something that is true of anybody."""

    _unsaid: ClassVar[dict[str, str]] = {
        "who": "somebody else",
        "who_may": "whoever answers for it",
        "needed": "another role",
        "owner": "the owner",
        "ticket": "another ticket",
        "number": "another ticket",
        "by": "another ticket",
        "into": "another ticket",
        "priority": "another one",
        "score": "without a score",
        "duplicate_of": "another ticket",
        "language": "another language",
        "missing": "something",
        "type": "another type",
        "title": "a source",
        "article": "a source",
        "word": "that",
        "help": "/desk help",
        "state": "now",
        "until": "another time",
        "limit": "3,000",
        "record": "a record",
        "field": "something",
        "before": "something else",
        "detail": "without a reason",
        "asked": "nobody",
        "reason": "no reason given",
    }

    _anything: ClassVar[str] = "something"

    def __missing__(self, key: str) -> str:
        return self._unsaid.get(key, self._anything)
