"""English sentences for owners: the weekly list, types in the shadow, what became of suggestions."""

from collections.abc import Sequence
from typing import ClassVar

from bot.words.en_grammar import counted, listed


class Owners:
    """What owners are told of their articles, templates and types."""

    weekly_title = "For you to look at"
    nothing_to_look_at = "There is nothing for you to look at."
    shadow_title = "In the shadow: only you see this"
    nothing_in_shadow = "No type of yours is in the shadow."
    not_answered_yet = "not answered yet"
    person_wrote = "What was sent"
    promote = "Promote"
    outcomes_title = "What became of suggestions"
    bands: ClassVar[dict[str, str]] = {
        "as_is": "sent as it stood", "light": "nearly the same", "heavy": "much changed",
        "rewritten": "something else was written", "discarded": "not used",
    }  # fmt: skip
    worse: ClassVar[dict[str, str]] = {
        "edits": "too many were changed or not used",
        "reopens": "too many customers came back",
        "reports": "too many were reported as wrong",
    }

    def compared(self, band: str) -> str:
        """How what a person wrote compares with a suggestion."""
        return self.bands.get(band, band)

    def due_until(self, until: str) -> str:
        return f"Valid until {until}."

    def due_held(self, why: str) -> str:
        return f"Held back: {why}."

    def always_edited(self, title: str, shown: int, as_is: int, numbers: Sequence[str] = ()) -> str:
        """An article whose quotes are changed again and again, lately on these tickets."""
        sent = "1 was sent as it stood" if as_is == 1 else f"{as_is} were sent as they stood"
        lately = f" Changed lately on {listed(list(numbers), 'and')}." if numbers else ""
        return f"“{title}”: of {shown} suggestions that quote it, {sent}. Is it still right?{lately}"

    def unanswered(
        self, title: str, count: int, numbers: Sequence[str], customers: int = 0, said: Sequence[str] = ()
    ) -> str:
        """Questions of one kind that no article answers. `said`: words that these customers share."""
        of = f" ({title})" if title else ""
        told = listed(list(numbers), "and")
        if said:
            return f"{customers} customers asked about “{', '.join(said)}”{of}: {told}. No article answers it."
        return f"{count} tickets ask the same{of} and no article answers it: {listed(list(numbers), 'and')}."

    def in_shadow(self, title: str, shown: int, accepted: int) -> str:
        """How a type's suggestions compare with what people wrote."""
        if not shown:
            return f"{title}: nothing was compared yet."
        return f"{title}: {accepted} of {shown} were what was sent, or nearly so."

    def promoted(self, title: str) -> str:
        return f"Suggestions for “{title}” stand on cards from now on. Should they become worse, that ends by itself."

    def demoted(self, title: str, fault: str, shown: str, accepted: str) -> str:
        """A type's suggestions have become worse, so it went back into the shadow by itself."""
        return (
            f"{title}: suggestions do not stand on cards any more, since {self.worse.get(fault, fault)}: {accepted} of "
            f"{shown} were sent as they stood or nearly so. They are made for you alone to compare: `/desk shadow`."
        )

    def outcome(self, name: str, shown: int, share: tuple[float, float, float], coverage: float | None) -> str:
        """A group of suggestions. `share` is the accepted one with the ends of its 95 % interval."""
        accepted, low, high = (f"{one * 100:.0f}" for one in share)
        told = f"{name}: {accepted} % of {shown} sent as they stood or nearly so ({low} to {high} %)"
        return told if coverage is None else f"{told}; {coverage * 100:.0f} % of routine tickets had one"

    def too_few(self, count: int) -> str:
        return f"{counted(count, 'suggestion')} in groups of fewer than twenty, of which nothing is told."
