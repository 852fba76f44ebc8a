"""French sentences that only a week's digest has."""

from bot.words import en_week
from bot.words.fr_grammar import counted, decimal, number


class Week(en_week.Week):
    def week_before(self, received: int, resolved: int, waited: str) -> str:
        came = counted(received, "demande arrivée", "demandes arrivées")
        told = f"La semaine d’avant : {came}, {counted(resolved, 'résolue')}"
        return f"{told}, {waited} d’attente en tout." if waited else f"{told}."

    def waited_in_all(self, waited: str) -> str:
        return f"Cette fois, {waited} d’attente."

    def effort(self, messages: float, asked: str) -> str:
        written = f"{decimal(messages, 1)} {'message' if messages < 2 else 'messages'}"
        told = f"Une demande résolue a pris en moyenne {written} au client"
        return f"{told} ; {asked} d’entre eux ont dû répondre à une question." if asked else f"{told}."

    def handled(self, half: str) -> str:
        return f"La moitié a eu sa réponse en moins de {half} après la prise en charge."

    def opened(self, answers: int, suggestions: int, articles: int) -> str:
        read = [counted(suggestions, "suggestion ouverte", "suggestions ouvertes")] if suggestions else []
        read += [counted(articles, "article ouvert", "articles ouverts")] if articles else []
        return f"Pour {counted(answers, 'réponse')} : {' et '.join(read)}."

    def most_edited(self, named: list[str]) -> str:
        return f"Articles dont les suggestions sont le plus changées : {', '.join(named)}."

    def of_all(self, name: str, count: int, of: int) -> str:
        return f"{name} {number(count)} sur {number(of)}"

    def no_article(self, named: list[str]) -> str:
        return f"Demandes auxquelles aucun article ne répond : {', '.join(named)}."

    def asked_about(self, named: list[tuple[str, int, list[str]]]) -> str:
        told = [
            f"{number(customers)}{' clients' if first else ''} : « {', '.join(said)} »{f' ({title})' if title else ''}"
            for first, (title, customers, said) in zip([True, *[False] * len(named)], named, strict=False)
        ]
        return f"Le plus demandé parmi elles : {' ; '.join(told)}."

    def differ(self, named: list[tuple[str, str]]) -> str:
        told = ", ".join(f"{name} ({share} semblables)" for name, share in named)
        return f"Même question, réponses différentes : {told}."

    def avoidable(self, count: int, of: int, named: list[str]) -> str:
        told = f"{number(count)} sur {counted(of, 'demande')} {'aurait' if count < 2 else 'auraient'} pu être évitées"
        told = told if count >= 2 else told.replace("évitées", "évitée")
        return f"{told} : {', '.join(named)}." if named else f"{told}."

    def quick(self, count: int) -> str:
        return f"{counted(count, 'suggestion approuvée', 'suggestions approuvées')} en moins de cinq secondes."
