"""French sentences of the private note that a helpdesk gets."""

from bot.words import en_upkeep


class Upkeep(en_upkeep.Upkeep):
    upkeep_sealed = "Son responsable s’en occupe dans Slack."

    def upkeep_by(self, mark: str) -> str:
        return f"{mark}, pour l’équipe seulement. Écrit automatiquement."

    def upkeep_issue(self, issue: str) -> str:
        return f"Sujet : {issue}"

    def upkeep_asked(self, asked: str) -> str:
        return f"Demande : {asked}"

    def upkeep_open(self, questions: str) -> str:
        return f"Reste à savoir : {questions}"

    def upkeep_card(self, address: str) -> str:
        return f"Carte dans Slack : {address}"
