"""French sentences of the digest."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.words import en_digest
from bot.words.fr_grammar import counted, decimal, number

_DAYS: Final = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS: Final = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip


def day_name(day: date) -> str:
    """`mardi 24 novembre`, `mardi 1er décembre`."""
    numbered = "1er" if day.day == 1 else str(day.day)
    return f"{_DAYS[day.weekday()]} {numbered} {_MONTHS[day.month - 1]}"


class Digest(en_digest.Digest):
    queue = "File"
    came_in = "Arrivées"
    resolved_there = "Résolues"
    open_there = "En cours"
    nobody_has = "Libres"
    oldest_there = "Attente la plus longue"

    def digest_title(self, first: date, last: date, until: str = "") -> str:
        days = day_name(first) if first == last else f"{day_name(first)} au {day_name(last)}"
        return f"Bilan du {days}{f', jusqu’à {until}' if until else ''}"

    def waited_for(self, holder: str, duration: str) -> str:
        return f"{self.holder(holder)} {duration}"

    share_digest = "Partager dans ce canal"
    digest_shared = "Le bilan arrive dans ce canal."

    def shared_by(self, who: str) -> str:
        return f"Partagé par {who}."

    csv = "En CSV"
    csv_comes = "Les chiffres arrivent dans vos messages directs avec Deskhand."

    def figures_of(self, first: date, last: date) -> str:
        return f"Chiffres du {day_name(first)}." if first == last else (
            f"Chiffres du {day_name(first)} au {day_name(last)}."
        )  # fmt: skip

    # How it was
    def quiet(self, left: int, *, several: bool = False) -> str:
        begins = "Des journées calmes" if several else "Une journée calme"
        return f"{begins} : rien n’est arrivé, {number(left)} encore en cours." if left else (
            f"{begins} : rien n’est arrivé et rien n’attend."
        )  # fmt: skip

    def headline(self, tone: str, parts: list[str]) -> str:
        begins = {"worse": "Pire que d’habitude", "better": "Mieux que d’habitude", "usual": "Comme d’habitude"}
        begin = begins.get(tone, "")
        if not parts:
            return f"{begin}." if begin else ""
        told = [part[:1].upper() + part[1:] for part in parts]
        return f"{begin} : {parts[0]}. {' '.join(f'{one}.' for one in told[1:])}".rstrip() if begin else (
            " ".join(f"{one}." for one in told)
        )  # fmt: skip

    def about_cause(self, count: int, of: int, cause: str) -> str:
        are = "concerne" if count < 2 else "concernent"
        return f"{number(count)} sur {counted(of, 'demande')} {are} {cause}"

    def waited_more(self, holder: str, duration: str, usual: str) -> str:
        return f"les clients ont attendu {self.holder(holder)} {duration} (d’habitude {usual})"

    def measured(self, reason: str, number: str, usual: str) -> str:
        told = {
            "waited": f"les clients ont attendu {number} en tout", "open": f"{number} nous attendent à la fin",
            "late": f"{number} en retard",
        }[reason]  # fmt: skip
        return f"{told} (d’habitude {usual})"

    def holder(self, name: str) -> str:
        return "le support" if name == "support" else name

    # What came, and what became of it
    def verdict(self, received: int, resolved: int, backlog: int) -> str:
        more, less = "Plus d’attente", "Moins d’attente"
        trend = less if resolved > received else more if received > resolved else "Autant d’attente"
        came = f"{counted(received, 'demande arrivée', 'demandes arrivées')}"
        done = f"{counted(resolved, 'résolue')}"
        return f"{trend} qu’avant : {came}, {done}, {number(backlog)} encore en cours."

    def against_volume(self, requests: str, name: str, usual: str) -> str:
        told = f"Soit {requests} demandes pour 100 {name}"
        return f"{told} (d’habitude {usual})." if usual else f"{told}."

    def volume_unknown(self, name: str) -> str:
        return f"On ne sait pas combien il y a eu de {name}."

    def left_open(self, day: int, week: int, types: list[str], urgent: int, high: int) -> str:
        old = [f"{number(day)} depuis plus d’un jour"] if day else []
        old += [f"{number(week)} depuis plus d’une semaine"] if week else []
        parts = [f"En cours : {', '.join(old)}"] if old else []
        parts += [f"Surtout : {', '.join(types)}"] if types else []
        pressing = [counted(urgent, "urgente")] if urgent else []
        pressing += [counted(high, "prioritaire")] if high else []
        parts += [", ".join(pressing)] if pressing else []
        return f"{'. '.join(parts)}." if parts else ""

    def type_count(self, title: str, count: int) -> str:
        return f"{title or 'sans type'} {number(count)}"

    def waited_most(self, shares: str) -> str:
        return f"Les clients ont attendu : {shares}."

    def on_time(self, kept: int, of: int, department: str) -> str:
        return f"{department} {number(kept)} sur {number(of)}"

    def departments(self, told: list[str]) -> str:
        return f"Services à l’heure : {', '.join(told)}."

    def correctly_resolved(self, correct: int, of: int, first: date, last: date, usual: str) -> str:
        days = f"le {day_name(last)}" if first == last else f"du {day_name(first)} au {day_name(last)}"
        right = f"{number(correct)} {_was(correct)} {'résolue' if correct < 2 else 'résolues'}"
        told = f"Sur {counted(of, 'résolue')} {days}, {right}"
        return f"{told} (d’habitude {usual})." if usual else f"{told}."

    def portion(self, share: float) -> str:
        return f"{share * 100:.0f} %"

    def ratings(self, good: int, neither: int, bad: int) -> str:
        told = [counted(good, "bon")] if good else []
        told += [counted(neither, "neutre")] if neither else []
        told += [counted(bad, "mauvais", "mauvais")] if bad else []
        return f"Avis : {', '.join(told)}."

    def resolved_within(self, half: str, most: str) -> str:
        return f"La moitié résolue en moins de {half}, neuf sur dix en moins de {most}."

    def returns(self, followed: int, reopened: int, escalated: int) -> str:
        told = [counted(followed, "relance")] if followed else []
        told += [counted(reopened, "rouverte")] if reopened else []
        told += [counted(escalated, "escaladée")] if escalated else []
        return f"{', '.join(told)}." if told else ""

    def drafts(self, as_is: int, edited: int, rejected: int, withheld: int) -> str:
        sent = f"{counted(as_is, 'envoyée telle quelle', 'envoyées telles quelles')}"
        changed = f"{counted(edited, 'envoyée modifiée', 'envoyées modifiées')}"
        left = f"{counted(rejected, 'écartée')}, {counted(withheld, 'non faite', 'non faites')}"
        return f"Suggestions : {sent}, {changed}, {left}."

    def drafts_of(self, title: str, as_is: int, edited: int, rejected: int) -> str:
        parts = [counted(as_is, "telle quelle", "telles quelles")] if as_is else []
        parts += [counted(edited, "modifiée")] if edited else []
        parts += [counted(rejected, "écartée")] if rejected else []
        return f"{title or 'demandes sans type'} {', '.join(parts)}"

    def drafts_by_type(self, types: Sequence[str]) -> str:
        return f"Par type : {' ; '.join(types)}."

    def model_cost(self, cost: str, calls: int, unknown: int) -> str:
        told = f"Le modèle externe : {cost} pour {counted(calls, 'appel')}"
        return f"{told}, et {number(unknown)} de coût inconnu." if unknown else f"{told}."

    def dollars(self, micros: int) -> str:
        return f"{decimal(micros / 1e6, 2)} $"

    # Charts
    chart_others = "autres"

    def chart_title(self, subject: str) -> str:
        return {
            "waited": "Heures d’attente des clients",
            "waited_by_day": "Heures d’attente des clients, par jour",
            "flow": "Demandes, par jour",
            "ages": "Demandes en cours, par âge",
        }[subject]

    def chart_line(self, line: str) -> str:
        return {
            "told": "Ce jour-là", "usual": "D’habitude", "received": "Arrivées", "resolved": "Résolues",
            "open": "En cours",
        }[line]  # fmt: skip

    def chart_age(self, days: int) -> str:
        return "Plus anciennes" if days == 0 else "Jusqu’à un jour" if days == 1 else f"Jusqu’à {days} jours"

    def short_day(self, day: date) -> str:
        return f"{_DAYS[day.weekday()][:3]}. {day.day}"

    def chart_value(self, value: float) -> str:
        return number(value) if isinstance(value, int) else decimal(value, 1)

    def chart_series(self, name: str, values: list[str]) -> str:
        return f"{name} : {' ; '.join(values)}" if name else " ; ".join(values)

    def chart_spoken(self, title: str, series: list[str]) -> str:
        return f"{title}. {'. '.join(series)}."

    # To look at
    def stale(self, count: int, named: str) -> str:
        return f"{counted(count, 'article périmé', 'articles périmés')} : {named}."

    def to_look_at(self, stopped: int, parked: int) -> str:
        parts = [f"{counted(stopped, 'réponse arrêtée', 'réponses arrêtées')} avant l’envoi"] if stopped else []
        parts += [f"{counted(parked, 'demande illisible mise', 'demandes illisibles mises')} de côté"] if parked else []
        return f"À regarder : {', '.join(parts)}." if parts else ""

    def queue_day(self, received: int, resolved: int, backlog: int, unassigned: int | None) -> str:
        came, done = counted(received, "arrivée"), counted(resolved, "résolue")
        told = f"{came}, {done}, {number(backlog)} en cours"
        return told if unassigned is None else f"{told}, {counted(unassigned, 'libre')}"

    def queue_waiting(self, first: int, following: int, approval: int, oldest: str) -> str:
        figures = {"une première réponse": first, "la suite": following, "une approbation": approval}
        line = f"en attente : {', '.join(f'{count} pour {what}' for what, count in figures.items() if count)}"
        return f"{line} ; la plus ancienne {oldest}" if oldest else line


def _was(count: int) -> str:
    return "est restée" if count < 2 else "sont restées"
