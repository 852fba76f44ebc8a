"""French words around a holding reply; what the customer reads stands in `bot.domain.holding`."""

from bot.words import en_holding


class Holding(en_holding.Holding):
    holding = "Réponse d’attente…"
    holding_title = "Réponse d’attente"
    holding_hint = "{date} devient le jour ci-dessous, dans la langue du client."
    holding_day = "Vous écrirez au plus tard le"
    not_now_close = "Pas maintenant"

    def accepted_now(self, number: str) -> str:
        return f"{number} est à vous. Voulez-vous prévenir le client ?"

    def holding_unspoken(self, language: str) -> str:
        return f"Pas de texte prêt dans cette langue ({language}) : merci de le traduire."
