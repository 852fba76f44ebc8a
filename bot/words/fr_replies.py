"""French sentences about what becomes of a reply: when it leaves, why it waits, what stopped it."""

from collections.abc import Mapping
from typing import Final

from bot.words import en_replies
from bot.words.en_tables import NOT_TAKEN

#: Inside a sentence, with their article.
_WITHIN: Final = {
    "orders": "la commande",
    "invoices": "la facture",
    "billing": "la facture",
    "returns": "le retour",
}


class Replies(en_replies.Replies):
    unknown_value = "inconnu"

    def record_within(self, source: str, key: str) -> str:
        other = f"la fiche {source.replace('_', ' ')}"
        return f"{_WITHIN.get(source, other)} {key}"

    def check_again(self, record: str) -> str:
        return f"Revérifier {record or 'les fiches'}"

    def as_of(self, when: str) -> str:
        return f"état à {when}"

    def tried_at(self, when: str) -> str:
        return f"essai à {when}"

    def record_told(self, facts: Mapping[str, str]) -> str:
        named = self.record_within(facts.get("source", "record"), facts["key"]) if "key" in facts else self.some_record
        return f"{named} ({self.unreachable})" if "not_read" in facts else named

    def field_of(self, field: str, record: str) -> str:
        return f"{field} de {record}"

    def sends_at(self, when: str) -> str:
        return f"Départ : {when} ; d’ici là, l’envoi peut être annulé."

    def sent(self, when: str, names: str) -> str:
        return f"Parti : {when}, approuvé par {names}." if names else f"Parti : {when}."

    def stopped(self, code: str, reason: str) -> str:
        if code in NOT_TAKEN:
            why = reason.rstrip(".") or "la réponse n’a pas pu être remise"
            return f"Non envoyé : {why}. Réessayez, ou répondez là-bas."
        return f"Non envoyé. {self.changed(reason)}"

    def changed(self, reason: str) -> str:
        return f"Changement depuis cette suggestion : {reason.rstrip('.') or 'quelque chose'}. {self.read_again}."

    def answered_outside(self, who: str, when: str, *, withdrawn: bool) -> str:
        by = f" par {who}" if who else ""
        return f"Répondu hors de Deskhand{by}, {when}.{' Suggestion retirée.' if withdrawn else ''}"

    def waiting(self, code: str, facts: Mapping[str, str]) -> str:
        told = self._record_named(facts)
        why = self.table("WAITING").get(code, "En attente.").format_map(told)
        return f"{why} La réponse part ensuite ; d’ici là, l’envoi peut être annulé."

    def stopped_before(self, reason: str) -> str:
        return f"Une réponse précédente n’est pas partie : {reason.rstrip('.') or 'quelque chose avait changé'}."

    def bounced(self, recipient: str, status: str, reason: str) -> str:
        to = f" à {recipient}" if recipient else ""
        why = f" : {reason or status}" if reason or status else ""
        return f"Notre réponse n’est pas arrivée{to}{why}"

    bounce_of_another_kind = "Un serveur de messagerie écrit au sujet de notre réponse ; elle peut encore arriver."
