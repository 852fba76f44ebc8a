"""English sentences for `/desk try` and `/desk kb`."""

from collections.abc import Sequence

from bot.words.en_grammar import counted, listed
from bot.words.en_leads import Leads


class Questions(Leads):
    """What the assistant is asked, and what it says."""

    looking_up = "Looking… The answer comes here in a moment. If it does not, please ask again."
    look_failed = "Looking did not work just now. Please ask again in a minute."
    try_title = "How this would go"
    try_nothing_kept = "Nothing was written, and the text is gone."
    kb_title = "Articles"
    kb_nothing = "No article has anything like this. Try other words, or ask for one to be written."
    kb_expired = "past its date: not used in suggestions"

    def tried_as(self, via: str, language: str) -> str:
        """What was taken for granted."""
        return f"Taken as {via} in {language} from a customer of whom nothing is known. {self.try_nothing_kept}"

    def try_type(self, title: str, source: str, sure: float | None, words: Sequence[str]) -> str:
        """The type and how it is known; an empty title: it is not."""
        if not title:
            return "Type: not certain"
        if source == "rule":
            said = listed([f"“{word}”" for word in words], "and") if words else ""
            return f"Type: {title}, by its words{f' {said}' if said else ''}"
        return f"Type: {title}, recognised from the text" + ("" if sure is None else f", {sure * 100:.0f} % sure")

    def try_looks_like(self, title: str, sure: float | None) -> str:
        return (
            f"It looks like {title}" + ("" if sure is None else f" ({sure * 100:.0f} %)") + ", and that is asked for."
        )

    def try_queue(self, title: str, priority: str) -> str:
        return f"Queue: {title} · priority {priority}"

    def try_sealed(self, place: str, owner: str) -> str:
        """Where the card of a sensitive one stands, and who is asked."""
        told = f"; {owner} is asked" if owner else ""
        return f"Sealed: its card would stand in {place}{told}, and a reply needs two people."

    try_not_delicate = "Sensitivity: nothing fired"

    def try_class(self, name: str, level: str, words: Sequence[str], *, heard: bool) -> str:
        """One sensitivity class, with what shows it."""
        kind = "sensitive" if level == "sensitive" else "with caution"
        if words:
            why = listed([f"“{word}”" for word in words], "and")
        else:
            why = "it sounds like it" if heard else "more than one matter at once"
        return f"{name}, {kind}: {why}"

    try_delicate = "Sensitivity:"
    try_suggests = "A suggestion would be made."

    def try_named(self, records: Sequence[str]) -> str:
        named = listed(list(records), "and")
        return f"Named: {named}. It would be read, and used only if it belongs to the customer."

    try_quotes = "Would be quoted:"
    try_quotes_nothing = "No article would be quoted."

    def for_whom(self, audience: str) -> str:
        return "for customers" if audience == "customer" else "for the team only"

    def expired_on(self, date: str) -> str:
        return f"{self.kb_expired} ({date})"

    def articles(self, count: int) -> str:
        return counted(count, "article")
