"""English for quality reviews."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.words.en_grammar import counted

_WHY: Final = {
    "reopened": "reopened",
    "waited": "waited long",
    "edited": "suggestion much edited",
    "quick": "approved within seconds",
    "sensitive": "delicate",
}


class Reviews:
    """Scores are handed in as text, such as `3.4`; the best is 4."""

    home_reviews = "For me to review"
    home_my_reviews = "My answers, as reviewed"
    review = "Review…"
    review_title = "Review"
    review_submit = "Give scores"
    review_note_label = "Note"
    review_note_hint = "Whoever answered reads it in their Home; it goes after 90 days, with the scores."
    #: From the worst to the best.
    scores: Mapping[str, str] = {"1": "1 · not at all", "2": "2 · partly", "3": "3 · mostly", "4": "4 · fully"}
    leave_out = "Not this one…"
    leave_out_title = "Not this one"
    leave_out_submit = "Leave it out"
    leave_out_label = "Why it is not reviewed"
    left_out_why: Mapping[str, str] = {
        "involved": "I had a part in it",
        "nothing_said": "There is nothing in it to judge",
        "language": "I do not read its language",
        "other": "Something else",
    }

    def to_review(self, count: int) -> str:
        """A direct message on Monday morning."""
        told = f"{counted(count, 'conversation')} of last week {'waits' if count == 1 else 'wait'} for your review"
        return f"{told}, in this app’s Home."

    def drawn_for(self, reasons: Sequence[str]) -> str:
        """Why a conversation was drawn; empty where nothing but chance did it."""
        return ", ".join(_WHY.get(one, one) for one in reasons)

    def my_reviews(self, count: int, average: str, fewest: int) -> str:
        told = f"{counted(count, 'conversation')} reviewed in the last 90 days"
        return f"{told}: {average} of 4 on average." if average else f"{told}. Averages stand here from {fewest} on."

    def criterion(self, title: str, average: str) -> str:
        return f"{title} {average}"

    def noted(self, number: str, note: str) -> str:
        return f"{number}: “{note}”"

    def mate_reviewed(self, average: str, count: int) -> str:
        """Beside somebody's load, for their lead."""
        return f"reviews {average} of 4 ({count})"

    def decimal(self, number: float) -> str:
        """With one digit behind the point."""
        return f"{number:.1f}"

    def reviewed(self, done: int, drawn: int, average: str, title: str, lowest: str) -> str:
        """A week's reviews in the digest; `average` and `title` are empty where too few were reviewed."""
        told = f"Reviewed: {done} of {drawn}"
        told += f", on average {average} of 4" if average else ""
        return f"{told}; lowest: {title} {lowest}." if average and title else f"{told}."
