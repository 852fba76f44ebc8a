"""French words for promises: another answer by a time."""

from bot.words import en_promises


class Promises(en_promises.Promises):
    promise_label = "Promis pour"
    promise_hint = (
        "Si vous promettez une autre réponse : pour quand, dans votre fuseau. Le ticket revient à ce moment s’il n’a"
        " pas reçu de réponse, et celle-ci ne le résout pas."
    )

    def promised_by(self, when: str, *, late: bool) -> str:
        return f"promis pour {when}, en retard" if late else f"promis pour {when}"

    def promise_due(self, number: str) -> str:
        return f"{number} : une réponse était promise au client pour maintenant."
