"""English words for handoffs: what a department is asked, what it answers, and what support sees of that."""

from typing import Final

from bot.words.en_acts import Acts
from bot.words.en_grammar import counted

_STAGES: Final = {
    "asked": "asked",
    "accepted": "accepted",
    "proposed": "another time named",
    "need_more": "needs more",
    "done": "done",
    "declined": "declined",
    "withdrawn": "no longer needed",
}
_PARTS: Final = {"done": "done", "need_more": "needs more", "declined": "declined", "withdrawn": "no longer needed"}


class Handoffs(Acts):
    hand_off = "Hand off…"

    def hand_off_to(self, title: str) -> str:
        """A button that opens the form for one department."""
        return f"Hand off to {title}…"

    hand_off_title = "Hand off"
    hand_off_submit = "Hand off"
    handoff_where = "To whom"
    handoff_needs = "What we need"
    handoff_needs_hint = "The department reads this, not the ticket. Leave it empty only if you add to a request."
    handoff_by = "By when"
    handoff_by_hint = "In your own time zone. Left empty: the department’s usual time, in its own hours."
    handoff_told = "What the customer has been told"
    handoff_new = "New request"
    no_departments = "The desk file names no department yet."

    accept = "Accept"
    propose = "Propose another time"
    another_time = "Another time"
    decline = "Decline…"
    hand_back = "Done…"
    need_more = "Need more…"
    as_csv = "Orders as CSV"
    csv_title = "Orders"
    csv_hint = "Copy it from here."
    propose_title = "Propose another time"
    propose_label = "When you can have it done"
    propose_hint = "In your own time zone. It holds from now on, and support is told."
    decline_title = "Decline"
    done_title = "Done"
    need_more_title = "Need more"
    answer_save = "Send to support"
    which_order = "Which order"
    result_label = "What came of it"
    need_label = "What you need"
    why_label = "Why not"
    moved_below = "continues below"
    handoff_told_nothing = "nothing yet"

    tell_the_customer = "Tell the customer."
    answer_by_adding = "Hand off… adds what they need."

    def asked_by(self, who: str) -> str:
        return f"asked by {who}"

    def needed_by(self, when: str) -> str:
        return f"needed by {when}"

    def promised(self, when: str) -> str:
        return f"promised {when}"

    def answer_until(self, when: str) -> str:
        return f"please answer by {when}"

    def answer_expected(self, when: str) -> str:
        return f"asked, answer due {when}"

    def running_late(self, line: str) -> str:
        return f"{line}, late"

    def customer_was_told(self, told: str) -> str:
        return f"The customer has been told: {told}"

    def stage(self, stage: str) -> str:
        return _STAGES.get(stage, stage)

    def part(self, part: str) -> str:
        return _PARTS.get(part, part)

    def all_orders(self, count: int) -> str:
        return f"All {count} that wait" if count > 1 else "The one that waits"

    def tickets(self, count: int) -> str:
        return counted(count, "ticket")

    def already_has(self, department: str, number: str, what: str) -> str:
        """`Logistics already has O-17 (Where are they?, 11 tickets).`"""
        return f"{department} already has {number} ({what})."

    def add_to(self, number: str, what: str) -> str:
        return f"Add to {number} ({what})"

    def handed_back(self, number: str, department: str, part: str) -> str:
        """A thread's line when a department has answered."""
        said = {
            "done": f"{department} has done {number}.",
            "need_more": f"{department} needs more for {number}.",
            "declined": f"{department} declined {number}.",
        }.get(part, f"{department} has answered {number}.")
        return said

    # /queue of a department
    def open_requests(self, department: str, count: int) -> str:
        return f"{department}: {counted(count, 'open request')}"

    nothing_asked = "Nothing is asked of this department just now."
