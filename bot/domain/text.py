"""A customer's text as the rules and the assistant read it: their own words, without history and signature."""

import re
import unicodedata
from typing import Final

from bot.domain.phrases import fold

LONGEST: Final = 20_000  # characters; what stands beyond is kept in the helpdesk only
CUT_MARK: Final = "\n[… cut here]"

_CONTROL: Final = dict.fromkeys(
    [code for code in range(0x20) if chr(code) not in "\n\t"]
    + list(range(0x7F, 0xA0))
    + [0x00AD, 0x180E, 0xFEFF]  # soft hyphen and two invisible ones
    + list(range(0x200B, 0x2010))  # zero width, and marks of direction
    + list(range(0x202A, 0x202F))  # overrides of direction
    + list(range(0x2060, 0x2070))
    + list(range(0xE0000, 0xE0080))  # tags: letters that nobody sees
    + list(range(0xD800, 0xE000)),  # halves of a surrogate pair
    None,
)
_EMOJI_JOINER: Final = "\u200d"

#: Lines after which a mail program quotes what was written before.
_HISTORY: Final = re.compile(
    r"""^[ \t]*(?:
        -{2,}\s*(?:original\s+message|forwarded\s+message|message\s+d'origine|message\s+transfere
            |ursprungliche\s+nachricht|weitergeleitete\s+nachricht|mensaje\s+original|messaggio\s+originale
            |mensagem\s+original|oorspronkelijk\s+bericht)\s*-{2,}
        | (?:on|le|am|el|il|op|em)\b(?=[^\n]*\d)[^\n]{4,200}\n?[^\n]{0,100}
            \b(?:wrote|a\s+ecrit|escribio|ha\s+scritto|escreveu|(?:schrieb|schreef)\b[^\n]{0,100})\s*:[ \t]*$
        | _{10,}[ \t]*\n[ \t]*(?:from|de|von)\s*:
        | (?:from|de|von|da|van)\s*:[^\n]+\n[ \t]*
            (?:sent|date|envoye|gesendet|datum|enviado|fecha|inviato|data|verzonden)\s*:
    )""",
    re.MULTILINE | re.VERBOSE,
)
_SIGNATURE: Final = re.compile(r"^-- ?$", re.MULTILINE)
_SENT_FROM: Final = re.compile(
    r"\n[ \t]*(?:sent from my|get outlook for|envoye de mon|envoye depuis mon|von meinem \w+ gesendet"
    r"|diese nachricht wurde von mein|gesendet mit|enviado desde mi|enviado do meu|inviato da|verzonden vanaf mijn)"
    r"[^\n]{0,60}\s*$"
)
_THANKS: Final = re.compile(
    r"(?:ok(?:ay)?|great|perfect|super|parfait|prima|perfekt|perfecto|genial|wonderful|lovely|brilliant|awesome"
    r"|(?:that is|that's|c'est) (?:great|perfect|all|parfait)|alles klar|d'accord|vale|got it|all good)?"
    r"\W*"
    r"(?:many thanks|thanks|thank you|thank u|thx|ty|cheers|much appreciated|merci|vielen dank|herzlichen dank"
    r"|besten dank|danke(?: schon| sehr)?|dankeschon|(?:muchas |mil )?gracias|grazie(?: mille)?)"
    r"(?:\W+(?:so|very|much|again|a|an|lot|million|everyone|all|team|both|for|your|the|quick|fast|kind|help|reply|answer"
    r"|support|service|and|et|have|nice|good|great|day|one|weekend|beaucoup|bien|infiniment|encore|pour|votre|ta|aide"
    r"|reponse|rapide|bonne|journee|soiree|fur|die|ihre|schnelle|hilfe|antwort|und|schonen|tag|abend|nochmals|noch|mal"
    r"|por|su|la|el|ayuda|respuesta|rapida|buen|dia|tutti|kind|best|regards|bye|cordialement|grusse|mit"
    r"|freundlichen|saludos|you))*"
)


def clean(body: str) -> str:
    """The customer's own words: NFC, without control and invisible characters, quoted history and signature.

    Conservative: where cutting would leave nothing, the text stays whole. More than three line breaks in a row become
    two; beyond 20,000 characters the text ends with a mark. Cleaning twice changes nothing.
    """
    text = body.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = unicodedata.normalize("NFC", _visible(text)).strip()
    if text.endswith(CUT_MARK.strip()) and len(text) <= LONGEST:
        return text
    text = text[: 4 * LONGEST]
    while (shorter := _tidy(_own_words(text))) != text:  # what is cut or tidied may bring the next mark to light
        text = shorter
    if len(text) > LONGEST:
        text = text[: LONGEST - len(CUT_MARK)].rstrip() + CUT_MARK
    return text


def thanks_only(text: str) -> bool:
    """Whether a message says no more than thanks, in English, French, German, Spanish or Italian.

    Such a message does not reopen a resolved ticket. Anything asked or added makes it False.
    """
    if "?" in text or len(text) > 160:
        return False
    words = re.sub(r"[^\w\s']+", " ", fold(clean(text)))
    return bool(_THANKS.fullmatch(" ".join(words.split())))


#: So many words are enough to know a text by its beginning, whatever a helpdesk has put below it.
_TELLING: Final = 8


def same_words(written: str, shown: str) -> bool:
    """Whether a text that is shown somewhere is the one that was written: the same words, however they are set.

    Of a text of some length the beginning counts, since helpdesks put signatures below.
    """
    ours, theirs = (re.findall(r"\w+", fold(text)) for text in (written, shown))
    if not ours:
        return bool(written.split()) and written.split() == shown.split()
    return ours == theirs or (len(ours) >= _TELLING and theirs[: len(ours)] == ours)


def _visible(text: str) -> str:
    """Without characters that nobody sees; a joiner stays between the parts of an emoji."""
    if _EMOJI_JOINER not in text:
        return text.translate(_CONTROL)
    parts = re.split(
        "(?<=[\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d(?=[\u2600-\u27bf\U0001f000-\U0001faff])", text
    )
    return _EMOJI_JOINER.join(part.translate(_CONTROL) for part in parts)


def _tidy(text: str) -> str:
    return re.sub(r"\n{4,}", "\n\n", re.sub(r"[ \t]+\n", "\n", text)).strip()


def _own_words(text: str) -> str:
    folded = fold(text)
    history = _HISTORY.search(folded)
    kept = text
    if history:
        answered_below = re.match(r"\s*>", text[history.end() :])
        kept = text[: history.start()] + (text[history.end() :] if answered_below else "")
    kept = "\n".join(line for line in kept.split("\n") if not line.lstrip().startswith(">"))
    signature = _SIGNATURE.search(kept)
    kept = kept[: signature.start()] if signature else kept
    sent_from = _SENT_FROM.search(fold(kept))
    kept = kept[: sent_from.start()] if sent_from else kept
    return kept if re.search(r"\w", kept) else text
