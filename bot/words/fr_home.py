"""French for App Home, and for what people set for themselves."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.words import en_home
from bot.words.fr_grammar import counted, listed
from bot.words.fr_reviews import Reviews

_DAYS: Final = {
    "mon": "lundi",
    "tue": "mardi",
    "wed": "mercredi",
    "thu": "jeudi",
    "fri": "vendredi",
    "sat": "samedi",
    "sun": "dimanche",
}


class Home(Reviews, en_home.Home):
    home_mine = "Mes tickets"
    home_nothing = "Vous n’avez aucun ticket en ce moment."
    home_approvals = "Attend mon approbation"
    home_fates = "Mes suggestions"
    home_team = "Mon équipe"
    home_to_check = "À vérifier par moi"
    home_departments = "Mon service"
    home_settings = "Mes réglages"

    settings = "Réglages…"
    settings_title = "Mes réglages"
    away_button = "Je m’absente…"
    away_title = "Je m’absente"
    away_submit = "Je m’absente"
    back_button = "Je suis de retour"
    away_until_label = "Jusqu’à quand"
    away_until_hint = "Dans votre fuseau horaire. Laissez vide si vous ne le savez pas."
    away_told = (
        "Pendant ce temps, les secondes approbations sont demandées à d’autres qui peuvent les donner, et quand un de "
        "vos clients écrit, votre canal le voit. Vos tickets restent les vôtres."
    )
    language_label = "Langue de ce que vous seul lisez"
    language_as_slack = "Comme dans Slack"
    days_label = "Mes jours de travail"
    begins_label = "De"
    ends_label = "À"
    break_from_label = "Pause de"
    break_until_label = "Pause à"
    break_hint = "Pour deux plages par jour, comme une pause déjeuner ou un service coupé."
    quiet_from_label = "Au calme de"
    quiet_until_label = "Au calme jusqu’à"
    quiet_hint = (
        "Les messages directs qui peuvent attendre arrivent ensuite. Ce qui presse arrive aussitôt : approbations, "
        "escalades, réponses qui ne sont pas parties, et ce qui touche aux données."
    )
    you_are_here = "Vous êtes là."
    not_away = "Vous n’étiez pas absent."

    def day(self, day: str) -> str:
        return _DAYS.get(day, day)

    def hours_hint(self, zone: str) -> str:
        return f"Dans le fuseau horaire de votre Slack ({zone}). Sans choix, vous suivez les heures de votre file."

    def home_counts(self, tickets: int, overdue: int, approvals: int) -> str:
        told = [counted(tickets, "ticket ouvert", "tickets ouverts")]
        told += [f"{overdue} en retard"] if overdue else []
        told += [f"{counted(approvals, 'réponse')} à approuver"] if approvals else []
        return " · ".join(told)

    def you_are_away(self, until: str) -> str:
        return f"Vous êtes absent jusqu’à {until}." if until else "Vous êtes absent."

    def you_are_off(self, until: str) -> str:
        return f"Vous ne travaillez pas jusqu’à {until}." if until else "Vous ne travaillez pas."

    def away(self, until: str) -> str:
        return f"absent jusqu’à {until}" if until else "absent"

    def off_until(self, until: str) -> str:
        return f"ne travaille pas jusqu’à {until}" if until else "ne travaille pas"

    def home_more(self, count: int, command: str) -> str:
        return f"Et {count} de plus : {command}"

    def fates(self, counts: Mapping[str, int]) -> str:
        total = sum(counts.values())
        if not total:
            return "Vous n’avez décidé d’aucune suggestion ces 30 derniers jours."
        told = []
        for name, one, many in (
            ("sent", "envoyée telle quelle", "envoyées telles quelles"),
            ("edited", "modifiée", "modifiées"),
            ("rejected", "rejetée", "rejetées"),
        ):
            if count := counts.get(name):
                told.append(counted(count, one, many))
        return f"{counted(total, 'suggestion')} ces 30 derniers jours : {', '.join(told)}."

    def reply_by(self, who: str) -> str:
        return f"réponse de {who}" if who else "une réponse"

    def load(self, tickets: int, overdue: int) -> str:
        return counted(tickets, "ouvert") + (f", {overdue} en retard" if overdue else "")

    def asked_of(self, department: str, count: int, command: str) -> str:
        return f"{department} : {counted(count, 'demande ouverte', 'demandes ouvertes')} ({command})"

    def settings_line(self, language: str, hours: str, quiet: str) -> str:
        spoken, open_ = language or "comme dans Slack", hours or "comme votre file"
        return f"Langue : {spoken} · Heures : {open_} · Au calme : {quiet or 'jamais'}"

    def hours_line(self, days: Sequence[str], stretches: str) -> str:
        return f"{listed([_DAYS[day] for day in days], 'et')} {stretches}"

    def stands_in(self, name: str, until: str, others: Sequence[str]) -> str:
        others_said = ""
        if others:
            replaces = "assure l’intérim" if len(others) == 1 else "assurent l’intérim"
            others_said = f" ; {listed(list(others), 'et')} {replaces}"
        return f"{name} est {self.away(until)}{others_said}."
