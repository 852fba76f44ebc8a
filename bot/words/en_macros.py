"""English words for macros."""


class Macros:
    macro_choose = "Begin with a macro…"
    macro_expired = "past its date"
    macro_held = "held back"
