"""French sentences about articles, templates, macros and prompts: their checks, and what becomes of suggestions."""

from bot.words import en_sources
from bot.words.fr_grammar import counted


class Sources(en_sources.Sources):
    check_source = "J’ai vérifié…"
    check_title = "Vérifié aujourd’hui"
    check_submit = "J’ai vérifié"
    valid_until_label = "Valable jusqu’au"
    valid_until_hint = "La question revient deux semaines avant. Le texte lui-même se change dans son fichier."

    def held_back(self, reason: str) -> str:
        return f"Retenu parce que ceci a changé : {reason}. Il resservira quand vous l’aurez vérifié."

    def last_checked(self, title: str, checked: str, valid_until: str) -> str:
        return f"« {title} » a été vérifié le {checked} et vaut jusqu’au {valid_until}."

    def checked_now(self, title: str, until: str) -> str:
        return f"Merci. « {title} » compte comme vérifié aujourd’hui et vaut jusqu’au {until}."

    read_article = "Lire l’article"
    article_title = "L’article"

    def newer_version(self, quoted: int, now: int) -> str:
        return f"La version {quoted} a été citée ; voici la version {now}."

    hold_title = "Quelque chose a changé"
    hold_submit = "Retenir"
    what_changed_label = "Ce qui a changé"
    held_title = "Retenu jusqu’à vérification"
    nothing_held = "Rien n’est retenu."
    lift = "Réutiliser"

    def entry_kind(self, kind: str) -> str:
        return {"template": "modèle"}.get(kind, kind)

    def would_hold(self, what: str, entries: int, suggestions: int) -> str:
        told = f"{counted(entries, 'texte dépend', 'textes dépendent')} de « {what} »"
        told = f"{told}. Rien n’en est plus suggéré avant la vérification par leurs responsables"
        if not suggestions:
            return f"{told}."
        now = counted(suggestions, "suggestion actuelle serait retirée", "suggestions actuelles seraient retirées")
        return f"{told}, et {now}."

    def held_now(self, count: int) -> str:
        if not count:
            return "Tout était déjà retenu."
        return f"{counted(count, 'texte retenu', 'textes retenus')}. Leurs responsables sont prévenus."

    def held_line(self, reason: str, what: str, who: str) -> str:
        return f"{reason} ({what}{f', selon {who}' if who else ''})"

    def held_notice(self, what: str, reason: str, who: str) -> str:
        return (
            f"{who} dit que quelque chose a changé ({what}) : {reason}. "
            "Rien n’est suggéré de ceci avant votre vérification :"
        )
