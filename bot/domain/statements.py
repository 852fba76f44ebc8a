"""What a text says, part by part: so that nothing in it goes unread because another part is well understood."""

import re
from typing import Final

from bot.domain.phrases import fold
from bot.domain.sentences import split

LEAST: Final = 4  # words; with fewer a part is a name, a heading or half a thought, and says nothing on its own

_CLAUSE: Final = re.compile(
    r"\s*[,;:()–—]+\s+|\s+-+\s+|\s+(?=(?:and|but|because|et|mais|car|parce que|und|aber|weil|y|pero|porque)\s)",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_ADDRESS: Final = re.compile(r"<[^<>\s]*|\b(?:https?://|www\.)\S+|\b\S{1,64}@\S+")
# Words before a number belong to it: "my order number is 4417", "ma commande est la 4403".
_NUMBERED: Final = re.compile(r"\b(?:[^\W\d_]{1,40}[\W_]{1,4}){0,2}\w{0,20}\d\w*")
_COURTESY: Final = re.compile(
    r"\b(?:hello|hi|hey|dear|good (?:morning|afternoon|evening|day)|there|team|all|sirs?|madam"
    r"|thank you(?: (?:so|very) much)?|(?:many |kind )?thanks(?: a lot)?|in advance|kindly|please|sorry"
    r"|for (?:your|the|any) (?:kind |quick |prompt )?(?:help|reply|answer|response|time|support|assistance)"
    r"|(?:i |we )?(?:hope|trust) (?:that )?(?:you are (?:all )?well|this finds you well|all is well)"
    r"|(?:i |we )?(?:am |are )?look(?:ing)? forward to (?:your (?:reply|answer|response)|hear(?:ing)? from you)"
    r"|(?:i |we )(?:would|should) be (?:very |most |so )?grateful|(?:let|tell) me know"
    r"|(?:can|could) you (?:please )?look into (?:this|it|that)(?: for me)?"
    r"|(?:kind|best|warm) (?:regards|wishes)|yours (?:sincerely|faithfully)"
    r"|bonjour|bonsoir|madame|monsieur|merci(?: beaucoup| bien)?(?: d'avance| par avance)?|bien (?:a vous|cordialement)"
    r"|je vous (?:en )?remercie(?: beaucoup| infiniment)?(?: d'avance| par avance)?|(?:bonne|belle) (?:journee|soiree)"
    r"|(?:pour|de) (?:votre|vos) (?:aide|reponses?|retour|temps|comprehension)"
    r"|(?:dans l'|en l'|en )attente de votre (?:reponse|retour)"
    r"|(?:j'espere|nous esperons) que vous allez bien|je vous prie d'agreer|veuillez agreer|mes salutations distinguees"
    r"|recevez|a vous|cordialement|s'il vous plait|salutations"
    r"|hallo|guten (?:tag|morgen|abend)|liebes?|sehr geehrte\w*|damen und herren"
    r"|(?:vielen |besten |herzlichen )?danke?(?: im voraus)?|bitte"
    r"|fur (?:ihre|eure|die) (?:hilfe|muhe|antwort|ruckmeldung|unterstutzung)|(?:ich )?freue mich auf"
    r"|(?:ich hoffe,? )?(?:es geht ihnen|ihnen geht es) (?:allen )?gut|ich ware ihnen (?:sehr )?dankbar"
    r"|(?:auf )?(?:ihre|eure) (?:baldige )?(?:antwort|ruckmeldung)"
    r"|(?:viele|freundliche|beste|liebe)n? grusse|mit freundlichen grussen"
    r"|hola|buen[ao]s (?:dias|tardes|noches)|(?:muchas )?gracias(?: de antemano)?|por (?:favor|su ayuda|su respuesta)"
    r"|(?:quedo|quedamos) a la espera(?: de)?|su respuesta|espero que (?:este|esten) bien"
    r"|(?:un )?(?:cordial )?saludos?)\b"
)


def statements(text: str) -> tuple[str, ...]:
    """The sentences of a text, cut at commas and at "and" into clauses that say something; each once, in order.

    Greetings, thanks, politeness and order numbers do not count; what is left of fewer than `LEAST` words is no
    statement, and stays with the clause before it.
    """
    found: dict[str, None] = {}
    for sentence in dict.fromkeys(split(text)):
        said = ""
        for clause in _CLAUSE.split(sentence):
            if _words(clause) >= LEAST:
                found |= {said: None} if _words(said) >= LEAST else {}
                said = clause
            else:
                said = f"{said}, {clause}" if said else clause
        found |= {said: None} if _words(said) >= LEAST else {}
    return tuple(found)


def clauses(text: str) -> tuple[str, ...]:
    """Everything that stands between two full stops or commas, however short; each once, in order."""
    return tuple(dict.fromkeys(clause for sentence in split(text) for clause in _CLAUSE.split(sentence)))


def polite(sentence: str) -> bool:
    """Whether a sentence is politeness and not one word more: "Looking forward to hearing from you."."""
    return not _WORD.search(_COURTESY.sub(" ", fold(sentence)))


def _words(text: str) -> int:
    if len(text) < 2 * LEAST - 1:
        return 0
    said = fold(text)
    for idle in (_ADDRESS, _COURTESY, _NUMBERED):
        said = idle.sub(" ", said)
    return len(_WORD.findall(said))
