"""French for bursts: more requests at once than could be read one by one."""

from bot.words import en_bursts
from bot.words.fr_grammar import counted


class Bursts(en_bursts.Bursts):
    take_next = "Prendre le suivant"
    open_one = "En ouvrir un…"
    open_one_title = "Ouvrir un ticket"
    pick_hint = "Il s’ouvre pour vous seul, et reçoit sa propre carte dans le canal."
    own_card_follows = "Leur propre carte suit :"
    asked_for = "ouvert"
    other_types = "Autres types"
    burst_done = "Plus personne n’attend sur cette liste."

    def burst_title(self, page: int) -> str:
        return f"Beaucoup de demandes à la fois · liste {page}"

    def burst_counts(self, came: int, since: str, waiting: int) -> str:
        return f"{counted(came, 'demande')} depuis {since} ; {self.burst_waiting(waiting)}."

    def burst_waiting(self, waiting: int) -> str:
        return f"{waiting} {'attend' if waiting < 2 else 'attendent'} ici"

    def listed(self, number: str) -> str:
        return f"{number} est maintenant sur une liste de ce canal."

    def taken_from_list(self, number: str) -> str:
        return f"{number} est à vous. Sa carte arrive en bas du canal."
