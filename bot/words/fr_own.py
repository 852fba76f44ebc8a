"""French sentences of one person's own figures."""

from bot.words import en_own
from bot.words.fr_grammar import counted, number


class Own(en_own.Own):
    own_title = "Vos sept derniers jours"
    own_only = "Vous seul le voyez, et les responsables de vos files ce que vous y avez répondu. Rien n’est conservé."
    people_only = "Seuls les responsables de cette file le voient, et chacun ses propres chiffres. Rien n’est conservé."
    nothing_answered = "Aucune réponse envoyée."
    nobody_answered = "Personne n’a envoyé de réponse."

    def people_title(self, queue: str) -> str:
        return f"{queue} : les sept derniers jours"

    def newest_looked_at(self, most: int, of: int) -> str:
        return f"Sur {number(of)} tickets, les {number(most)} plus récents ont été regardés."

    def own_answers(self, answers: int, as_is: int, edited: int, quick: int, half: str) -> str:
        told = [counted(answers, "réponse envoyée", "réponses envoyées")]
        if as_is or edited:
            suggestions = counted(as_is + edited, "suggestion")
            told.append(f"sur {suggestions}, {number(as_is)} sans changement et {counted(edited, 'modifiée')}")
        if quick:
            told.append(counted(quick, "approuvée en moins de cinq secondes", "approuvées en moins de cinq secondes"))
        if half:
            told.append(f"la moitié en moins de {half} après la prise en charge")
        return f"{' ; '.join(told)}."
