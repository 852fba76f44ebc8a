"""English words for escalations: who is asked, what they read in one glance, and what others hear of it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from bot.words.en_grammar import counted, listed, ordinal

_MOODS: Final = {
    "angry": "very upset",
    "harm": "speaks of harm",
    "legal": "threatens with the law",
    "reputation": "threatens to go public",
    "dispute": "disputes something",
    "cancellation": "wants to leave",
    "asks_for_person": "asks for a person",
}
_REJECTED: Final = {
    "wrong_facts": "its facts were wrong",
    "wrong_question": "it answered another question",
    "tone": "its tone did not fit",
    "outdated": "its source was out of date",
    "too_long": "it was too long or unclear",
}
_NEWS: Final = {
    "accepted": "{who} has accepted it and has the ticket now.",
    "passed_on": "{who} passed it on to {to}.",
    "answered": "{who} has answered the customer.",
    "settled": "{who} says that it is settled; it is back in the queue.",
    "resolved": "{who} resolved it.",
}


class Escalations:
    accept_escalation = "Accept"
    passing = "Pass on…"
    passing_title = "Pass on"
    passing_submit = "Pass on"
    passing_person = "To whom"
    passing_why = "Why"
    passing_hint = "They read it at once. The customer does not see it."
    settle = "Settled…"
    settle_title = "Settled"
    settle_submit = "Back to the queue"
    settle_note = "What was decided"
    settle_hint = "For whoever goes on with it. The customer does not see it."
    glance_wants = "Wants"
    glance_promised = "Promised"
    glance_told = "Last told"
    glance_tried = "Tried"
    glance_mood = "Mood"
    glance_questions = "Open"
    glance_nothing_tried = "nothing yet"
    glance_calm = "no sign of anger"

    asked_by_reason = "Choose a reason to see who will be asked."

    def will_be_asked(self, names: Sequence[str], on_call: str, within: str) -> str:
        """`Ana will be asked, then Omar (on call) after 30 min of open hours.`: each has `within`."""
        first, *rest = [*names, *([f"{on_call} (on call)"] if on_call else [])]
        if not rest:
            return f"{first} will be asked, and nobody after."
        each = ", each" if len(rest) > 1 else ""
        return f"{first} will be asked, then {', then '.join(rest)}{each} after {within} of open hours."

    def advised(self, said: str) -> str:
        """What the desk file advises next; the team's own sentence."""
        return f"Advice: {said}"

    def advised_by(self, rule: str) -> str:
        return f"Advice by the rule “{rule}” of the desk file; it enters no reply"

    def escalated_line(self, to: str, by: str, when: str, reason: str, accepted: str, *, ended: bool = False) -> str:
        """`Escalated to Nadia by Ines, 14:05: damage · accepted 14:20`; parts that are empty are left out."""
        line = f"Escalated to {to}" if to else "Escalated"
        line += f" by {by}" if by else ""
        line += f", {when}" if when else ""
        line += f": {reason}" if reason else ""
        if accepted:
            return f"{line} · accepted {accepted}"
        return line if ended else f"{line} · not accepted yet"

    def asked_before(self, names: Sequence[str]) -> str:
        return f"asked before: {listed(list(names), 'and')}"

    def mood(self, signs: Sequence[tuple[str, int]]) -> str:
        """How the customer seems to feel: `very upset, 3rd contact in 14 days`."""
        told = []
        for name, number in signs:
            if name == "contacts":
                told.append(f"{ordinal(number)} contact in 14 days")
            elif name == "reopened":
                told.append(f"reopened {counted(number, 'time')}")
            else:
                told.append(_MOODS.get(name, name))
        return ", ".join(told) or self.glance_calm

    def tried(self, what: str, detail: str) -> str:
        """One thing that was done so far, for a name of the journal."""
        number = int(detail) if detail.isdigit() else 1
        match what:
            case "replies":
                return f"{counted(number, 'reply', 'replies')} sent"
            case "holding":
                return f"{counted(number, 'holding reply', 'holding replies')} sent"
            case "rejected":
                return f"suggestion rejected: {_REJECTED.get(detail, detail.replace('_', ' '))}"
            case "stopped":
                return f"{counted(number, 'reply', 'replies')} stopped"
            case "snoozed":
                return f"snoozed {counted(number, 'time')}"
            case "settled":
                return "escalated and settled before"
            case _:
                return detail

    def until_promise(self, who: str, when: str, *, late: bool) -> str:
        return f"{who} by {when}, late" if late else f"{who} by {when}"

    def escalation_news(self, number: str, events: Sequence[Mapping[str, Any]]) -> str:
        """A direct message to whoever had the ticket first, about all that has happened since the last one."""
        told = [_NEWS.get(str(event.get("what")), "There is news.").format_map(event) for event in events]
        notes = [f"“{event['note']}”" for event in events if event.get("note")]
        return "\n".join([f"{number}: {' '.join(told)}", *notes])
