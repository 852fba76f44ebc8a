"""French words for requests that begin as a message in Slack."""

from bot.words import en_requests


class Requests(en_requests.Requests):
    is_it_a_request = "Faut-il ouvrir un ticket pour cela ?"
    open_a_ticket = "Ouvrir un ticket"
    no_thanks = "Non merci"

    def request_opened(self, number: str, *, direct: bool) -> str:
        where = "La réponse viendra par message direct." if direct else "La réponse viendra ici."
        return f"C’est {number}. {where}"

    def request_ran_out(self, emoji: str) -> str:
        mark = f":{emoji}:"
        how = f"Réagissez avec {mark} ou utilisez" if emoji else "Utilisez"
        return f"Pas ouvert. {how} Make a ticket."

    def answers_in(self, channel: str) -> str:
        return f"réponse dans {channel}, visible par tous"
