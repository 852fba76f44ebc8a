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

    def outside_today(self, vendor: str, model: str, micros: int, ceiling: int, calls: int) -> str:
        """What a model costs today; amounts in millionths of a US dollar."""
        spent, most = micros / 1_000_000, ceiling / 1_000_000
        return f"{vendor} ({model}) today: ${spent:.2f} of ${most:.2f}, {counted(calls, 'call')}."

    def outside_by_type(self, days: int, types: Sequence[tuple[str, int, int]]) -> str:
        """(title, tickets, millionths of a US dollar) of the last days."""
        told = [f"{title} ${paid / 1_000_000:.2f} ({counted(tickets, 'ticket')})" for title, tickets, paid in types]
        return f"In {counted(days, 'day')}: {', '.join(told)}."

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
