"""Hides personal data before a text leaves the house, and puts it back in the answer. Knows no vendor.

What is known of the customer goes first, then what has a form (addresses of mail and web, telephones, cards, accounts,
national ids, other long numbers), then postal addresses, and last each capitalised word that neither the desk nor its
language uses as an ordinary one.
"""

from bot.assistant.redaction.known import Known, known_of
from bot.assistant.redaction.redaction import Redaction, foreign, restore

__all__ = ["Known", "Redaction", "foreign", "known_of", "restore"]
