"""French sentences of clocks."""


class Clocks:
    """The French of `bot.words.en_clocks`."""

    clock_stopped = "délai suspendu"

    def owed(self, target: str, when: str, *, late: bool) -> str:
        what = {
            "first_response": f"réponse attendue : {when}",
            "next_response": f"prochaine réponse attendue : {when}",
        }.get(target, f"à résoudre avant : {when}")
        return f"en retard, {what}" if late else what

    def due_soon(self, named: str) -> str:
        return f"Réponse bientôt attendue : {named}"

    def resolution_soon(self, named: str) -> str:
        return f"Bientôt à résoudre : {named}"

    def overdue_answers(self, named: str) -> str:
        return f"En retard : {named}"

    def due_at(self, number: str, when: str) -> str:
        return f"{number} ({when})"

    def late_since(self, number: str, when: str, target: str = "first_response") -> str:
        what = ", résolution" if target == "resolution" else ""
        return f"{number}{what} (depuis {when})"
