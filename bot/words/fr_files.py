"""French words for files that came along with a message."""

from typing import Final

from bot.words import en_files

DANGERS: Final = {
    "program": (
        "un programme",
        "C’est un programme. L’ouvrir peut nuire à votre ordinateur ; ne l’exécutez pas.",
    ),
    "macros": (
        "peut contenir des macros",
        "Ce fichier peut contenir des macros, qui sont de petits programmes. Ouvrez-le sans elles.",
    ),
    "page": (
        "une page web",
        "C’est une page web. Ouverte dans un navigateur, elle peut exécuter des programmes "
        "ou demander des mots de passe.",
    ),
    "drawing": (
        "un dessin qui peut exécuter des programmes",
        "Ce dessin peut exécuter des programmes quand un navigateur l’ouvre.",
    ),
}
NOT_FETCHED: Final = {
    "gone": "le helpdesk ne l’a plus.",
    "forbidden": "le helpdesk ne le donne pas à Deskhand. Ouvrez-le là-bas ; "
    "la personne qui gère Deskhand peut y remédier.",
    "too_large": "il dépasse {limit} Mo. Ouvrez-le dans le helpdesk.",
    "time_out": "le helpdesk a mis trop de temps. Réessayez dans une minute, ou ouvrez-le là-bas.",
    "elsewhere": "son adresse mène à un endroit que le fichier du desk ne nomme pas. Ouvrez-le dans le helpdesk.",
    "unreachable": "le helpdesk est injoignable. Réessayez dans une minute, ou ouvrez-le là-bas.",
    "empty": "il est vide.",
    "not_allowed": "vous n’y avez plus accès.",
    "no_scope": "Deskhand ne peut pas encore remettre de fichiers dans Slack (il manque le scope files:write). "
    "La personne qui le gère peut y remédier.",
    "slack_refused": "Slack ne l’a pas accepté. Ouvrez-le dans le helpdesk.",
    "slack_away": "Slack est injoignable. Réessayez dans une minute.",
    "failed": "une erreur s’est produite ici. Réessayez dans une minute, ou ouvrez-le dans le helpdesk.",
}


class Files(en_files.Files):
    get_file = "Obtenir le fichier"
    file_title = "Fichier"
    open_in_helpdesk = "ouvrir dans le helpdesk"
    type_of_file_unknown = "type inconnu"

    def get_file_spoken(self, name: str, of: int = 0) -> str:
        return f"Message {of} : obtenir {name} en message direct" if of else f"Obtenir {name} en message direct"

    def file_comes(self, name: str) -> str:
        return f"{name} arrive. Il vous parvient en message direct, que vous seul voyez."

    def file_danger(self, kind: str) -> str:
        return DANGERS[kind][0] if kind else ""

    def file_danger_sentence(self, kind: str) -> str:
        return DANGERS[kind][1]

    def file_other_type(self, told: str, found: str) -> str:
        return f"Le helpdesk l’annonce comme {told}, mais il semble être {found}."

    def file_not_given(self, number: str, name: str, why: str, limit: str) -> str:
        reason = NOT_FETCHED.get(why, NOT_FETCHED["failed"]).format(limit=limit)
        which = name or "le fichier demandé"
        return f"{number} : {which} n’est pas arrivé : {reason}"
