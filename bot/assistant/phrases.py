"""The assistant's few own words, by language. Everything else that it says is the team's or quoted."""

from collections.abc import Mapping
from typing import TypeVar

T = TypeVar("T")

SPOKEN = ("en", "fr", "de", "es")
"""Languages in which a draft can be greeted and closed where the desk file gives no tone of its own."""

FACT = {"en": "{record}: {values}", "fr": "{record} : {values}", "de": "{record}: {values}", "es": "{record}: {values}"}
WROTE_IN = {
    "en": "The customer writes in {language}",
    "fr": "Le client écrit en {language}",
    "de": "Die Nachricht ist auf {language} geschrieben",
    "es": "El cliente escribe en {language}",
}
STATES = {
    "en": {
        "foreign": "{record}: could not be tied to this customer",
        "unknown": "{record}: not found",
        "unreachable": "{record}: could not be looked up",
    },
    "fr": {
        "foreign": "{record} : n’a pas pu être rattaché à ce client",
        "unknown": "{record} : introuvable",
        "unreachable": "{record} : n’a pas pu être consulté",
    },
    "de": {
        "foreign": "{record}: ließ sich diesem Kunden nicht zuordnen",
        "unknown": "{record}: nicht gefunden",
        "unreachable": "{record}: konnte nicht nachgesehen werden",
    },
    "es": {
        "foreign": "{record}: no se pudo vincular a este cliente",
        "unknown": "{record}: no encontrado",
        "unreachable": "{record}: no se pudo consultar",
    },
}
NEEDED = {
    "en": "Not given yet: {need}",
    "fr": "Pas encore indiqué : {need}",
    "de": "Noch nicht angegeben: {need}",
    "es": "Aún no indicado: {need}",
}
MENTIONED = {"en": "Mentioned: {what}", "fr": "Mentionné : {what}", "de": "Erwähnt: {what}", "es": "Mencionado: {what}"}
UNCLEAR = {
    "en": "What is it about?",
    "fr": "De quoi s’agit-il ?",
    "de": "Worum geht es?",
    "es": "¿De qué se trata?",
}
LANGUAGE_NAMES = {
    "en": {
        "ar": "Arabic",
        "da": "Danish",
        "de": "German",
        "en": "English",
        "es": "Spanish",
        "fr": "French",
        "he": "Hebrew",
        "it": "Italian",
        "ja": "Japanese",
        "nl": "Dutch",
        "pl": "Polish",
        "pt": "Portuguese",
        "ru": "Russian",
        "sv": "Swedish",
        "tr": "Turkish",
        "uk": "Ukrainian",
        "zh": "Chinese",
    },
    "fr": {"de": "allemand", "en": "anglais", "es": "espagnol", "fr": "français", "it": "italien", "nl": "néerlandais"},
    "de": {"de": "Deutsch", "en": "Englisch", "es": "Spanisch", "fr": "Französisch", "it": "Italienisch"},
    "es": {"de": "alemán", "en": "inglés", "es": "español", "fr": "francés", "it": "italiano", "pt": "portugués"},
}


def in_language(table: Mapping[str, T], language: str) -> T:
    """The entry for `language`, else the English one."""
    return table.get(language, table["en"])
