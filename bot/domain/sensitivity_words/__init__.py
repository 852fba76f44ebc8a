"""The words that make a request delicate, one file for each language, one for what is said between the
lines and one for the same in other words, in the notation of `bot.domain.phrases`.

Three lists are no classes: `VERY_ANGRY` makes `angry` sensitive, `GRIEF` asks for care with `personal` at the level of
caution, and `HOSTILE` is text that gives orders to an assistant.
"""
