"""English words for promises: another answer by a time."""


class Promises:
    promise_label = "Promised by"
    promise_hint = (
        "If you promise another answer: by when, in your own time zone. The ticket comes back then unless it was"
        " answered, and is not resolved by this reply."
    )

    def promised_by(self, when: str, *, late: bool) -> str:
        """What the card says of it."""
        return f"promised by {when}, late" if late else f"promised by {when}"

    def promise_due(self, number: str) -> str:
        """A thread's line when the promised time has come."""
        return f"{number}: the customer was promised an answer by now."
