"""English for App Home, and for what people set for themselves."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.words.en_grammar import counted, listed
from bot.words.en_reviews import Reviews

_DAYS: Final = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}


class Home(Reviews):
    """Quality reviews stand there too."""

    home_mine = "My tickets"
    home_nothing = "You have no ticket just now."
    home_approvals = "Waits for my approval"
    home_fates = "My suggestions"
    home_team = "My team"
    home_to_check = "For me to check"
    home_departments = "My department"
    home_settings = "My settings"

    settings = "Settings…"
    settings_title = "My settings"
    away_button = "I am away…"
    away_title = "I am away"
    away_submit = "I am away"
    back_button = "I am back"
    away_until_label = "Until when"
    away_until_hint = "In your own time zone. Leave it empty if you do not know."
    away_told = (
        "Meanwhile second approvals are asked of others who may give them, and when a customer of yours writes, your "
        "channel sees it. Your tickets stay yours."
    )
    language_label = "Language of what only you read"
    language_as_slack = "As in Slack"
    days_label = "My working days"
    begins_label = "From"
    ends_label = "Until"
    break_from_label = "Break from"
    break_until_label = "Break until"
    break_hint = "For two stretches a day, such as a lunch break or a split shift."
    quiet_from_label = "Quiet from"
    quiet_until_label = "Quiet until"
    quiet_hint = (
        "Direct messages that can wait come when it is over. What is urgent comes at once: approvals, escalations, "
        "replies that were not sent, and what concerns data."
    )
    you_are_here = "You are here."
    not_away = "You were not away."

    def day(self, day: str) -> str:
        return _DAYS.get(day, day)

    def hours_hint(self, zone: str) -> str:
        return f"In your Slack’s time zone ({zone}). With nothing chosen you go by your queue’s hours."

    def home_counts(self, tickets: int, overdue: int, approvals: int) -> str:
        told = [counted(tickets, "open ticket")]
        told += [f"{overdue} overdue"] if overdue else []
        told += [f"{counted(approvals, 'reply', 'replies')} to approve"] if approvals else []
        return " · ".join(told)

    def you_are_away(self, until: str) -> str:
        return f"You are away until {until}." if until else "You are away."

    def you_are_off(self, until: str) -> str:
        return f"You are off until {until}." if until else "You are off."

    def away(self, until: str) -> str:
        """Of somebody: `away until …`."""
        return f"away until {until}" if until else "away"

    def off_until(self, until: str) -> str:
        return f"off until {until}" if until else "off"

    def home_more(self, count: int, command: str) -> str:
        return f"And {count} more: {command}"

    def fates(self, counts: Mapping[str, int]) -> str:
        """What became of the suggestions that somebody decided on in the last thirty days."""
        total = sum(counts.values())
        if not total:
            return "You have decided on no suggestion in the last 30 days."
        named = {"sent": "sent as they were", "edited": "edited", "rejected": "rejected"}
        told = [f"{counts[name]} {said}" for name, said in named.items() if counts.get(name)]
        return f"{counted(total, 'suggestion')} in the last 30 days: {', '.join(told)}."

    def reply_by(self, who: str) -> str:
        return f"reply by {who}" if who else "a reply"

    def load(self, tickets: int, overdue: int) -> str:
        return f"{tickets} open" + (f", {overdue} overdue" if overdue else "")

    def asked_of(self, department: str, count: int, command: str) -> str:
        return f"{department}: {counted(count, 'open request')} ({command})"

    def settings_line(self, language: str, hours: str, quiet: str) -> str:
        return f"Language: {language or 'as in Slack'} · Hours: {hours or 'as your queue'} · Quiet: {quiet or 'never'}"

    def hours_line(self, days: Sequence[str], stretches: str) -> str:
        return f"{listed([_DAYS[day] for day in days], 'and')} {stretches}"

    def stands_in(self, name: str, until: str, others: Sequence[str]) -> str:
        """`Marta is away until Monday; Jonas stands in.`"""
        others_said = (
            f"; {listed(list(others), 'and')} {'stands' if len(others) == 1 else 'stand'} in" if others else ""
        )
        return f"{name} is {self.away(until)}{others_said}."
