"""English sentences of what a digest offers to decide, and of what became of it."""

from collections.abc import Mapping

from bot.words.en_grammar import counted
from bot.words.en_spikes import Spikes


class Decisions(Spikes):
    """`kind` is a `bot.domain.decision.DecisionKind`; `named` says what it is about, `figures` how it stood."""

    to_decide = "To decide:"
    decision_done = "Done"

    def decision(self, kind: str, named: Mapping[str, str], figures: Mapping[str, int]) -> str:
        """A button."""
        match kind:
            case "reassign":
                return f"Give away {named['who']}’s {counted(figures.get('open', 0), 'ticket')}…"
            case "incident":
                return f"Make {self.cause(named['rule'], named['value'])} an incident"
            case _:
                return f"Remind owners of {counted(figures.get('past', 0) + figures.get('soon', 0), 'text')}"

    def why_decide(self, kind: str, named: Mapping[str, str], figures: Mapping[str, int]) -> str:
        """Beside the buttons: what each is about."""
        match kind:
            case "reassign":
                told = f"{named['who']} is away and has {counted(figures.get('open', 0), 'ticket')} in {named['queue']}"
                return f"{told}, {figures['overdue']} overdue" if figures.get("overdue") else told
            case "incident":
                requests = counted(figures.get("requests", 0), "request")
                return f"{requests} in a day about {self.cause(named['rule'], named['value'])}"
            case _:
                parts = [f"{figures['past']} past their last day"] if figures.get("past") else []
                parts += [f"{figures['soon']} soon to be"] if figures.get("soon") else []
                return f"texts that suggestions rest on: {', '.join(parts)}"

    def decision_taken(self, kind: str) -> str:
        """After the press."""
        return "It is an incident now; its tickets say so." if kind == "incident" else "Their owners are reminded."

    def became(
        self, kind: str, named: Mapping[str, str], before: Mapping[str, int], now: Mapping[str, int], who: str
    ) -> str:
        """What became of an offer until the next digest. `who` decided; empty: nobody."""
        by = who or "nobody decided"
        match kind:
            case "reassign":
                told = f"{named['who']} in {named['queue']}: {before.get('open', 0)} open, now {now.get('open', 0)}"
            case "incident":
                cause = self.cause(named["rule"], named["value"])
                told = f"{cause}: {before.get('requests', 0)} in a day, now {now.get('requests', 0)}"
            case _:
                told = f"texts past their last day: {before.get('past', 0)}, now {now.get('past', 0)}"
        return f"{told} ({by})"

    def since_offered(self, told: list[str]) -> str:
        return f"Offered last time: {'; '.join(told)}."
