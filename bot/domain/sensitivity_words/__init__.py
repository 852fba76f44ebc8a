"""The words that make a request delicate, one file for each language and one for what is said between
the lines, in the notation of `bot.domain.phrases`.

Three lists are no classes: `VERY_ANGRY` makes `angry` sensitive, `GRIEF` asks for care with `personal` at the level of
caution, and `HOSTILE` is text that gives orders to an assistant.
"""
