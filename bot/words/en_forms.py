"""English words for the form of a new ticket: what it asks, and what is wrong with an answer."""

from collections.abc import Mapping
from typing import Final

NEEDS: Final = {
    "order": "an order number",
    "invoice": "an invoice number",
    "return": "a return number",
    "photos": "photos",
    "image": "a picture",
    "proof": "a proof of purchase",
}
_TITLES: Final = {
    "order": "Order number",
    "address": "Address",
    "photo": "Photos",
    "photos": "Photos",
    "file": "File",
    "receipt": "Receipt",
    "invoice": "Invoice number",
}
_HINTS: Final = {
    "address": "Street and number, postcode and town.",
    "photo": "Slack hands on no pictures from here: paste a link to them, or leave it empty and we ask.",
    "file": "Slack hands on no files from here: paste a link to it, or leave it empty and we ask.",
}
_FAULTS: Final = {
    "empty": "We need this for the type that you chose. Without it, choose no type: we ask for it later.",
    "too_long": "That is too long; {limit} characters are enough.",
    "no_key": "That does not look like {need}. Please check it.",
    "no_match": "That does not look right. {hint}",
    "no_number": "Please write a number.",
    "no_date": "Please choose a date.",
    "too_early": "The earliest date is {day}.",
    "too_late": "The latest date is {day}.",
    "no_choice": "Please choose one of the list.",
    "no_house_number": "There is no number in this address. Please give street and number, postcode and town.",
    "no_place": "There is no place in this address. Please give street and number, postcode and town.",
    "no_link": "Please paste a link that begins with https://, or leave this empty.",
}


class Forms:
    ask_for_it = "Ask for it"

    def need_title(self, name: str) -> str:
        """What stands over the field of a need that the desk file gives no title."""
        return _TITLES.get(name) or name.replace("_", " ").capitalize()

    def need_hint(self, kind: str) -> str:
        """What stands below the field of a need that the desk file gives no hint; empty: nothing."""
        return _HINTS.get(kind, "")

    def need_fault(self, fault: str, need: str, hint: str, facts: Mapping[str, str]) -> str:
        """What is wrong with an answer; `need` is what is asked for ("an order number"), `hint` the desk file's."""
        return _FAULTS[fault].format_map({"need": need, "hint": hint or "Please check it.", **facts}).strip()
