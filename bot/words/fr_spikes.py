"""French for spikes: more requests than usual that share a cause."""

from bot.words import en_spikes
from bot.words.fr_grammar import counted


class Spikes(en_spikes.Spikes):
    make_incident = "Déclarer un incident"
    not_a_spike = "Rien d’inhabituel"
    incident_over = "C’est fini"
    spike_hand_off = "Tout confier…"
    spike_ended = "Fini : plus aucune depuis un jour."
    spike_growth = "Les six dernières heures :"

    def cause(self, rule: str, value: str) -> str:
        return f"{rule.replace('_', ' ')} : {value}"

    def spike_title(self, cause: str, *, incident: bool) -> str:
        return f"{'Incident' if incident else 'Plus que d’habitude'} : {cause}"

    def spike_counts(self, count: int, since: str, hours: int, usual: float) -> str:
        few = "moins de 1" if usual < 1 else f"environ {round(usual)}"
        return f"{counted(count, 'demande')} depuis {since} ; d’habitude en {hours} heures : {few}."

    def spike_decided(self, state: str, who: str, when: str) -> str:
        told = {"incident": "a déclaré un incident", "over": "y a mis fin", "dismissed": "n’y voit rien d’inhabituel"}
        return f"{who} {told[state]}, {when}"

    def spike_handed(self, handoff: str, title: str) -> str:
        return f"Demande faite à {title} : {handoff}"

    def spike_proposes(self, title: str) -> str:
        return f"{title} peut y faire quelque chose : confiez-les toutes en une seule demande."

    def part_of_spike(self, cause: str, *, incident: bool) -> str:
        return f"{'Fait partie d’un incident' if incident else 'Plus nombreux que d’habitude'} : {cause}"

    def spike_needs(self, cause: str, count: int) -> str:
        return f"{counted(count, 'demande')} à propos de {cause}. Que s’est-il passé, et jusqu’à quand ?"

    def spike_all(self, count: int) -> str:
        return f"Pour {counted(count, 'ticket')} à la fois ; ceux qui attendent déjà un service restent où ils sont."
