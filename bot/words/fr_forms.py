"""French words for the form of a new ticket: what it asks, and what is wrong with an answer."""

from collections.abc import Mapping
from typing import Final

from bot.words import en_forms

NEEDS: Final = {
    "order": "un numéro de commande",
    "invoice": "un numéro de facture",
    "return": "un numéro de retour",
    "photos": "des photos",
    "image": "une image",
    "proof": "une preuve d’achat",
}
_TITLES: Final = {
    "order": "Numéro de commande",
    "address": "Adresse",
    "photo": "Photos",
    "photos": "Photos",
    "file": "Fichier",
    "receipt": "Justificatif",
    "invoice": "Numéro de facture",
}
_HINTS: Final = {
    "address": "Rue et numéro, code postal et ville.",
    "photo": "Slack ne transmet pas d’images d’ici : collez un lien, ou laissez vide et nous les demanderons.",
    "file": "Slack ne transmet pas de fichiers d’ici : collez un lien, ou laissez vide et nous le demanderons.",
}
_FAULTS: Final = {
    "empty": "Il nous faut ceci pour le type choisi. Sinon, ne choisissez pas de type : nous le demanderons.",
    "too_long": "C’est trop long ; {limit} caractères suffisent.",
    "no_key": "Cela ne ressemble pas à {need}. Veuillez vérifier.",
    "no_match": "Cela ne semble pas correct. {hint}",
    "no_number": "Veuillez écrire un nombre.",
    "no_date": "Veuillez choisir une date.",
    "too_early": "La première date possible est {day}.",
    "too_late": "La dernière date possible est {day}.",
    "no_choice": "Veuillez choisir dans la liste.",
    "no_house_number": "Il manque un numéro dans cette adresse. Indiquez rue et numéro, code postal et ville.",
    "no_place": "Il manque un lieu dans cette adresse. Indiquez rue et numéro, code postal et ville.",
    "no_link": "Collez un lien qui commence par https://, ou laissez vide.",
}


class Forms(en_forms.Forms):
    ask_for_it = "Le demander"

    def need_title(self, name: str) -> str:
        return _TITLES.get(name) or name.replace("_", " ").capitalize()

    def need_hint(self, kind: str) -> str:
        return _HINTS.get(kind, "")

    def need_fault(self, fault: str, need: str, hint: str, facts: Mapping[str, str]) -> str:
        return _FAULTS[fault].format_map({"need": need, "hint": hint or "Veuillez vérifier.", **facts}).strip()
