"""One mechanism taken out."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One mechanism taken out: `before` stands once in `file` and is replaced by `after`; `test` must fail then.

    `promise` is the row of docs/promises.md.
    """

    promise: str
    without: str
    file: str
    before: str
    after: str
    test: str
