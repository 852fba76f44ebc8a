"""English words for people's judgement of a reply: the second approval, thumbs, wishes and reports."""

from collections.abc import Sequence
from typing import ClassVar

from bot.words.en_grammar import counted, listed


class Judging:
    # Under a suggestion
    quotes = "Quotes"
    show_newer = "Show the newer one"
    good = "👍"
    good_spoken = "Good suggestion"
    bad = "👎"
    bad_spoken = "Bad suggestion"
    rated = "Noted"
    rated_good = "Noted: a good suggestion. The other thumb changes it."
    rated_bad = "Noted: not a good suggestion. Redraft… asks for another one, Reject says why it does not fit."

    def track_record(self, decided: int, as_is: int, edited: int, rejected: int, reopened: int) -> str:
        """How suggestions of the same type by the same engine have fared."""
        told = f"{as_is} sent as is, {edited} edited, {rejected} rejected, {reopened} reopened"
        return f"{decided} similar suggestions: {told}"

    reject_reasons = (
        ("wrong_facts", "Facts are wrong"),
        ("wrong_question", "Answers another question"),
        ("tone", "Tone does not fit"),
        ("outdated", "Source is out of date"),
        ("too_long", "Too long or unclear"),
        ("other", "Other"),
    )

    # How this was made
    def prompt(self, name: str, version: int | None) -> str:
        return f"Prompt: “{name}”" if version is None else f"Prompt: “{name}”, version {version}"

    def checks(self, sentences: int, doubtful: int) -> str:
        """What comparing each sentence with its source came to."""
        if doubtful:
            return (
                f"Checks: {doubtful} of {counted(sentences, 'sentence')} to be looked at twice; the reasons stand below"
            )
        return f"Checks: {counted(sentences, 'sentence')} compared with their sources, nothing found"

    changed_before_sent = "What was changed of the suggestion"

    def rejected_as(self, reasons: Sequence[tuple[str, int]]) -> str:
        """How often suggestions were rejected for each reason, by its code, the most frequent first."""
        labels = {**self.wrong, **dict(self.reject_reasons)}
        told = [f"{labels.get(reason, reason.replace('_', ' '))} {count}" for reason, count in reasons]
        return f"Rejected {counted(sum(count for _, count in reasons), 'time')}: {'; '.join(told)}."

    def thumbs(self, good: int, bad: int) -> str:
        return f"Thumbs: {good} up, {bad} down"

    # Redraft…
    redraft = "Redraft…"
    redraft_title = "Another suggestion"
    redraft_submit = "Redraft"
    wish_label = "What should be different?"
    wish_hint = "For example: shorter; offer the voucher. It takes the place of this suggestion."

    def redrafted(self, wish: str) -> str:
        return f"Redrafted: “{wish}”"

    def wish_not_followed(self, wish: str) -> str:
        return (
            f"Not followed: “{wish}”. The built-in assistant only fills in templates and quotes articles. "
            "Edit changes the text."
        )

    # Report a wrong answer…
    report = "Report a wrong answer…"
    report_title = "Report a wrong answer"
    report_submit = "Report"
    settle_report = "Settle the report"
    settled = "Settled"
    wrong_label = "What is wrong?"
    wrong_hint = "Whoever answers for this type is told; the last two also go to whoever answers for data."
    wrong: ClassVar[dict[str, str]] = {
        "fact": "A fact is wrong",
        "policy": "This is not what we promise",
        "tone": "The tone does not fit",
        "privacy": "It says something that it should not",
        "wrong_customer": "It is about another customer",
    }

    def reported(self, number: str, who: str, wrong: str) -> str:
        return f"{who or 'Somebody'} reported a wrong answer in {number}: {self.wrong_word(wrong)}."

    def reported_line(self, reports: Sequence[tuple[str, str]]) -> str:
        """What stands on the card until it is settled: what is wrong, and who said so."""
        told = [f"{self.wrong_word(wrong)} ({who})" if who else self.wrong_word(wrong) for wrong, who in reports]
        return f"Reported as wrong: {'; '.join(told)}"

    def report_settled_now(self, number: str) -> str:
        return f"The report on {number} is settled."

    def wrong_word(self, wrong: str) -> str:
        """What was reported, by its code, as a part of a sentence."""
        told = self.wrong.get(wrong, wrong.replace("_", " "))
        return told[:1].lower() + told[1:]

    # Send alone…
    send_alone = "Send alone…"
    send_alone_title = "Send alone"
    send_alone_submit = "Send alone"
    alone_label = "Why it cannot wait"
    alone_hint = "It is kept with the approval, and as a note for the team."

    def alone_told(self, asked: Sequence[str]) -> str:
        """What giving the second approval as a lead means; `asked` are those who were asked for it so far."""
        told = (
            f"{listed(list(asked), 'and')} {'was' if len(asked) == 1 else 'were'} asked"
            if asked
            else "Nobody could be asked"
        )
        return (
            f"{told} for the second approval. You give it in their place, as a lead: "
            "whoever answers for this is told, and your reason is on record."
        )
