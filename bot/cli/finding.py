"""What `doctor` finds: a line for each part that it looked at."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: `part` is sound when `trouble` is empty, else that says what is wrong and what to do.

    `note` is worth knowing of a part that is sound.
    """

    part: str
    trouble: str = ""
    note: str = ""

    @property
    def line(self) -> str:
        told = self.trouble or self.note
        return f"{'no' if self.trouble else 'ok'}  {self.part}{': ' if told else ''}{told}"
