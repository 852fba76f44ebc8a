"""French sentences for `/desk try` and `/desk kb`."""

from collections.abc import Sequence

from bot.words import en_question
from bot.words.fr_grammar import counted, listed
from bot.words.fr_leads import Leads


class Questions(Leads, en_question.Questions):
    looking_up = "Nous cherchons… La réponse arrive ici dans un instant. Sinon, redemandez, s’il vous plaît."
    look_failed = "La recherche n’a pas marché. Redemandez dans une minute, s’il vous plaît."
    try_title = "Comment cela se passerait"
    try_nothing_kept = "Rien n’a été écrit, et le texte est effacé."
    kb_title = "Articles"
    kb_nothing = "Aucun article n’y ressemble. Essayez d’autres mots, ou demandez-en un."
    kb_expired = "périmé : pas utilisé dans les suggestions"

    def tried_as(self, via: str, language: str) -> str:
        return f"Pris comme {via} en {language} d’un client dont rien n’est connu. {self.try_nothing_kept}"

    def try_type(self, title: str, source: str, sure: float | None, words: Sequence[str]) -> str:
        if not title:
            return "Type : pas certain"
        if source == "rule":
            said = listed([f"« {word} »" for word in words], "et") if words else ""
            return f"Type : {title}, d’après ses mots{f' {said}' if said else ''}"
        return f"Type : {title}, reconnu dans le texte" + ("" if sure is None else f", sûr à {sure * 100:.0f} %")

    def try_looks_like(self, title: str, sure: float | None) -> str:
        return f"Cela ressemble à {title}" + ("" if sure is None else f" ({sure * 100:.0f} %)") + ", à confirmer."

    def try_queue(self, title: str, priority: str) -> str:
        return f"File : {title} · priorité {priority}"

    def try_sealed(self, place: str, owner: str) -> str:
        told = f" ; {owner} est sollicité" if owner else ""
        return f"Sous scellé : sa carte serait dans {place}{told}, et une réponse demande deux personnes."

    try_not_delicate = "Sensibilité : rien ne s’est déclenché"

    def try_class(self, name: str, level: str, words: Sequence[str], *, heard: bool) -> str:
        kind = "sensible" if level == "sensitive" else "avec prudence"
        if words:
            why = listed([f"« {word} »" for word in words], "et")
        else:
            why = "cela y ressemble" if heard else "plus d’un sujet à la fois"
        return f"{name}, {kind} : {why}"

    try_delicate = "Sensibilité :"
    try_suggests = "Une suggestion serait faite."

    def try_named(self, records: Sequence[str]) -> str:
        named = listed(list(records), "et")
        return f"Nommé : {named}. Ce serait lu, et utilisé seulement si cela appartient au client."

    try_quotes = "Serait cité :"
    try_quotes_nothing = "Aucun article ne serait cité."

    def for_whom(self, audience: str) -> str:
        return "pour les clients" if audience == "customer" else "pour l’équipe seulement"

    def expired_on(self, date: str) -> str:
        return f"{self.kb_expired} ({date})"

    def articles(self, count: int) -> str:
        return counted(count, "article")
