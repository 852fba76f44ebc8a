"""French words for people's judgement of a reply: the second approval, thumbs, wishes and reports."""

from collections.abc import Sequence
from typing import ClassVar

from bot.words import en_judging
from bot.words.fr_grammar import counted, listed


class Judging(en_judging.Judging):
    # Under a suggestion
    quotes = "Citations"
    show_newer = "Voir la plus récente"
    good_spoken = "Bonne suggestion"
    bad_spoken = "Mauvaise suggestion"
    rated = "Noté"
    rated_good = "Noté : une bonne suggestion. L’autre pouce le change."
    rated_bad = (
        "Noté : pas une bonne suggestion. « Reformuler… » en demande une autre, "
        "« Rejeter » dit pourquoi elle ne convient pas."
    )

    def track_record(self, decided: int, as_is: int, edited: int, rejected: int, reopened: int) -> str:
        told = ", ".join(
            (
                counted(as_is, "envoyée telle quelle", "envoyées telles quelles"),
                counted(edited, "modifiée"),
                counted(rejected, "rejetée"),
                counted(reopened, "rouverte"),
            )
        )
        return f"{counted(decided, 'suggestion semblable', 'suggestions semblables')} : {told}"

    reject_reasons = (
        ("wrong_facts", "Les faits sont faux"),
        ("wrong_question", "Répond à une autre question"),
        ("tone", "Le ton ne convient pas"),
        ("outdated", "La source n’est plus à jour"),
        ("too_long", "Trop long ou peu clair"),
        ("other", "Autre"),
    )

    # How this was made
    def prompt(self, name: str, version: int | None) -> str:
        return f"Prompt : « {name} »" if version is None else f"Prompt : « {name} », version {version}"

    def checks(self, sentences: int, doubtful: int) -> str:
        if doubtful:
            return f"Contrôles : {doubtful} sur {counted(sentences, 'phrase')} à relire ; les raisons sont plus bas"
        told = counted(sentences, "phrase comparée à ses sources", "phrases comparées à leurs sources")
        return f"Contrôles : {told}, rien à signaler"

    changed_before_sent = "Ce qui a été changé dans la suggestion"

    def rejected_as(self, reasons: Sequence[tuple[str, int]]) -> str:
        labels = {**self.wrong, **dict(self.reject_reasons)}
        told = [f"{labels.get(reason, reason.replace('_', ' '))} {count}" for reason, count in reasons]
        return f"Rejetées {counted(sum(count for _, count in reasons), 'fois', 'fois')} : {'; '.join(told)}."

    def thumbs(self, good: int, bad: int) -> str:
        return f"Pouces : {good} levés, {bad} baissés"

    # Redraft…
    redraft = "Reformuler…"
    redraft_title = "Autre suggestion"
    redraft_submit = "Reformuler"
    wish_label = "Qu’est-ce qui devrait changer ?"
    wish_hint = "Par exemple : plus court ; proposer le bon d’achat. Elle prend la place de cette suggestion."

    def redrafted(self, wish: str) -> str:
        return f"Reformulé : « {wish} »"

    def wish_not_followed(self, wish: str) -> str:
        return (
            f"Non suivi : « {wish} ». L’assistant intégré ne fait que remplir des modèles et citer des articles. "
            "« Modifier » change le texte."
        )

    # Report a wrong answer…
    report = "Signaler une réponse fausse…"
    report_title = "Réponse fausse"
    report_submit = "Signaler"
    settle_report = "Régler le signalement"
    settled = "Réglé"
    wrong_label = "Qu’est-ce qui est faux ?"
    wrong_hint = "Qui répond de ce type est prévenu ; pour les deux derniers, qui répond des données aussi."
    wrong: ClassVar[dict[str, str]] = {
        "fact": "Un fait est faux",
        "policy": "Ce n’est pas ce que nous promettons",
        "tone": "Le ton ne convient pas",
        "privacy": "Elle dit ce qu’elle ne devrait pas dire",
        "wrong_customer": "Elle parle d’un autre client",
    }

    def reported(self, number: str, who: str, wrong: str) -> str:
        return f"{who or 'Quelqu’un'} a signalé une réponse fausse dans {number} : {self.wrong_word(wrong)}."

    def reported_line(self, reports: Sequence[tuple[str, str]]) -> str:
        told = [f"{self.wrong_word(wrong)} ({who})" if who else self.wrong_word(wrong) for wrong, who in reports]
        return f"Signalé comme faux : {' ; '.join(told)}"

    def report_settled_now(self, number: str) -> str:
        return f"Le signalement sur {number} est réglé."

    # Send alone…
    send_alone = "Envoyer seul…"
    send_alone_title = "Envoyer seul"
    send_alone_submit = "Envoyer seul"
    alone_label = "Pourquoi cela ne peut pas attendre"
    alone_hint = "Gardé avec l’approbation, et en note pour l’équipe."

    def alone_told(self, asked: Sequence[str]) -> str:
        told = f"{listed(list(asked), 'et')} {'a' if len(asked) == 1 else 'ont'} été sollicité"
        told = f"{told}{'' if len(asked) == 1 else 's'}" if asked else "Personne n’a pu être sollicité"
        return (
            f"{told} pour la seconde approbation. Vous la donnez à leur place, comme chef d’équipe : "
            "qui en est responsable est prévenu, et votre motif est consigné."
        )
