"""French words for notes: what the team says for itself."""

from bot.words import en_notes


class Notes(en_notes.Notes):
    add_note = "Ajouter une note…"
    note_title = "Ajouter une note"
    note_submit = "Garder la note"
    note_ticket_label = "Ticket concerné"
    note_ticket_hint = "Son numéro, par exemple T-1042."
    note_said_hint = (
        "Gardé tel quel, au nom de la personne qui l’a dit. Vos propres mots : Ajouter une note, sur le ticket."
    )
    note_thread_hint = "Elle figure dans le fil du ticket et dans son historique, à votre nom."
    note_sealed_hint = "Ce ticket est scellé : seuls ceux qui peuvent l’ouvrir lisent la note."

    def note_kept(self, number: str, *, new: bool) -> str:
        kept = f"Gardé comme note sur {number}." if new else f"C’est déjà une note sur {number}."
        return f"{kept} Le client ne la voit pas."

    def note_under_seal(self, number: str, *, kept: bool) -> str:
        if kept:
            return (
                f"Gardé comme note sur {number}. Le ticket est scellé, et tout ce canal peut lire ce que vous avez"
                " écrit ici. Ce qu’il ne doit pas savoir : supprimez-le ici, puis Ouvrir, Plus…, Ajouter une note."
            )
        return (
            f"{number} est scellé, et ce que vous avez écrit ici n’a pas été gardé. Tout ce canal peut le lire :"
            " supprimez-le s’il y est question du client, et prévenez la personne qui a le ticket."
        )
