"""English sentences about text that was removed, and what `check` says of how long it is kept."""

from bot.words.en_labels import Labels


class Removals(Labels):
    """What stands where text stood."""

    text_removed_short = "(text removed)"
    no_text = "The text was removed."

    def removed_here(self, number: str, kind: str, state: str, when: str) -> str:
        """What stays of a card in Slack. `kind` may be empty."""
        of = " · ".join(part for part in (number, kind, state) if part)
        told = f"Its text was removed here on {when}" if when else "Its text was removed here"
        return f"{of}. {told}, as the desk’s retention says; {self.open} shows it as long as it is kept."

    def removed(self, when: str) -> str:
        """In place of a ticket's text, once it is kept no longer."""
        told = f"The text of this ticket was removed on {when}" if when else "The text of this ticket was removed"
        return f"{told}, as the desk’s retention says. What happened and when is still in its history."
