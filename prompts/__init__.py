"""Prompts as reviewed files: Markdown with front matter, and beside each the JSON schema of its answer.

A file `reply.md` begins with front matter in YAML (the fields of `bot.domain.prompt.Prompt`). A line with nothing but
`<!-- the ticket -->` parts its text: what stands above is the same for every ticket of a desk and goes first, so that
the other side can keep it between requests; what stands below holds the ticket. Both are Jinja2 templates in which a
variable that is not given is an error. `reply.schema.json` says what an answer must look like.

Whoever changes a text raises its version and runs `python -m prompts.lock`.
"""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import frontmatter
from pydantic import ValidationError

from bot.domain.prompt import Prompt

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER: Final = Path(__file__).parent
PARTING: Final = "<!-- the ticket -->"


class PromptError(ValueError):
    """A prompt's file cannot be used, or was not given what it needs. The message names the prompt."""


def load_all(folder: Path = FOLDER) -> tuple[Prompt, ...]:
    """Every prompt of `folder`, by the names of the files. Raises `PromptError` for one that cannot be used."""
    return tuple(_loaded(path) for path in sorted(folder.glob("*.md")))


def stable_part(prompt: Prompt, **given: Any) -> str:
    """The part that is the same for every ticket. Raises `PromptError` where it asks for what is not given."""
    return _filled(prompt, prompt.stable, given)


def varying_part(prompt: Prompt, **given: Any) -> str:
    """The part that holds the ticket. Raises `PromptError` where it asks for what is not given.

    `marker` is a random word that stands around the customer's text; whoever draws it sees to it that the text does
    not hold it.
    """
    return _filled(prompt, prompt.varying, given)


def _loaded(path: Path) -> Prompt:
    try:
        post = frontmatter.loads(path.read_text("utf-8"))
        answer = json.loads(path.with_suffix(".schema.json").read_text("utf-8"))
        stable, parting, varying = post.content.partition(f"\n{PARTING}\n")
        if not parting:
            raise PromptError(f"{path.name}: the line {PARTING} is missing")
        texts = {"stable": stable.strip(), "varying": varying.strip()}
        sent = [post.metadata["model"], post.metadata["budget"], answer, *texts.values()]
        digest = hashlib.sha256(json.dumps(sent, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
        return Prompt.model_validate({**post.metadata, **texts, "answer": answer, "hash": digest})
    except (OSError, KeyError, ValidationError, json.JSONDecodeError) as error:
        raise PromptError(f"{path.name}: {error}") from error


def _filled(prompt: Prompt, text: str, given: dict[str, Any]) -> str:
    from jinja2 import TemplateError

    try:
        return _environment().from_string(text).render(given)
    except TemplateError as error:
        raise PromptError(f"{prompt.id} {prompt.version}: {error}") from error


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, StrictUndefined  # only the worker fills prompts in

    # What is made is plain text for a model, so nothing is escaped; no text of a customer is ever read as a template.
    return Environment(undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True)  # noqa: S701
