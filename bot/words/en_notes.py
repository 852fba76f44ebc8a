"""English words for notes: what the team says for itself."""


class Notes:
    add_note = "Add a note…"
    note_title = "Add a note"
    note_submit = "Keep the note"
    note_ticket_label = "Ticket"
    note_ticket_hint = "Its number, for example T-1042."
    note_said_hint = "Kept as it was said, with the name of whoever said it. Your own words: Add a note, on the ticket."
    note_thread_hint = "It stands in the ticket’s thread and its history, with your name."
    note_sealed_hint = "This ticket is sealed: only who may open it reads the note."

    def note_kept(self, number: str, *, new: bool) -> str:
        """`new`: it was no note before."""
        kept = f"Kept as a note on {number}." if new else f"It is a note on {number} already."
        return f"{kept} The customer does not see it."

    def note_under_seal(self, number: str, *, kept: bool) -> str:
        """Somebody has written below a sealed card, where others can read it."""
        if kept:
            return (
                f"Kept as a note on {number}. The ticket is sealed, and everybody in this channel can read what you"
                " wrote here. For what they should not know: delete it here, then Open, More…, Add a note."
            )
        return (
            f"{number} is sealed, and what you wrote here was not kept. Everybody in this channel can read it: delete"
            " it if it says anything about the customer, and tell whoever has the ticket."
        )
