"""French for languages and for the ways in which customers write."""

from typing import Final

LANGUAGES: Final = {
    "en": "anglais",
    "fr": "français",
    "de": "allemand",
    "es": "espagnol",
    "it": "italien",
    "nl": "néerlandais",
    "pt": "portugais",
}
VIAS: Final = {
    "email": "e-mail",
    "chat": "chat",
    "form": "formulaire",
    "phone": "téléphone",
    "api": "API",
    "slack": "Slack",
}
