"""Summary, classification and suggestions. Importing it loads no machine learning."""

from bot.assistant.embedded import Embedded

__all__ = ["Embedded"]
