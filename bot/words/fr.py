"""French, as a support team in France says it: `vous` to colleagues, infinitives on buttons (docs/adr/0031).

Each part of the English words has its French beside it, in a file of the same noun.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot.words import en
from bot.words.fr_bursts import Bursts
from bot.words.fr_clocks import Clocks
from bot.words.fr_decisions import Decisions
from bot.words.fr_digest import Digest
from bot.words.fr_escalations import Escalations
from bot.words.fr_figures import Figures
from bot.words.fr_forms import Forms
from bot.words.fr_grammar import counted, listed, of, ordinal
from bot.words.fr_handoffs import Handoffs
from bot.words.fr_health import Troubles
from bot.words.fr_holding import Holding
from bot.words.fr_home import Home
from bot.words.fr_judging import Judging
from bot.words.fr_labels import Labels
from bot.words.fr_macros import Macros
from bot.words.fr_notes import Notes
from bot.words.fr_outside import Outside
from bot.words.fr_own import Own
from bot.words.fr_owners import Owners
from bot.words.fr_promises import Promises
from bot.words.fr_question import Questions
from bot.words.fr_replies import Replies
from bot.words.fr_requests import Requests
from bot.words.fr_retention import Removals
from bot.words.fr_sources import Sources
from bot.words.fr_spikes import Spikes
from bot.words.fr_standup import Standup
from bot.words.fr_threads import Threads
from bot.words.fr_upkeep import Upkeep
from bot.words.fr_week import Week

_DAYS: Final = ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim.")
_MONTHS: Final = (
    "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.",
)  # fmt: skip


class French(
    Bursts,
    Clocks,
    Decisions,
    Digest,
    Standup,
    Week,
    Own,
    Troubles,
    Judging,
    Handoffs,
    Escalations,
    Notes,
    Forms,
    Home,
    Holding,
    Outside,
    Questions,
    Replies,
    Requests,
    Sources,
    Macros,
    Promises,
    Threads,
    Upkeep,
    Owners,
    Figures,
    Removals,
    Spikes,
    Labels,
    en.Words,
):
    """All that Deskhand says in French."""

    def wrote(self, author: str) -> str:
        return {"customer": "le client a écrit", "agent": "nous avons répondu"}.get(author, "une note")

    def with_holder(self, kind: str, name: str) -> str:
        if kind == "customer":
            return "En attente du client"
        if kind == "nobody":
            return "Terminé"
        return f"En charge : {name}" if name else "Libre"

    def segment(self, segment: str) -> str:
        return f"client {segment}"

    def contacts(self, count: int) -> str:
        return f"{ordinal(count)} contact en 14 jours"

    def duplicate(self, number: str) -> str:
        return f"comme {number}"

    def continues(self, number: str) -> str:
        return f"suite de {number}"

    def reply_to(self, name: str, via: str, language: str, *, disclosed: bool) -> str:
        line = ", avec la ligne IA" if disclosed else ""
        to = f" à {name}" if name else ""
        return f"{to} ({self.via(via)}, {self.language_name(language)}{line})"

    def read_at(self, when: str) -> str:
        return f"lu : {when}"

    def checked(self, days: int | None) -> str:
        if days is None:
            return "date de la dernière vérification inconnue"
        return "vérifié aujourd’hui" if days <= 0 else f"vérifié il y a {counted(days, 'jour')}"

    def looks_like(self, title: str, confidence: float | None) -> str:
        if not title:
            return "Pas encore de suggestion : le type n’est pas clair."
        sure = "" if confidence is None else f" ({confidence * 100:.0f} %)"
        return f"Pas encore de suggestion : cela ressemble à « {title} »{sure}."

    def needs_approval(self, names: Sequence[str]) -> str:
        told = listed([of(name) for name in names]) if names else "d’une autre personne"
        return f"Il faut aussi l’approbation {told}"

    def approved_by(self, names: str) -> str:
        return f"Approuvé par {names}"

    def resolved(self, who: str, took: str) -> str:
        by = f" par {who}" if who else ""
        return f"Résolu{by} en {took}." if took else f"Résolu{by}."

    def ended(self, state: str) -> str:
        return {
            "closed": "Clos.",
            "merged": "Fusionné dans un autre ticket.",
            "not_a_request": "Ce n’est pas une demande.",
        }[state]

    def moved(self, number: str, channel: str) -> str:
        return f"{number} est maintenant dans {channel}."

    def continues_below(self, number: str) -> str:
        return f"{number} continue plus bas."

    def escalated(self, to: str, reason: str) -> str:
        line = f"Escaladé à {to}" if to else "Escaladé"
        return f"{line} : {reason}" if reason else line

    def sealed(self, level: str) -> str:
        return {"sensitive": "sensible", "caution": "avec prudence"}.get(level, level)

    def please_look(self, mention: str) -> str:
        return f"{mention}, regardez, s’il vous plaît."

    def duration(self, seconds: int) -> str:
        minutes, hours, days = max(0, seconds) // 60, max(0, seconds) // 3600, max(0, seconds) // 86400
        if days:
            return f"{days} j {hours % 24} h" if hours % 24 else f"{days} j"
        if hours:
            return f"{hours} h {minutes % 60} min" if minutes % 60 else f"{hours} h"
        return f"{minutes} min" if minutes else "moins d’une minute"

    def roles(self, named: str) -> str:
        known = self.table("ROLES")
        return listed([known.get(part.strip(), part.strip()) for part in named.split(",")])

    def needed(self, needs: Sequence[str]) -> str:
        return listed([self.need(need) for need in needs])

    def need(self, name: str) -> str:
        return self.table("NEEDS").get(name) or f"« {name.replace('_', ' ')} »"

    def moment(self, kept: str) -> str:
        try:
            at = datetime.fromisoformat(kept)
        except ValueError:
            return kept
        return f"{_DAYS[at.weekday()]} {at.day} {_MONTHS[at.month - 1]} {at:%H:%M}"

    # Answers that only one person sees
    def claimed(self, number: str) -> str:
        return f"{number} est à vous."

    def released(self, number: str) -> str:
        return f"{number} est de nouveau libre."

    def resolved_now(self, number: str) -> str:
        return f"{number} est résolu."

    def created(self, number: str) -> str:
        return f"{number} est créé. La réponse vous arrivera en message direct."

    def created_for(self, number: str, name: str) -> str:
        to = name or "la personne qui a écrit le message"
        return f"{number} est créé. La réponse arrivera en message direct à {to}."

    def already_there(self, number: str) -> str:
        return f"Il y a déjà {number} pour ce message. Rien n’y a été ajouté."

    # Direct messages
    def data_alert(self, source: str, what: str, subject: str) -> str:
        asked = {
            "ticket.deleted": "l’effacement du ticket {}",
            "customer.erased": "l’effacement du client {}",
        }
        wish = asked.get(what, what).format(subject)
        return f"{source} demande {wish}. C’est consigné ; rien n’est encore effacé."

    def unsure_notice(self, number: str) -> str:
        return (
            f"{number} : nous ne savons pas si la réponse est arrivée. Regardez dans le helpdesk ; "
            "rien ne part deux fois."
        )

    def second_approval_wanted(self, number: str, who: str) -> str:
        return f"{who or 'Un collègue'} a écrit une réponse pour {number}. Il faut aussi votre approbation."

    def stopped_notice(self, number: str, reason: str, *, own: bool = True) -> str:
        why = f" : {reason.rstrip('.')}" if reason else ""
        which = "votre réponse" if own else "la réponse que vous avez approuvée"
        return f"{number} : {which} n’est pas partie{why}. Regardez la carte, s’il vous plaît."

    def answer_notice(self, number: str, who: str) -> str:
        return f"{who} a répondu à votre demande {number} :"

    # How this was made
    def made_by(self, engine: str) -> str:
        return f"Écrit par : {self.table('ENGINES').get(engine, engine)}"

    def type_known(self, title: str, source: str, confidence: float | None) -> str:
        known = {"person": "fixé par une personne", "form": "choisi dans le formulaire", "rule": "par une règle"}
        how = known.get(source, "inconnu")
        if source == "classifier" and confidence is not None:
            how = f"reconnu dans le texte, sûr à {confidence * 100:.0f} %"
        return f"Type : {title or self.type_unknown} ({how})"

    def rules_fired(self, rules: str) -> str:
        return f"Règles : {rules}"

    def rule(self, kind: str, name: str) -> str:
        said = {"priority": "priorité", "routing": "routage", "sensitivity": "sensibilité"}.get(kind, kind)
        return f"{said} « {name} »" if name else said

    def valid_until(self, date: str) -> str:
        return f"valable jusqu’au {date}"

    def desk_version(self, version: int) -> str:
        return f"Fichier du desk : version {version}"
