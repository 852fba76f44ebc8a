"""What docs/gallery.md says, in which order."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.gallery import answers, cards, crowds, digests, forms, personal
from tests.gallery.picture import Picture
from tests.house.tree import ROOT

PAGE: Final = Path("docs/gallery.md")
FOLDER: Final = ROOT / "docs" / "gallery"


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    pictures: tuple[Picture, ...]


SECTIONS: Final = (
    Section("The card in each of its states", cards.STATES),
    Section("Sealed, moved, faded", cards.SEALED_ONES),
    Section("What a card may say besides", cards.REMARKS),
    Section("The thread", cards.THREAD),
    Section("Lists, lines and departments", cards.CHANNEL),
    Section("Spikes", crowds.SPIKES),
    Section("Direct messages", answers.DIRECT),
    Section("Answers to commands", answers.COMMANDS),
    Section("Digests", digests.DIGESTS),
    Section("For leads", crowds.LEADS),
    Section("App Home", personal.HOMES),
    Section("Forms", forms.FORMS),
)


def pictures() -> list[Picture]:
    return [picture for section in SECTIONS for picture in section.pictures]


def written() -> str:
    """The page: a caption and a picture each."""
    lines = [
        "# Gallery",
        "",
        "Every state of a card, every answer, every form and App Home, drawn by the demo's page from made-up tickets.",
        "`make gallery` draws them anew (with Chromium); the [tour](tour.md) shows how they follow on each other.",
        "",
    ]
    for section in SECTIONS:
        lines += [f"## {section.title}", ""]
        for picture in section.pictures:
            lines += [picture.caption, "", f"![{picture.name}](gallery/{picture.name}.png)", ""]
    return "\n".join(lines)
