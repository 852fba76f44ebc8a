"""French sentences about text that was removed."""

from bot.words import en_retention


class Removals(en_retention.Removals):
    text_removed_short = "(texte retiré)"
    no_text = "Le texte a été retiré."

    def removed_here(self, number: str, kind: str, state: str, when: str) -> str:
        of = " · ".join(part for part in (number, kind, state) if part)
        told = f"Son texte a été retiré d’ici ({when})" if when else "Son texte a été retiré d’ici"
        return (
            f"{of}. {told}, comme le veut la durée de conservation du desk ; "
            f"« {self.open} » le montre tant qu’il est gardé."
        )

    def removed(self, when: str) -> str:
        told = f"Le texte de ce ticket a été retiré ({when})" if when else "Le texte de ce ticket a été retiré"
        return (
            f"{told}, comme le veut la durée de conservation du desk. "
            "Ce qui s’est passé et quand reste dans son historique."
        )
