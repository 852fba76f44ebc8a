"""English sentences about what becomes of a reply: when it leaves, why it waits, what stopped it."""

from collections.abc import Callable, Mapping

from bot.words.en_facts import Facts
from bot.words.en_figures import Figures
from bot.words.en_tables import NOT_TAKEN


class Replies(Figures):
    unknown_value = "unknown"

    def record(self, source: str, key: str) -> str:
        """`Order 4417` for the source "orders"."""
        return f"{self.table('RECORDS').get(source) or source.replace('_', ' ').capitalize()} {key}"

    def record_within(self, source: str, key: str) -> str:
        """A record inside a sentence: `order 4417`."""
        named = self.record(source, key)
        return named[:1].lower() + named[1:]

    def check_again(self, record: str) -> str:
        """`record` as inside a sentence; empty for several."""
        return f"Check {record or 'the records'} again"

    def as_of(self, when: str) -> str:
        return f"as of {when}"

    def tried_at(self, when: str) -> str:
        return f"tried {when}"

    def record_told(self, facts: Mapping[str, str]) -> str:
        """The record that a line of history is about, and whether it could not be read."""
        named = self.record_within(facts.get("source", "record"), facts["key"]) if "key" in facts else self.some_record
        return f"{named}, {self.unreachable}" if "not_read" in facts else named

    def field_of(self, field: str, record: str) -> str:
        return f"{field} of {record}"

    def sends_at(self, when: str) -> str:
        return f"Sends at {when}; until then it can be taken back."

    def sent(self, when: str, names: str) -> str:
        return f"Sent {when}, approved by {names}." if names else f"Sent {when}."

    def stopped(self, code: str, reason: str) -> str:
        """A reply that will not leave; `reason` is what `why_stopped` says about `code`, or empty: unsaid."""
        if code in NOT_TAKEN:
            return f"Not sent: {reason.rstrip('.') or 'it could not be handed over'}. Try again, or answer there."
        return f"Not sent. {self.changed(reason)}"

    def changed(self, reason: str) -> str:
        """A suggestion that is out of date; `reason` is what `why_stopped` says, or empty: unsaid."""
        return f"Changed since this suggestion: {reason.rstrip('.') or 'something'}. {self.read_again}."

    def answered_outside(self, who: str, when: str, *, withdrawn: bool) -> str:
        """Somebody (or `who` is empty) has answered past Deskhand; `withdrawn`: there was a suggestion."""
        by = f" by {who}" if who else ""
        return f"Answered outside Deskhand{by}, {when}.{' Suggestion withdrawn.' if withdrawn else ''}"

    def waiting(self, code: str, facts: Mapping[str, str]) -> str:
        """An approved reply that cannot leave yet. `facts` are empty where they may not be told."""
        told = self._record_named(facts)
        why = self.table("WAITING").get(code, "Waiting.").format_map(told)
        return f"{why} It leaves after that; until then it can be taken back."

    def stopped_before(self, reason: str) -> str:
        return f"An earlier reply was not sent: {reason.rstrip('.') or 'something had changed'}."

    def why_stopped(self, reason: str, facts: Mapping[str, str]) -> str:
        """What changed before a reply could leave, as a part of a sentence."""
        told = self._record_named({name: fact for name, fact in facts.items() if fact}, self.record_within)
        if reason == "record_changed":
            told = self.facts({"before": self.unknown_value, "now": self.unknown_value, **told})
            told["what"] = told["record"] if told["field"] == "status" else self.field_of(told["field"], told["record"])
        if reason == "answered_outside":
            told.setdefault("who", self.somebody)
        sentence = self.table("STOPPED").get(reason)
        return reason.replace("_", " ") if sentence is None else sentence.format_map(told)

    def bounced(self, recipient: str, status: str, reason: str) -> str:
        """A mail server's report that a reply did not arrive, above its own words."""
        to = f" to {recipient}" if recipient else ""
        why = f": {reason or status}" if reason or status else ""
        return f"Our reply did not arrive{to}{why}"

    bounce_of_another_kind = "A mail server writes about our reply; it may still arrive."

    def _record_named(self, facts: Mapping[str, str], name: Callable[[str, str], str] | None = None) -> Facts:
        told = self.facts(facts)
        if ":" in told["record"]:
            told["record"] = (name or self.record)(*told["record"].split(":", 1))
        return told
