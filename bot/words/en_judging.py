"""English words for people's judgement of a reply: the second approval, thumbs, wishes and reports."""

from collections.abc import Sequence

from bot.words.en_grammar import listed


class Judging:
    # Under a suggestion
    quotes = "Quotes"
    show_newer = "Show the newer one"
    good = "👍"
    good_spoken = "Good suggestion"
    bad = "👎"
    bad_spoken = "Bad suggestion"
    rated = "Noted"
    rated_good = "Noted: a good suggestion. The other thumb changes it."
    rated_bad = "Noted: not a good suggestion. Redraft… asks for another one, Reject says why it does not fit."

    # Redraft…
    redraft = "Redraft…"
    redraft_title = "Another suggestion"
    redraft_submit = "Redraft"
    wish_label = "What should be different?"
    wish_hint = "For example: shorter; offer the voucher. It takes the place of this suggestion."

    def redrafted(self, wish: str) -> str:
        return f"Redrafted: “{wish}”"

    def wish_not_followed(self, wish: str) -> str:
        return (
            f"Not followed: “{wish}”. The built-in assistant only fills in templates and quotes articles. "
            "Edit changes the text."
        )

    # Send alone…
    send_alone = "Send alone…"
    send_alone_title = "Send alone"
    send_alone_submit = "Send alone"
    alone_label = "Why it cannot wait"
    alone_hint = "It is kept with the approval, and as a note for the team."

    def alone_told(self, asked: Sequence[str]) -> str:
        """What giving the second approval as a lead means; `asked` are those who were asked for it so far."""
        told = (
            f"{listed(list(asked), 'and')} {'was' if len(asked) == 1 else 'were'} asked"
            if asked
            else "Nobody could be asked"
        )
        return (
            f"{told} for the second approval. You give it in their place, as a lead: "
            "whoever answers for this is told, and your reason is on record."
        )
