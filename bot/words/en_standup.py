"""English sentences of the standup."""

from datetime import date

from bot.words.en_grammar import listed


class Standup:
    """What a team reads in the morning."""

    nothing_waits_anywhere = "Nothing waits: a good morning."

    def standup_title(self, day: date) -> str:
        return f"Standup, {day:%A} {day.day} {day:%B}"

    def standup_waiting(self, first: int, following: int, telling: int, approval: int, nobody: int) -> str:
        """`telling`: a department has answered, and the customer does not know it yet."""
        figures = {"a first answer": first, "the next answer": following, "an approval": approval}
        told = [f"{count} for {what}" for what, count in figures.items() if count]
        told += [f"{telling} to tell the customer what a department has answered"] if telling else []
        if not told:
            return "Nothing waits for us."
        return f"Waiting: {', '.join(told)}; {nobody or 'none'} with nobody."

    def slept_long(self, count: int, numbers: list[str]) -> str:
        more = f" and {count - len(numbers)} more" if count > len(numbers) else ""
        return f"Asleep for more than a week: {', '.join(numbers)}{more}."

    def standup_people(self, shares: list[str]) -> str:
        return f"With: {', '.join(shares)}."

    def standup_share(self, name: str, opened: int, due: int, *, away: bool) -> str:
        """`due`: what is due today or was before."""
        notes = [f"{due} due"] if due else []
        notes += ["away"] if away else []
        noted = f" ({', '.join(notes)})" if notes else ""
        return f"{name} {opened}{noted}"

    def nothing_waits_in(self, titles: list[str]) -> str:
        return f"Nothing waits in {listed(titles, 'or')}."
