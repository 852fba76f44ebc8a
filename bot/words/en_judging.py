"""English words for people's judgement of a reply: the second approval, thumbs, wishes and reports."""

from collections.abc import Sequence

from bot.words.en_grammar import listed


class Judging:
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
