"""French sentences for owners: the weekly list, types in the shadow, what became of suggestions."""

from collections.abc import Sequence
from typing import ClassVar

from bot.words import en_owners
from bot.words.fr_grammar import counted, listed, number


class Owners(en_owners.Owners):
    weekly_title = "À regarder de votre côté"
    nothing_to_look_at = "Il n’y a rien à regarder de votre côté."
    shadow_title = "Dans l’ombre : vous seul voyez ceci"
    nothing_in_shadow = "Aucun de vos types n’est dans l’ombre."
    not_answered_yet = "pas encore répondu"
    person_wrote = "Ce qui a été envoyé"
    promote = "Mettre sur les cartes"
    outcomes_title = "Ce que les suggestions sont devenues"
    bands: ClassVar[dict[str, str]] = {
        "as_is": "envoyée telle quelle", "light": "presque identique", "heavy": "très modifiée",
        "rewritten": "autre chose a été écrit", "discarded": "pas utilisée",
    }  # fmt: skip
    worse: ClassVar[dict[str, str]] = {
        "edits": "trop ont été modifiées ou laissées de côté",
        "reopens": "trop de clients sont revenus",
        "reports": "trop ont été signalées comme fausses",
    }

    def due_until(self, until: str) -> str:
        return f"Valable jusqu’au {until}."

    def due_held(self, why: str) -> str:
        return f"Retenu : {why}."

    def always_edited(self, title: str, shown: int, as_is: int, numbers: Sequence[str] = ()) -> str:
        sent = counted(as_is, "est partie telle quelle", "sont parties telles quelles")
        lately = f" Modifiées récemment sur {listed(list(numbers), 'et')}." if numbers else ""
        return f"« {title} » : sur {counted(shown, 'suggestion')} qui le citent, {sent}. Est-il encore juste ?{lately}"

    def unanswered(
        self, title: str, count: int, numbers: Sequence[str], customers: int = 0, said: Sequence[str] = ()
    ) -> str:
        of = f" ({title})" if title else ""
        told = listed(list(numbers), "et")
        if said:
            return f"{customers} clients demandent « {', '.join(said)} »{of} : {told}. Aucun article n’y répond."
        return (
            f"{count} tickets demandent la même chose{of} et aucun article n’y répond : {listed(list(numbers), 'et')}."
        )

    def in_shadow(self, title: str, shown: int, accepted: int) -> str:
        if not shown:
            return f"{title} : rien n’a encore été comparé."
        return f"{title} : {accepted} sur {shown}, c’est ce qui a été envoyé, ou presque."

    def promoted(self, title: str) -> str:
        return (
            f"Les suggestions pour « {title} » sont désormais sur les cartes. "
            "Si elles deviennent moins bonnes, cela s’arrête de soi-même."
        )

    def demoted(self, title: str, fault: str, shown: str, accepted: str) -> str:
        return (
            f"{title} : les suggestions ne sont plus sur les cartes, car {self.worse.get(fault, fault)} : {accepted} "
            f"sur {shown} sont parties telles quelles ou presque. Vous seul les comparez désormais : `/desk shadow`."
        )

    def outcome(self, name: str, shown: int, share: tuple[float, float, float], coverage: float | None) -> str:
        accepted, low, high = (f"{one * 100:.0f}" for one in share)
        told = f"{name} : {accepted} % de {number(shown)} envoyées telles quelles ou presque ({low} à {high} %)"
        return told if coverage is None else f"{told} ; {coverage * 100:.0f} % des tickets courants en avaient une"

    def too_few(self, count: int) -> str:
        return f"{counted(count, 'suggestion')} en groupes de moins de vingt, dont rien n’est dit."
