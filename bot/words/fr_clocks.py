"""French sentences of clocks."""

from collections.abc import Mapping

from bot.words.fr_grammar import counted


class Clocks:
    """The French of `bot.words.en_clocks`."""

    clock_stopped = "délai suspendu"
    after_due = "après l’échéance"
    all_acted_on = "Plus rien en retard ne vous attend."

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

    def nobody_acts(self, named: str) -> str:
        return f"En retard, et personne n’a rien fait : {named}"

    def late_with(self, late: str, holder: str) -> str:
        return f"{late}, {f'en charge : {holder}' if holder else 'personne ne l’a'}"

    def runs_on(self, owed: str) -> str:
        return f"Les délais courent pendant la veille : {owed}."

    def overdue_now(self, counts: Mapping[str, int]) -> str:
        names = {
            "first_response": ("première réponse", "premières réponses"),
            "next_response": ("réponse suivante", "réponses suivantes"),
            "resolution": ("résolution", "résolutions"),
        }
        told = [counted(counts[key], *names[key]) for key in names if counts.get(key)]
        return f"En retard en ce moment : {', '.join(told)}."
