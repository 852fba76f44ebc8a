"""An assistant that asks a model outside the house, within what `[ai.outside]` allows. Importing it loads no vendor."""

from bot.assistant.outside.engine import Outside
from bot.assistant.outside.model import Model

__all__ = ["Model", "Outside"]
