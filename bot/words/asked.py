"""What a customer is asked for what is missing, in their language. The customer reads it, so it is no part of `Words`.

A phrase stands after "we need": `your order number`. Where the desk file has a question of its own for a need it stands
as it is written there.
"""

from collections.abc import Sequence
from typing import Final

#: The languages in which Deskhand can ask.
LANGUAGES: Final = ("en", "fr", "de", "es")

_ONE: Final = {
    "en": "Thank you for your message. To help you we need one more thing: {phrase}.",
    "fr": "Merci pour votre message. Pour vous aider, il nous manque une seule chose : {phrase}.",
    "de": "Vielen Dank für Ihre Nachricht. Damit wir Ihnen helfen können, brauchen wir noch eines: {phrase}.",
    "es": "Gracias por su mensaje. Para poder ayudarle nos falta una sola cosa: {phrase}.",
}
_SEVERAL: Final = {
    "en": "Thank you for your message. To help you we still need:",
    "fr": "Merci pour votre message. Pour vous aider, il nous manque encore :",
    "de": "Vielen Dank für Ihre Nachricht. Damit wir Ihnen helfen können, brauchen wir noch:",
    "es": "Gracias por su mensaje. Para poder ayudarle todavía nos falta:",
}
_THANKS: Final = {
    "en": "Thank you for your message. To help you we need a little more:",
    "fr": "Merci pour votre message. Pour vous aider, il nous manque un détail :",
    "de": "Vielen Dank für Ihre Nachricht. Damit wir Ihnen helfen können, brauchen wir noch etwas:",
    "es": "Gracias por su mensaje. Para poder ayudarle nos falta un detalle:",
}
_HOW: Final = {
    "en": "You can simply reply to this message.",
    "fr": "Il vous suffit de répondre à ce message.",
    "de": "Antworten Sie einfach auf diese Nachricht.",
    "es": "Puede responder directamente a este mensaje.",
}
_PHRASES: Final[dict[str, dict[str, str]]] = {
    "en": {
        "order": "your order number",
        "invoice": "your invoice number",
        "return": "your return number",
        "address": "the full address, with street and number, postcode and town",
        "photo": "a photo of it, attached to your reply",
        "file": "the document, attached to your reply",
        "receipt": "the receipt, attached to your reply",
        "proof": "a proof of purchase, attached to your reply",
        "date": "the date",
        "size": "the size",
    },
    "fr": {
        "order": "votre numéro de commande",
        "invoice": "votre numéro de facture",
        "return": "votre numéro de retour",
        "address": "l’adresse complète, avec rue et numéro, code postal et ville",
        "photo": "une photo, jointe à votre réponse",
        "file": "le document, joint à votre réponse",
        "receipt": "le ticket de caisse ou la facture, joint à votre réponse",
        "proof": "une preuve d’achat, jointe à votre réponse",
        "date": "la date",
        "size": "la taille",
    },
    "de": {
        "order": "Ihre Bestellnummer",
        "invoice": "Ihre Rechnungsnummer",
        "return": "Ihre Retourennummer",
        "address": "die vollständige Adresse mit Straße und Hausnummer, Postleitzahl und Ort",
        "photo": "ein Foto davon, als Anhang Ihrer Antwort",
        "file": "das Dokument, als Anhang Ihrer Antwort",
        "receipt": "den Kassenbon oder die Rechnung, als Anhang Ihrer Antwort",
        "proof": "einen Kaufbeleg, als Anhang Ihrer Antwort",
        "date": "das Datum",
        "size": "die Größe",
    },
    "es": {
        "order": "su número de pedido",
        "invoice": "su número de factura",
        "return": "su número de devolución",
        "address": "la dirección completa, con calle y número, código postal y localidad",
        "photo": "una foto, adjunta a su respuesta",
        "file": "el documento, adjunto a su respuesta",
        "receipt": "el recibo o la factura, adjunto a su respuesta",
        "proof": "un comprobante de compra, adjunto a su respuesta",
        "date": "la fecha",
        "size": "la talla o el tamaño",
    },
}
#: Names that mean the same.
_ALIKE: Final = {
    "orders": "order", "photos": "photo", "picture": "photo", "image": "photo", "attachment": "file",
    "document": "file",
}  # fmt: skip


def phrase(language: str, name: str, kind: str) -> str:
    """What a need is called after "we need", by its name, else by its kind; empty: Deskhand has no words for it."""
    phrases = _PHRASES[language]
    return phrases.get(_ALIKE.get(name, name)) or (phrases.get(kind, "") if kind != "text" else "")


def lines(language: str, phrases: Sequence[str], questions: Sequence[str]) -> list[str]:
    """The lines between greeting and closing: `phrases` for what Deskhand asks in its words, and the team's own
    `questions`. Raises KeyError for a language that is none of `LANGUAGES`."""
    if len(phrases) == 1 and not questions:
        return [_ONE[language].format(phrase=phrases[0]), _HOW[language]]
    opening = (_SEVERAL if phrases else _THANKS)[language]
    return [opening, *(f"– {one}" for one in (*phrases, *questions)), _HOW[language]]
