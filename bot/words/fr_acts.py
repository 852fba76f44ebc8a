"""French for what agents do with a ticket beside answering it."""

from collections.abc import Mapping
from typing import Final

from bot.words import en_acts

_AVOIDABLE: Final = {
    "information": "une meilleure information",
    "elsewhere": "une correction ailleurs",
    "routing": "une orientation plus tôt",
    "no": "non",
}


class Acts(en_acts.Acts):
    release = "Libérer"
    not_a_request = "Pas une demande"
    is_a_request = "C’est une demande"

    change_priority = "Changer la priorité…"
    priority_title = "Changer la priorité"
    priority_label = "Priorité"
    move_queue = "Déplacer vers une autre file…"
    move_title = "Changer de file"
    move_submit = "Déplacer"
    queue_label = "File"
    move_hint = "Pour qui prend la suite : pourquoi il arrive, et que faire. Le client ne voit pas ceci."
    no_other_queue = "Ce desk n’a pas d’autre file."

    merge = "Fusionner…"
    merge_title = "Fusionner"
    merge_submit = "Fusionner"
    merge_into = "Dans"
    merge_number = "Numéro du ticket"
    merge_other = "Ou le numéro d’un autre ticket"
    merge_number_hint = "Par exemple T-1042. Seuls les tickets d’un même client peuvent être fusionnés."
    same_subject = "objet semblable"

    avoidable_label = "Cela aurait-il pu être évité ?"
    avoidable_hint = "Vous pouvez laisser vide. C’est compté, et aucun client ne le voit."
    avoidable_choices = (
        ("information", "Une meilleure information"),
        ("elsewhere", "Une correction ailleurs"),
        ("routing", "Une orientation plus tôt"),
        ("no", "Non"),
    )

    def avoided_by(self, answer: str) -> str:
        return _AVOIDABLE.get(answer, answer)

    def could_be_avoided(self, title: str, answers: Mapping[str, int]) -> str:
        told = ", ".join(f"{self.avoided_by(answer)} {count}" for answer, count in answers.items())
        return f"{title or 'Sans type'}, ces 30 derniers jours : cela aurait-il pu être évité ? {told}."

    def maybe_same(self, number: str) -> str:
        return f"Peut-être le même que {number}."

    def merge_told(self, number: str) -> str:
        return (
            f"{number} se termine. Ses messages, et ce que son client écrira ensuite, vont dans le ticket choisi. "
            "Cela ne peut pas être annulé."
        )

    def same_record(self, record: str) -> str:
        return f"même {record}"

    def merged_by(self, into: str, who: str) -> str:
        return f"Fusionné dans {into} par {who}." if who else f"Fusionné dans {into}."

    def open_number(self, number: str) -> str:
        return f"Ouvrir {number}"

    def corrected(self, title: str, what: str, before: str, after: str, count: int) -> str:
        of = f"« {title} »" if title else "Demandes sans type"
        if what == "queue":
            moved = f"déplacé à la main de {before} vers {after}"
            return f"{of} : {moved} {count} fois en quatre semaines. Le routage convient-il ?"
        told = f"priorité changée à la main de {before} à {after}"
        return f"{of} : {told} {count} fois en quatre semaines. Les règles conviennent-elles ?"

    def given(self, number: str) -> str:
        return f"{number} est attribué ; la personne est prévenue."

    def noted_on(self, number: str) -> str:
        return f"Gardé comme note sur {number}. Aucun client ne la voit."

    def no_request_now(self, number: str) -> str:
        return f"{number} est terminé. « C’est une demande », sur sa carte, revient là-dessus."

    def no_request(self, who: str) -> str:
        return f"Pas une demande, selon {who}." if who else "Pas une demande."
