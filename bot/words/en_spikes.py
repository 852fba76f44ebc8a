"""Words for spikes: more requests than usual that share a cause."""

from bot.words.en_grammar import counted


class Spikes:
    """What a spike's card says and asks, and what its tickets say of it."""

    make_incident = "Make it an incident"
    not_a_spike = "Not a spike"
    incident_over = "It is over"
    spike_hand_off = "Hand off all…"
    spike_ended = "Over: none has come for a day."
    spike_growth = "The last six hours:"

    def cause(self, rule: str, value: str) -> str:
        """What the requests share: `carrier GLS`."""
        return f"{rule.replace('_', ' ')} {value}"

    def spike_title(self, cause: str, *, incident: bool) -> str:
        return f"{'Incident' if incident else 'More than usual'}: {cause}"

    def spike_counts(self, count: int, since: str, hours: int, usual: float) -> str:
        """How many, since when, and how many would be usual in the window that it was noticed in."""
        few = "fewer than 1" if usual < 1 else f"about {round(usual)}"
        return f"{counted(count, 'request')} since {since}; usual in {hours} hours: {few}."

    def spike_decided(self, state: str, who: str, when: str) -> str:
        """`state`: incident, over or dismissed."""
        told = {"incident": "made it an incident", "over": "ended it", "dismissed": "said that it is no spike"}
        return f"{who} {told[state]}, {when}"

    def spike_handed(self, handoff: str, title: str) -> str:
        return f"{title} was asked: {handoff}"

    def spike_proposes(self, title: str) -> str:
        return f"{title} can do something about it: hand all of them off with one request."

    def part_of_spike(self, cause: str, *, incident: bool) -> str:
        """The line on the card of one of its tickets."""
        return f"{'Part of an incident' if incident else 'More of these than usual'}: {cause}"

    def spike_needs(self, cause: str, count: int) -> str:
        """What a department is asked, as a first wording."""
        return f"{counted(count, 'request')} about {cause}. What has happened, and how long will it last?"

    def spike_all(self, count: int) -> str:
        return f"For {counted(count, 'ticket')} at once; those that wait for a department already are left as they are."
