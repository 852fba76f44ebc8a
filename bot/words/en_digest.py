"""English sentences of the digest."""

from collections.abc import Sequence
from datetime import date

from bot.words.en_clocks import Clocks
from bot.words.en_decisions import Decisions
from bot.words.en_grammar import counted
from bot.words.en_own import Own
from bot.words.en_standup import Standup
from bot.words.en_week import Week


def day_name(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B}"


class Digest(Clocks, Standup, Week, Own, Decisions):
    """What days are told in. Amounts of time are handed in as text; `usual` is empty where it is not known."""

    queue = "Queue"
    came_in = "Came in"
    resolved_there = "Resolved"
    open_there = "Open"
    nobody_has = "With nobody"
    oldest_there = "Oldest waits"

    def digest_title(self, first: date, last: date, until: str = "") -> str:
        """`Digest for Tuesday 24 November`; of a day that is not over with ", until 08:52"."""
        days = day_name(first) if first == last else f"{day_name(first)} to {day_name(last)}"
        return f"Digest for {days}{f', until {until}' if until else ''}"

    share_digest = "Share in this channel"
    digest_shared = "It is being posted in this channel."

    def shared_by(self, who: str) -> str:
        return f"Shared by {who}."

    csv = "As CSV"
    csv_comes = "The figures are on their way to your direct messages with Deskhand."

    def figures_of(self, first: date, last: date) -> str:
        """What stands above the file."""
        return f"Figures of {day_name(first)}." if first == last else (
            f"Figures of {day_name(first)} to {day_name(last)}."
        )  # fmt: skip

    # How it was
    def quiet(self, left: int, *, several: bool = False) -> str:
        """`several` days."""
        begins = "Quiet days" if several else "A quiet day"
        return f"{begins}: nothing came in, {left} still open." if left else (
            f"{begins}: nothing came in and nothing waits."
        )  # fmt: skip

    def headline(self, tone: str, parts: list[str]) -> str:
        """`tone`: worse, better, usual, or first where there is nothing to compare with."""
        begins = {"worse": "Worse than usual", "better": "Better than usual", "usual": "As usual"}.get(tone, "")
        if not parts:
            return f"{begins}." if begins else ""
        told = [part[:1].upper() + part[1:] for part in parts]
        return f"{begins}: {parts[0]}. {' '.join(f'{one}.' for one in told[1:])}".rstrip() if begins else (
            " ".join(f"{one}." for one in told)
        )  # fmt: skip

    def about_cause(self, count: int, of: int, cause: str) -> str:
        return f"{count} of {counted(of, 'request')} {'is' if count == 1 else 'are'} about {cause}"

    def waited_more(self, holder: str, duration: str, usual: str) -> str:
        return f"customers waited {duration} for {self.holder(holder)} (usual {usual})"

    def measured(self, reason: str, number: str, usual: str) -> str:
        """`reason`: waited, open or late."""
        told = {
            "waited": f"customers waited {number} in all", "open": f"{number} wait for us at the end",
            "late": f"{number} were late",
        }[reason]  # fmt: skip
        return f"{told} (usual {usual})"

    def holder(self, name: str) -> str:
        return "support" if name == "support" else name

    # What came, and what became of it
    def verdict(self, received: int, resolved: int, backlog: int) -> str:
        trend = "Less" if resolved > received else "More" if received > resolved else "As much"
        than = "as" if trend == "As much" else "than"
        were = "was" if resolved == 1 else "were"
        return f"{trend} waits {than} before: {received} came in, {resolved} {were} resolved, {backlog} still open."

    def against_volume(self, requests: str, name: str, usual: str) -> str:
        """`name`: of what, in the plural, as the desk file says; `usual` is empty where it is not known."""
        told = f"That is {requests} requests per 100 {name}"
        return f"{told} (usual {usual})." if usual else f"{told}."

    def volume_unknown(self, name: str) -> str:
        return f"How many {name} there were is not known."

    def left_open(self, day: int, week: int, types: list[str], urgent: int, high: int) -> str:
        """Of all that is open: how many for more than a day and a week, the commonest types, and what is pressing."""
        old = [f"for more than a day: {day}"] if day else []
        old += [f"for more than a week: {week}"] if week else []
        parts = [f"Open {', '.join(old)}"] if old else []
        parts += [f"Most of what is open: {', '.join(types)}"] if types else []
        pressing = [f"urgent: {urgent}"] if urgent else []
        pressing += [f"high priority: {high}"] if high else []
        told = ", ".join(pressing)
        parts += [told[:1].upper() + told[1:]] if told else []
        return f"{'. '.join(parts)}." if parts else ""

    def type_count(self, title: str, count: int) -> str:
        return f"{title or 'without a type'} {count}"

    def waited_most(self, shares: str) -> str:
        return f"Customers waited for {shares}."

    def waited_for(self, holder: str, duration: str) -> str:
        return f"{self.holder(holder)} {duration}"

    def on_time(self, kept: int, of: int, department: str) -> str:
        return f"{department} {kept} of {of}"

    def departments(self, told: list[str]) -> str:
        return f"Departments on time: {', '.join(told)}."

    def correctly_resolved(self, correct: int, of: int, first: date, last: date, usual: str) -> str:
        """What became within a week of the requests that were resolved on these days; `usual` is a share."""
        days = f"on {last.day} {last:%B}" if first == last else f"from {first.day} {first:%B} to {last.day} {last:%B}"
        told = f"Of {of} resolved {days}, {correct} {'was' if correct == 1 else 'were'} right for good"
        return f"{told} (usual {usual})." if usual else f"{told}."

    def portion(self, share: float) -> str:
        return f"{share:.0%}"

    def ratings(self, good: int, neither: int, bad: int) -> str:
        told = [f"{count} {what}" for count, what in ((good, "good"), (neither, "in between"), (bad, "bad")) if count]
        return f"Ratings: {', '.join(told)}."

    def resolved_within(self, half: str, most: str) -> str:
        return f"Half were resolved within {half}, nine in ten within {most}."

    def returns(self, followed: int, reopened: int, escalated: int) -> str:
        """`followed`: messages and requests of customers who had to ask again."""
        again = f"Customers asked again {'once' if followed == 1 else f'{followed} times'}" if followed else ""
        told = [f"{count} {what}" for count, what in ((reopened, "reopened"), (escalated, "escalated")) if count]
        said = "; ".join(filter(None, (again, ", ".join(told))))
        return f"{said}." if said else ""

    def drafts(self, as_is: int, edited: int, rejected: int, withheld: int) -> str:
        return f"Suggestions: {as_is} sent as is, {edited} sent edited, {rejected} left aside, {withheld} not made."

    def drafts_of(self, title: str, as_is: int, edited: int, rejected: int) -> str:
        """What became of one type's suggestions; what there is none of is not named."""
        figures = {"as is": as_is, "edited": edited, "left aside": rejected}
        told = ", ".join(f"{count} {what}" for what, count in figures.items() if count)
        return f"{title or 'requests without a type'} {told}"

    def drafts_by_type(self, types: Sequence[str]) -> str:
        """Those that are edited or left aside most."""
        return f"By type: {'; '.join(types)}."

    def model_cost(self, cost: str, calls: int, unknown: int) -> str:
        told = f"The model outside: {cost} for {counted(calls, 'call')}"
        return f"{told}, and {unknown} of unknown cost." if unknown else f"{told}."

    def dollars(self, micros: int) -> str:
        """Millionths of a US dollar."""
        return f"${micros / 1e6:,.2f}"

    # Charts: titles have at most 50 characters, labels 20
    chart_others = "others"

    def chart_title(self, subject: str) -> str:
        return {
            "waited": "Hours that customers waited",
            "waited_by_day": "Hours that customers waited, by day",
            "flow": "Requests, by day",
            "ages": "Open requests, by age",
        }[subject]

    def chart_line(self, line: str) -> str:
        return {
            "told": "That day", "usual": "Usual", "received": "Came in", "resolved": "Resolved", "open": "Open",
        }[line]  # fmt: skip

    def chart_age(self, days: int) -> str:
        """Up to so many days; 0: longer than a week."""
        return "Older" if days == 0 else "Up to a day" if days == 1 else f"Up to {days} days"

    def short_day(self, day: date) -> str:
        return f"{day:%a} {day.day}"

    def chart_value(self, value: float) -> str:
        return f"{value:,}"

    def chart_series(self, name: str, values: list[str]) -> str:
        return f"{name}: {', '.join(values)}" if name else ", ".join(values)

    def chart_spoken(self, title: str, series: list[str]) -> str:
        return f"{title}. {'; '.join(series)}."

    # To look at
    def stale(self, count: int, named: str) -> str:
        return f"{counted(count, 'article')} past {'its' if count == 1 else 'their'} date: {named}."

    def to_look_at(self, stopped: int, parked: int) -> str:
        parts = [f"{counted(stopped, 'reply', 'replies')} stopped before sending"] if stopped else []
        parts += [f"{counted(parked, 'request')} kept that could not be read"] if parked else []
        return f"To look at: {', '.join(parts)}." if parts else ""

    def queue_day(self, received: int, resolved: int, backlog: int, unassigned: int | None) -> str:
        told = f"{received} in, {resolved} resolved, {backlog} open"
        return told if unassigned is None else f"{told}, {unassigned} with nobody"

    def queue_waiting(self, first: int, following: int, approval: int, oldest: str) -> str:
        """What waits in a queue where something does; what there is none of is not named."""
        figures = {"a first answer": first, "the next": following, "approval": approval}
        line = f"waiting: {', '.join(f'{count} for {what}' for what, count in figures.items() if count)}"
        return f"{line}; the oldest {oldest}" if oldest else line
