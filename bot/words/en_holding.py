"""English words around a holding reply; what the customer reads stands in `bot.domain.holding`."""


class Holding:
    holding = "Holding reply…"
    holding_title = "Holding reply"
    holding_hint = "{date} becomes the day below, as the customer’s language writes it."
    holding_day = "You write by"
    not_now_close = "Not now"

    def accepted_now(self, number: str) -> str:
        return f"{number} is yours. Would you like to tell the customer?"

    def holding_unspoken(self, language: str) -> str:
        return f"There are no words for this in {language}: please translate it."
