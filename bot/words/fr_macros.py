"""French words for macros."""

from bot.words import en_macros


class Macros(en_macros.Macros):
    macro_choose = "Partir d’une macro…"
    macro_expired = "plus à jour"
    macro_held = "retenue"
