"""Everyday phrases with a word in them that alone would be a class's: what it stands for there is something else.

Only these phrases are passed over; the same word elsewhere in the text counts. None may be one in which it could be
meant all the same: a miss may be a wrong answer.
"""

from typing import Final

WORDS: Final[dict[str, tuple[str, ...]]] = {
    "health": (
        "hour* of operation", "day* of operation", "time* of operation", "operation hours", "mode* of operation",
        "ease of operation", "operation manual*", "operation mode*", "still in operation", "currently in operation",
        "are you in operation",
        "back in operation", "operation of your", "operation of this", "noise in operation", "quiet in operation",
        "heures d'opération", "horaires d'opération", "opération commerciale", "opération promotionnelle",
        "opération bancaire", "opération de paiement", "numéro d'opération", "horario* de operación",
        "horas de operación", "número de operación", "número de la operación", "código de operación",
        "operación bancaria", "operación de pago", "bee hives", "hives for bees", "treatment for wood",
        "treatment for the wood", "treatment for garden furniture", "treatment for the lawn", "treatment for teak",
        "treatment for oak",
    ),
    "fraud": ("scampi*",),
    # Small talk and thanks: nobody is cross, and nobody asks for a person.
    "angry": (
        "tell me a joke", "tell us a joke", "hear a joke", "know a joke", "joke about a", "einen witz erzählen",
        "erzähl mir einen witz", "raconte-moi une blague", "raconter une blague",
    ),
    "asks_for_person": (
        "nice talking to you", "nice talking with you", "nice speaking with you", "nice speaking to you",
        "nice to talk to you", "good talking to you", "great talking to you", "pleasure talking to you",
        "pleasure talking with you", "pleasure speaking with you", "pleasure speaking to you",
        "pleasure to talk to you", "pleasure to speak with you", "schön mit ihnen zu sprechen",
        "schön mit euch zu sprechen", "plaisir de parler avec vous", "plaisir de vous parler",
        "un placer hablar con ustedes", "un placer hablar contigo",
    ),
}  # fmt: skip
