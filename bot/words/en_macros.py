"""English words for macros."""


class Macros:
    macro_choose = "Begin with a macro…"
