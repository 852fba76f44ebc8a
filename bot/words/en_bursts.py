"""English for bursts: more requests at once than could be read one by one."""

from bot.words.en_figures import Figures
from bot.words.en_grammar import counted


class Bursts(Figures):
    take_next = "Take the next one"
    open_one = "Open one…"
    open_one_title = "Open a ticket"
    pick_hint = "It opens for you alone, and gets a card of its own in the channel."
    own_card_follows = "A card of its own follows:"
    asked_for = "opened"
    other_types = "Other types"
    burst_done = "Nobody waits on this list any more."

    def burst_title(self, page: int) -> str:
        return f"Many requests at once · list {page}"

    def burst_counts(self, came: int, since: str, waiting: int) -> str:
        """How many have come on this list since `since`, and how many of them wait."""
        return f"{counted(came, 'request')} since {since}; {self.burst_waiting(waiting)}."

    def burst_waiting(self, waiting: int) -> str:
        return f"{waiting} {'waits' if waiting == 1 else 'wait'} here"

    def listed(self, number: str) -> str:
        return f"{number} stands on a list of this channel now."

    def taken_from_list(self, number: str) -> str:
        return f"{number} is yours. Its card comes at the bottom of the channel."
