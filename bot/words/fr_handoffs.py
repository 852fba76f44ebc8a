"""French words for handoffs: what a department is asked, what it answers, and what support sees of that."""

from typing import Final

from bot.words import en_handoffs
from bot.words.fr_acts import Acts
from bot.words.fr_grammar import counted

_STAGES: Final = {
    "asked": "demandé",
    "accepted": "accepté",
    "proposed": "autre délai proposé",
    "need_more": "il en faut plus",
    "done": "fait",
    "declined": "décliné",
    "withdrawn": "plus nécessaire",
}
_PARTS: Final = {
    "done": "fait",
    "need_more": "il en faut plus",
    "declined": "décliné",
    "withdrawn": "plus nécessaire",
}


class Handoffs(Acts, en_handoffs.Handoffs):
    hand_off = "Confier à un service…"

    def hand_off_to(self, title: str) -> str:
        return f"Confier à {title}…"

    hand_off_title = "Confier à un service"
    hand_off_submit = "Confier"
    handoff_where = "À qui"
    handoff_needs = "Ce qu’il nous faut"
    handoff_needs_hint = "Le service lit ceci, pas le ticket. Laissez vide seulement si vous complétez une demande."
    handoff_by = "Pour quand"
    handoff_by_hint = "Dans votre fuseau horaire. Laissé vide : le délai habituel du service, à ses heures."
    handoff_told = "Ce que le client sait déjà"
    handoff_new = "Nouvelle demande"
    no_departments = "Le fichier du desk ne nomme encore aucun service."

    accept = "Accepter"
    propose = "Proposer un autre délai"
    another_time = "Autre délai"
    decline = "Décliner…"
    hand_back = "Fait…"
    need_more = "Il en faut plus…"
    as_csv = "Commandes en CSV"
    csv_title = "Commandes"
    csv_hint = "Copiez-les d’ici."
    propose_title = "Proposer un autre délai"
    propose_label = "Quand ce sera fait"
    propose_hint = "Dans votre fuseau horaire. Ce délai vaut dès maintenant, et le support est prévenu."
    decline_title = "Décliner"
    done_title = "Fait"
    need_more_title = "Il en faut plus"
    answer_save = "Envoyer au support"
    which_order = "Quelle commande"
    result_label = "Ce qui en est sorti"
    need_label = "Ce qu’il vous faut"
    why_label = "Pourquoi non"
    moved_below = "continue plus bas"
    handoff_told_nothing = "rien encore"

    tell_the_customer = "À dire au client."
    answer_by_adding = "« Confier à un service… » ajoute ce qu’il leur faut."

    def asked_by(self, who: str) -> str:
        return f"demandé par {who}"

    def needed_by(self, when: str) -> str:
        return f"à faire pour : {when}"

    def promised(self, when: str) -> str:
        return f"promis pour : {when}"

    def answer_until(self, when: str) -> str:
        return f"merci de répondre avant : {when}"

    def answer_expected(self, when: str) -> str:
        return f"demandé, réponse attendue : {when}"

    def running_late(self, line: str) -> str:
        return f"{line}, en retard"

    def customer_was_told(self, told: str) -> str:
        return f"Ce que le client sait : {told}"

    def stage(self, stage: str) -> str:
        return _STAGES.get(stage, stage)

    def part(self, part: str) -> str:
        return _PARTS.get(part, part)

    def all_orders(self, count: int) -> str:
        return f"Les {count} qui attendent" if count > 1 else "Celle qui attend"

    def tickets(self, count: int) -> str:
        return counted(count, "ticket")

    def already_has(self, department: str, number: str, what: str) -> str:
        return f"{department} a déjà {number} ({what})."

    def add_to(self, number: str, what: str) -> str:
        return f"Ajouter à {number} ({what})"

    def handed_back(self, number: str, department: str, part: str) -> str:
        said = {
            "done": f"{department} a fait {number}.",
            "need_more": f"Il en faut plus à {department} pour {number}.",
            "declined": f"{department} a décliné {number}.",
        }.get(part, f"{department} a répondu à {number}.")
        return said

    # /queue of a department
    def open_requests(self, department: str, count: int) -> str:
        return f"{department} : {counted(count, 'demande ouverte', 'demandes ouvertes')}"

    nothing_asked = "Rien n’est demandé à ce service en ce moment."
