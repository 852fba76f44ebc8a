"""English for what agents do with a ticket beside answering it."""

from collections.abc import Mapping
from typing import Final

_AVOIDABLE: Final = {
    "information": "better information",
    "elsewhere": "a fix elsewhere",
    "routing": "earlier routing",
    "no": "no",
}


class Acts:
    release = "Release"
    not_a_request = "Not a request"
    is_a_request = "It is a request"

    change_priority = "Change priority…"
    priority_title = "Change priority"
    priority_label = "Priority"
    move_queue = "Move to another queue…"
    move_title = "Move to another queue"
    move_submit = "Move"
    queue_label = "Queue"
    move_hint = "For whoever takes it from here: why it comes, and what is to be done. The customer does not see this."
    no_other_queue = "There is no other queue on this desk."

    merge = "Merge…"
    merge_title = "Merge"
    merge_submit = "Merge"
    merge_into = "Into"
    merge_number = "Number of the ticket"
    merge_other = "Or another ticket’s number"
    merge_number_hint = "For example T-1042. Only tickets of the same customer can be merged."
    same_subject = "similar subject"

    avoidable_label = "Could this have been avoided?"
    avoidable_hint = "You may leave this open. It is counted, and no customer sees it."
    avoidable_choices = (
        ("information", "Better information"),
        ("elsewhere", "A fix elsewhere"),
        ("routing", "Earlier routing"),
        ("no", "No"),
    )

    def avoided_by(self, answer: str) -> str:
        """Whether a request could have been avoided, as somebody answered."""
        return _AVOIDABLE.get(answer, answer)

    def could_be_avoided(self, title: str, answers: Mapping[str, int]) -> str:
        """How often each answer was given of a request type; an empty title stands for tickets of none."""
        told = ", ".join(f"{self.avoided_by(answer)} {count}" for answer, count in answers.items())
        return f"{title or 'No type'}, the last 30 days: could it have been avoided? {told}."

    def maybe_same(self, number: str) -> str:
        return f"Maybe the same as {number}."

    def merge_told(self, number: str) -> str:
        return (
            f"{number} ends. Its messages, and what its customer writes next, stand in the ticket that you choose. "
            "This cannot be taken back."
        )

    def same_record(self, record: str) -> str:
        """`record` as in a sentence: `order 4417`."""
        return f"same {record}"

    def merged_by(self, into: str, who: str) -> str:
        return f"Merged into {into} by {who}." if who else f"Merged into {into}."

    def open_number(self, number: str) -> str:
        return f"Open {number}"

    def corrected(self, title: str, what: str, before: str, after: str, count: int) -> str:
        """A correction of a type that people make again and again; `what` is `priority` or `queue`."""
        of = f"“{title}”" if title else "Requests without a type"
        if what == "queue":
            return f"{of}: moved from {before} to {after} by hand {count} times in four weeks. Does the routing fit?"
        return f"{of}: priority set from {before} to {after} by hand {count} times in four weeks. Do the rules fit?"

    def given(self, number: str) -> str:
        """What `/ticket assign` answers."""
        return f"{number} is given; they are told."

    def noted_on(self, number: str) -> str:
        """What `/ticket note` answers."""
        return f"Kept as a note on {number}. No customer sees it."

    def no_request_now(self, number: str) -> str:
        """What `/ticket not a request` answers."""
        return f"{number} has ended. It is a request, on its card, takes that back."

    def no_request(self, who: str) -> str:
        """Who said that a ticket is no request; empty where no person did."""
        return f"Not a request, says {who}." if who else "Not a request."
