"""French words for what stands below a card: messages, attachments, and what was said before."""

from bot.words import en_threads
from bot.words.fr_files import Files
from bot.words.fr_grammar import ordinal


class Threads(Files, en_threads.Threads):
    in_full = "Afficher en entier"
    in_full_title = "Message entier"
    attached = "Joint :"
    attached_unnamed = "un fichier sans nom"

    def in_full_spoken(self, who: str, number: int) -> str:
        return f"Afficher en entier le message {number} de {who}"

    def page_of(self, page: int, pages: int) -> str:
        return f"Page {page} sur {pages}"

    def bytes(self, size: int) -> str:
        if size < 1000:
            return f"{size} octets"
        told = f"{size / 1000:.0f} ko" if size < 1_000_000 else f"{size / 1_000_000:.1f} Mo"
        return told.replace(".", ",")

    def contacts_about(self, contacts: int, times: int, record: str) -> str:
        about = f"au sujet de : {record}"
        if contacts == times:
            return f"{ordinal(contacts)} contact en 14 jours {about}"
        return f"{ordinal(contacts)} contact en 14 jours, {ordinal(times)} {about}"

    def told_before(self, number: str, who: str, said: str) -> str:
        if who and said:
            return f"{number}, {who} : {said}"
        return f"{number}, réponse de {who}" if who else f"{number}, pas encore de réponse"
