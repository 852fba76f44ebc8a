"""The line that tells a customer that an assistant helped."""

from typing import Final

from bot.domain.desk import Disclosure

_BUILT_IN: Final = {
    "en": "An AI assistant helped prepare this reply; {agent} checked and approved it. "
    "To be answered without it, just say so.",
    "fr": "Une IA a aidé à préparer cette réponse ; {agent} l'a vérifiée et approuvée. "
    "Pour une réponse sans IA, dites-le-nous simplement.",
    "de": "Bei dieser Antwort hat ein KI-Assistent geholfen; {agent} hat sie geprüft und freigegeben. "
    "Wenn Sie eine Antwort ohne ihn möchten, sagen Sie es einfach.",
    "es": "Un asistente de IA ayudó a preparar esta respuesta; {agent} la revisó y la aprobó. "
    "Si prefiere una respuesta sin él, díganoslo.",
}


def line(settings: Disclosure, language: str, agent: str) -> str:
    """The line in the reply's language (English where there is none), or "" when the desk file switches it off."""
    if not settings.enabled:
        return ""
    text = settings.text.get(language) or _BUILT_IN.get(language) or settings.text.get("en") or _BUILT_IN["en"]
    return text.replace("{agent}", agent)


def with_line(body: str, text: str) -> str:
    """`body` with the disclosure as its last paragraph."""
    return f"{body.rstrip()}\n\n{text}" if text else body.rstrip()


def without_line(body: str, text: str) -> str:
    """A disclosed `body` as its writer left it. Where the desk file words `text` differently by now, the last paragraph
    goes."""
    if text and body.endswith(text):
        return body.removesuffix(text).rstrip()
    return body.rpartition("\n\n")[0].rstrip() or body
