"""English, and the shape of every other language: a subclass of `Words` that says the same in its own way.

All of it is plain text: whoever puts a sentence into a format escapes it for that format. A moment (`when`) is handed
in as text, since how it is written depends on where it stands.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.words.en_bursts import Bursts
from bot.words.en_digest import Digest
from bot.words.en_escalations import Escalations
from bot.words.en_forms import Forms
from bot.words.en_grammar import counted, indefinite, listed, ordinal
from bot.words.en_handoffs import Handoffs
from bot.words.en_health import Troubles
from bot.words.en_holding import Holding
from bot.words.en_home import Home
from bot.words.en_judging import Judging
from bot.words.en_macros import Macros
from bot.words.en_notes import Notes
from bot.words.en_outside import Outside
from bot.words.en_owners import Owners
from bot.words.en_promises import Promises
from bot.words.en_question import Questions
from bot.words.en_replies import Replies
from bot.words.en_requests import Requests
from bot.words.en_sources import Sources
from bot.words.en_spikes import Spikes
from bot.words.en_threads import Threads
from bot.words.en_upkeep import Upkeep


class Words(
    Bursts,
    Digest,
    Troubles,
    Judging,
    Escalations,
    Handoffs,
    Questions,
    Outside,
    Replies,
    Sources,
    Owners,
    Notes,
    Forms,
    Requests,
    Home,
    Spikes,
    Holding,
    Macros,
    Promises,
    Threads,
    Upkeep,
):
    """All that Deskhand says in one language."""

    def wrote(self, author: str) -> str:
        """Who wrote a message: `customer`, `agent` or `note`."""
        return {"customer": "the customer wrote", "agent": "we answered"}.get(author, "a note")

    def language_name(self, code: str) -> str:
        return self.table("LANGUAGES").get(code.split("-")[0].lower(), code.upper())

    def via(self, via: str) -> str:
        return self.table("VIAS").get(via, via)

    def priority(self, priority: str) -> str:
        return self.table("PRIORITIES").get(priority, priority)

    def state(self, state: str) -> str:
        return self.table("STATES").get(state, state.replace("_", " "))

    def field(self, name: str, value: str) -> str:
        """One field of a record; a status speaks for itself."""
        return value if name == "status" else f"{name.replace('_', ' ')} {value}"

    def with_holder(self, kind: str, name: str) -> str:
        """Who holds the ball; `name` is a person's, a department's or a supplier's, or empty."""
        if kind == "customer":
            return "Waiting for the customer"
        if kind == "nobody":
            return "Done"
        return f"With {name}" if name else "With nobody"

    def segment(self, segment: str) -> str:
        return f"{segment} customer"

    def contacts(self, count: int) -> str:
        return f"{ordinal(count)} contact in 14 days"

    def duplicate(self, number: str) -> str:
        return f"same as {number}"

    def continues(self, number: str) -> str:
        return f"continues {number}"

    def reply_to(self, name: str, via: str, language: str, *, disclosed: bool) -> str:
        line = ", with AI line" if disclosed else ""
        to = f" to {name}" if name else ""
        return f"{to} ({self.via(via)}, {self.language_name(language)}{line})"

    def read_at(self, when: str) -> str:
        return f"read {when}"

    def checked(self, days: int | None) -> str:
        if days is None:
            return "date of the last check unknown"
        return "checked today" if days <= 0 else f"checked {counted(days, 'day')} ago"

    def looks_like(self, title: str, confidence: float | None) -> str:
        if not title:
            return "No suggestion yet: the type is not clear."
        sure = "" if confidence is None else f" ({confidence * 100:.0f} %)"
        return f"No suggestion yet: this looks like “{title}”{sure}."

    def needs_approval(self, names: Sequence[str]) -> str:
        """`names` are those of whom one is enough."""
        told = listed([f"{name}’s" for name in names]) if names else "another person’s"
        return f"Needs {told} approval too"

    def approved_by(self, names: str) -> str:
        return f"Approved by {names}"

    def resolved(self, who: str, took: str) -> str:
        by = f" by {who}" if who else ""
        return f"Resolved{by} after {took}." if took else f"Resolved{by}."

    def ended(self, state: str) -> str:
        return {"closed": "Closed.", "merged": "Merged into another ticket.", "not_a_request": "Not a request."}[state]

    def moved(self, number: str, channel: str) -> str:
        return f"{number} moved to {channel}."

    def continues_below(self, number: str) -> str:
        return f"{number} continues below."

    def escalated(self, to: str, reason: str) -> str:
        line = f"Escalated to {to}" if to else "Escalated"
        return f"{line}: {reason}" if reason else line

    def sealed(self, level: str) -> str:
        return {"sensitive": "sensitive", "caution": "with caution"}.get(level, level)

    def sealed_title(self, number: str, level: str) -> str:
        return f"{number} · {self.sealed(level)}"

    def please_look(self, mention: str) -> str:
        return f"{mention}, please look."

    def duration(self, seconds: int) -> str:
        """How long, in the two largest units: `2 h 10 min`, `3 d 4 h`."""
        minutes, hours, days = max(0, seconds) // 60, max(0, seconds) // 3600, max(0, seconds) // 86400
        if days:
            return f"{days} d {hours % 24} h" if hours % 24 else f"{days} d"
        if hours:
            return f"{hours} h {minutes % 60} min" if minutes % 60 else f"{hours} h"
        return f"{minutes} min" if minutes else "less than a minute"

    def refusal(self, code: str, facts: Mapping[str, str]) -> str:
        """What happened and what to do, for a `RefusalCode`. Unknown codes and missing facts still make a sentence."""
        told = self.facts({**facts, "changed": self.why_stopped(code, facts)})
        told["who_may"] = self.roles(told["who_may"])
        outside = self.table("OUTSIDERS").get(facts.get("outsider", ""))
        sentence = outside or self.table("REFUSALS").get(code, self.refused)
        sentence = sentence.format_map(told)
        return sentence[0].upper() + sentence[1:]

    def roles(self, named: str) -> str:
        """`owner, deputy` as people say it; names of people stay as they are."""
        return listed([self.table("ROLES").get(part.strip(), part.strip()) for part in named.split(",")])

    def withheld(self, reason: str, facts: Mapping[str, str]) -> str:
        """Why there is no suggestion, for a `Withheld`, beginning "No suggestion: "."""
        told = self.facts(facts)
        told.setdefault("record", self.record_told(facts))
        told.setdefault("title", told["article"])
        if facts.get("missing"):
            told["missing"] = self.needed(facts["missing"].split(", "))
        sentence = self.table("WITHHELD").get(reason, self.none_for_this).format_map(told)
        return self.label(self.no_suggestion, sentence)

    def fault(self, flag: str) -> str:
        """What is wrong with a sentence of a suggestion, for a `Fault`; any other flag as it stands."""
        return self.table("FAULTS").get(flag, flag)

    def need(self, name: str) -> str:
        """What a request type needs, by its name in the desk file: `an order number` for "order"."""
        return self.table("NEEDS").get(name) or indefinite(name.replace("_", " "))

    def needed(self, needs: Sequence[str]) -> str:
        """All that a request type needs, in one list."""
        return listed([self.need(need) for need in needs])

    def notice(self, kind: str, number: str, facts: Mapping[str, str]) -> str:
        """A direct message about a ticket that has no form of its own, with what its author added as `note`."""
        sentence = self.table("NOTICES").get(kind, self.some_news)
        told = sentence.format_map(self.facts({**self.coded(facts), "number": number}))
        return f"{told}\n{self.quoted(facts['note'])}" if facts.get("note") else told

    def coded(self, facts: Mapping[str, str]) -> dict[str, str]:
        """Facts in which what is kept as a code or as a moment stands in words."""
        said = {
            "result": self.part,
            "priority": self.priority,
            "wrong": self.wrong_word,
            "kind": self.work,
            "avoidable": self.avoided_by,
            **dict.fromkeys(("at", "until", "wanted", "due"), self.moment),
        }
        return {name: said[name](fact) if name in said else fact for name, fact in facts.items()}

    def moment(self, kept: str) -> str:
        """A moment that was kept as text, by the clock that it was kept by: `Tue 24 Nov 16:00`."""
        try:
            at = datetime.fromisoformat(kept)
        except ValueError:
            return kept
        return f"{at:%a %d %b %H:%M}"

    def happened(self, action: str, who: str, detail: Mapping[str, str]) -> str:
        """One line of history, for an action of the journal."""
        sort = detail.get("role") or detail.get("why") or detail.get("what") or detail.get("target")
        sort = sort or detail.get("reason") or detail.get("good")
        sentence = self.table("HISTORY").get(f"{action}:{sort}") or self.table("HISTORY").get(action)
        if sentence is None:
            told = ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in detail.items())
            return f"{who}: {action.replace('_', ' ')}" + (f" ({told})" if told else "")
        told_of = self.facts({"record": self.record_told(detail), **self.coded(detail), "who": who})
        if "score" in detail:
            told_of["score"] = detail["score"].removesuffix(".0")
        return sentence.format_map(told_of).strip()

    # Answers that only one person sees
    def claimed(self, number: str) -> str:
        return f"{number} is yours."

    def released(self, number: str) -> str:
        return f"{number} is free again."

    def resolved_now(self, number: str) -> str:
        return f"{number} is resolved."

    def created(self, number: str) -> str:
        return f"{number} was created. The answer comes to you as a direct message."

    def created_for(self, number: str, name: str) -> str:
        """As `created`, where somebody else asked; without a name it is only known that they wrote the message."""
        return f"{number} was created. The answer goes to {name or 'whoever wrote the message'} as a direct message."

    def already_there(self, number: str) -> str:
        return f"There is already {number} for this message. Nothing was added to it."

    # Direct messages
    def data_alert(self, source: str, what: str, subject: str) -> str:
        asked = {"ticket.deleted": "that ticket {} be deleted", "customer.erased": "that customer {} be erased"}
        wish = asked.get(what, what).format(subject)
        return f"{source} asks {wish}. It is on record; nothing has been erased yet."

    def unsure_notice(self, number: str) -> str:
        return f"{number}: we cannot tell whether the reply arrived. Look in the helpdesk; nothing is sent twice."

    def second_approval_wanted(self, number: str, who: str) -> str:
        return f"{who or 'A colleague'} wrote a reply for {number}. It needs your approval too."

    def stopped_notice(self, number: str, reason: str, *, own: bool = True) -> str:
        why = f": {reason.rstrip('.')}" if reason else ""
        which = "your reply" if own else "the reply that you approved"
        return f"{number}: {which} was not sent{why}. Please look at the card."

    def answer_notice(self, number: str, who: str) -> str:
        return f"{who} answered your request {number}:"

    # How this was made
    def made_by(self, engine: str) -> str:
        return f"Written by: {self.table('ENGINES').get(engine, engine)}"

    def type_known(self, title: str, source: str, confidence: float | None) -> str:
        known = {"person": "set by a person", "form": "chosen in the form", "rule": "by a rule"}
        how = known.get(source, "not known")
        if source == "classifier" and confidence is not None:
            how = f"recognised from the text, {confidence * 100:.0f} % sure"
        return f"Type: {title or self.type_unknown} ({how})"

    def rules_fired(self, rules: str) -> str:
        return f"Rules: {rules}"

    def rule(self, kind: str, name: str) -> str:
        """One rule that fired: `type “Where is my order”`, `routing “default”`."""
        return f"{kind} “{name}”" if name else kind

    def version(self, version: int) -> str:
        return f"version {version}"

    def valid_until(self, date: str) -> str:
        return f"valid until {date}"

    def desk_version(self, version: int) -> str:
        return f"Desk file: version {version}"
