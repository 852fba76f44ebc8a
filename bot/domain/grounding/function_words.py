"""The small words of four languages: they tell a sentence's language and say nothing about its matter."""

from typing import Final

FUNCTION_WORDS: Final = {
    language: frozenset(line.split())
    for language, line in {
        "en": (
            "the a an of to in on at by for from with and or but is are was were be been has have had will would "
            "can could it its this that these those there here you your yours we us our i my me they them their "
            "he she his her as if when where which who what how so than then also please do does did any all some "
            "more about into up out hello dear kind regards thank thanks sincerely yours best "
        ),
        "fr": (
            "le la les un une des du de d l et ou mais est sont etait a au aux en dans par pour avec sur ce cet "
            "cette ces il elle ils elles vous votre vos nous notre nos je mon ma mes on qui que quoi dont si "
            "quand comme plus aussi y se sa son ses leur leurs bonjour cordialement merci madame monsieur avez "
            "avons ont ete etre "
        ),
        "de": (
            "der die das den dem des ein eine einen einem einer eines und oder aber ist sind war waren wird "
            "werden wurde haben hat hatte zu zum zur im in an am auf aus bei mit von vom fur es er sie wir ihr "
            "ihre ihren ihnen uns unser ich mein wenn wie was wo als auch so dass noch schon hier bitte guten tag "
            "hallo freundliche grusse danke "
        ),
        "es": (
            "el la los las un una unos unas de del y o pero es son era fue en a al por para con su sus se lo le "
            "les nos nuestro nuestra usted ustedes yo mi que quien como cuando donde si mas tambien este esta "
            "estos estas ese esa hay ha han haber ser estar hola gracias saludo cordial estimado estimada "
        ),
    }.items()
}
EVERYWHERE: Final = frozenset(("s", "n", "m", "j", "c", "t", "qu", "don", "ll", "ve", "re")).union(
    *FUNCTION_WORDS.values()
)

CONNECTING: Final = frozenset(
    word
    for line in (
        "message writing understand sorry apologise currently usually normally therefore however meanwhile further",
        "message comprenons desoles excuses actuellement habituellement generalement donc cependant toutefois",
        "nachricht verstehen leider derzeit momentan gewohnlich normalerweise daher deshalb jedoch inzwischen",
        "mensaje entendemos sentimos disculpas actualmente normalmente generalmente embargo mientras",
    )
    for word in line.split()
)
"""Words that lead from one sentence to the next and promise nothing."""
