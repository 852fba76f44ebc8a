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
    "credit": (
        "is my credit card charged", "is my credit card debited", "is my credit card billed",
        "is my credit card accepted", "is my credit card saved", "is my credit card stored",
        "is my credit card set to expire", "is my credit card going to expire", "is my credit card about to expire",
        "is my credit card expiring", "is my credit card expired", "is my credit card expiration",
        "is my credit card still valid",
    ),
    "personal": (
        "abort my order", "abort the order", "abort this order", "abort my purchase", "abort the purchase",
        "abort this purchase", "abort my payment", "abort the payment", "abort this payment", "abort my delivery",
        "abort the delivery", "abort this delivery", "please abort", "abort please", "abort the current",
        "abort the checkout", "abort the return", "abort the process", "discretionary",
    ),
    # Small talk, thanks and habits: nobody is cross, and nobody asks for a person.
    "angry": (
        "tell a joke", "tell me a joke", "tell us a joke", "hear a joke", "share a joke", "know a joke",
        "give me a joke", "sharing a joke", "how many times have i used", "how many times have we used",
        "boiling water", "boiling point", "garbage bag*", "garbage bin*", "garbage can*", "garbage disposal",
        "take out the garbage", "taking out the garbage", "einen witz erzählen", "erzähl mir einen witz",
        "raconte-moi une blague", "raconter une blague", "how many times a day should", "how many times a week should",
        "how many times a month should", "how many times a year should", "how many times can i use",
        "how many times can it be", "combien de fois par jour faut-il", "combien de fois par semaine faut-il",
        "combien de fois par mois faut-il", "combien de fois par an faut-il", "cuántas veces al día se",
        "cuántas veces a la semana se", "cuántas veces por semana se", "cuántas veces al mes se",
        "cuántas veces al año se",
    ),
    "billing_complex": (
        "exchange rate between", "wechselkurs zwischen", "taux de change entre", "tipo de cambio entre",
    ),
    "asks_for_person": (
        "nice talking to you", "nice talking with you", "nice speaking with you", "nice speaking to you",
        "good talking to you", "great talking to you", "lovely talking to you", "lovely speaking with you",
        "enjoyed talking to you", "enjoyed talking with you", "enjoyed speaking with you", "thanks for talking to me",
        "pleasure talking to you", "pleasure talking with you", "pleasure speaking with you",
        "pleasure speaking to you", "was nice to talk to you", "was nice to speak with you", "was good to talk to you",
        "was good to speak with you", "was lovely to talk to you", "was lovely to speak with you",
        "my supervisor", "our supervisor", "mein vorgesetzter", "meine vorgesetzte", "meinem vorgesetzten",
        "meiner vorgesetzten", "mi supervisor", "mi supervisora", "network operator*", "mobile operator*",
        "tour operator*", "was a pleasure to talk to you", "was a pleasure to speak with you",
        "war schön mit ihnen zu sprechen", "war schön mit euch zu sprechen", "fut un plaisir de parler avec vous",
        "était un plaisir de parler avec vous", "fue un placer hablar con ustedes",
        "ha sido un placer hablar con ustedes", "fue un placer hablar contigo",
    ),
}  # fmt: skip
