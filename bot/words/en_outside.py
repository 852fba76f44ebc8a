"""English words for what a model outside the house was asked, and what came of it."""

from collections.abc import Sequence
from typing import Final

from bot.words.en_grammar import counted

_INSTEAD: Final = {
    "sent": "nothing came back from the outside model",
    "answered": "the outside model saw something delicate, which a person had ruled out",
    "timed_out": "the outside model did not answer in time",
    "busy": "the outside model was busy",
    "quota": "nothing is left of the outside model’s quota",
    "refused": "the outside model would not answer",
    "cut_off": "the outside model’s answer was cut off",
    "bad_json": "the outside model’s answer could not be read",
    "wrong_shape": "the outside model’s answer could not be read",
    "unreachable": "the outside model could not be reached",
    "fault": "the outside model had a fault",
    "rejected": "the outside model does not take our requests",
    "broken": "something of ours broke while the outside model was asked",
    "personal": "the outside model’s answer held what nobody gave it",
    "ungrounded": "the outside model’s answer rested on no source",
    "no_reply": "the outside model found no answer in the sources",
    "ceiling": "today’s money for the outside model is spent",
    "resting": "the outside model has just failed and is given time",
    "no_prompt": "the prompt for the outside model is past its date",
    "no_key": "no key for the outside model is set",
}


class Outside:
    sent_outside = "Sent outside, as it was sent:"
    sent_gone = "What was sent has been removed, as the desk’s retention says."

    def written_outside(self, vendor: str, model: str) -> str:
        """Under a suggestion that a model wrote."""
        return f"Written by {vendor} ({model}), checked against its sources."

    def written_instead(self, came: str) -> str:
        """Under a suggestion that the built-in assistant wrote where a model should have."""
        return f"Written by the built-in assistant: {_INSTEAD.get(came, 'the outside model was of no use')}."

    def outside_spent(self, spent: str, ceiling: str, calls: str) -> str:
        """For the owner of the prompts: the day's money is nearly gone. Amounts in US dollars."""
        return (
            f"The outside model has used ${spent} of today’s ${ceiling}, in {calls} calls. "
            "Once that is spent, the built-in assistant goes on alone until tomorrow."
        )

    def outside_spent_on(self, micros: int | None, unknown: int) -> str:
        """What calls have cost, in millionths of a US dollar (None: nobody knows); of `unknown` more nobody does."""
        if micros is None:
            return "cost unknown"
        more = f" and {counted(unknown, 'call')} of unknown cost" if unknown else ""
        return f"${micros / 1_000_000:.2f}{more}"

    def outside_today(self, vendor: str, model: str, spent: str, ceiling: int | None, calls: int) -> str:
        """`spent` as `outside_spent_on` says; `ceiling` in millionths of a US dollar, None where it cannot hold."""
        most = f", of at most ${ceiling / 1_000_000:.2f}" if ceiling is not None else ""
        return f"{vendor} ({model}) today: {spent} for {counted(calls, 'call')}{most}."

    def outside_by_day(self, days: Sequence[tuple[str, str]]) -> str:
        return f"By day: {', '.join(f'{day} {spent}' for day, spent in days)}."

    def outside_by_type(self, days: int, types: Sequence[tuple[str, int, str, int | None]]) -> str:
        """(title, tickets, what their calls cost, that in millionths for each ticket) of the last days."""
        told = []
        for title, tickets, spent, each in types:
            share = f", ${each / 1_000_000:.3f} each" if each is not None and tickets > 1 else ""
            told.append(f"{title} {spent} ({counted(tickets, 'ticket')}{share})")
        return f"In {counted(days, 'day')}: {', '.join(told)}."

    def outside_in_all(self, calls: int, micros: int | None) -> str:
        """What a ticket's calls have cost together."""
        return f"In all: {counted(calls, 'call')}, {self.outside_cost(micros)}"

    def outside_call(self, vendor: str, model: str, prompt: str, version: int) -> str:
        return f"Asked: {vendor}, {model}, with prompt “{prompt}” version {version}"

    def outside_came(self, came: str, seconds: float) -> str:
        """What came of a call, for a `Came`."""
        told = "it answered" if came == "answered" else _INSTEAD.get(came, "it was of no use")
        return f"{told} ({seconds:.1f} s)"

    def outside_tokens(self, read: int | None, kept: int | None, written: int | None) -> str:
        """Tokens of a call: read (of them kept from before by the other side) and written."""
        if read is None or written is None:
            return "tokens unknown"
        again = f" ({kept} of them kept from before)" if kept else ""
        return f"{read} tokens read{again}, {written} written"

    def outside_cost(self, micros: int | None) -> str:
        """`micros` are millionths of a US dollar."""
        if micros is None:
            return "cost unknown"
        return "no cost" if micros == 0 else f"${micros / 1_000_000:.5f}" if micros < 10_000 else f"${micros / 1e6:.3f}"
