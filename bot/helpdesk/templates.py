"""Templates of the desk file, in Jinja2's sandbox, over the values of one reply and nothing else."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal
from urllib.parse import quote

from bot.helpdesk.expressions import NotSound

if TYPE_CHECKING:
    from jinja2 import Environment

Kind = Literal["path", "header", "json"]
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")
_JSON: Final = (str, int, float, bool, list, tuple, dict, type(None))


class NotFilled(Exception):
    """A template that these values do not fit; the text says why, and quotes none of them."""


class Template:
    """One text of a request. `kind` says what for: values in a path are quoted, so that none leads elsewhere; a header
    holds no control characters; in JSON a template of one expression alone gives its value as it is, such as a number.

    Raises `NotSound` for what does not parse, and for names that are none of `names`.
    """

    def __init__(self, text: str, names: frozenset[str], kind: Kind) -> None:
        from jinja2 import TemplateError, meta, nodes

        self._kind = kind
        environment = _environment(kind)
        try:
            tree = environment.parse(text)
            unknown = sorted(meta.find_undeclared_variables(tree) - names)
            if unknown:
                raise NotSound(f'there is no "{unknown[0]}" (there is {", ".join(sorted(names))})')
            if next(tree.find_all((nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)), None):
                raise NotSound("nothing else can be loaded")
            if any(name.name == "self" for name in tree.find_all(nodes.Name)):
                raise NotSound('there is no "self"')
            self._filled = self._reader(environment, text, tree)
        except TemplateError as error:
            raise NotSound((error.message or type(error).__name__)[:300]) from None

    def filled(self, values: Mapping[str, Any]) -> Any:
        """The text; in JSON perhaps another value. Raises `NotFilled`."""
        from jinja2 import TemplateError

        try:
            found = self._filled(values)
        except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, RecursionError) as error:
            raise NotFilled(str(error)[:200] if isinstance(error, _Refused) else type(error).__name__) from None
        if self._kind == "header" and _CONTROL.search(found):
            raise NotFilled("a header would hold a control character")
        return found

    def _reader(self, environment: "Environment", text: str, tree: Any) -> Callable[[Mapping[str, Any]], Any]:
        from jinja2 import nodes

        made = environment.from_string(text)
        shown = tree.body[0].nodes if len(tree.body) == 1 and isinstance(tree.body[0], nodes.Output) else ()
        if self._kind != "json" or len(shown) != 1 or isinstance(shown[0], nodes.TemplateData):
            return lambda values: made.render(values)
        alone = environment.compile_expression(text.strip()[2:-2].strip("-+"), undefined_to_none=False)
        return lambda values: _json_value(alone(**values))


class _Refused(ValueError):
    """A value that may not stand where a template puts it."""


def _json_value(found: Any) -> Any:
    if type(found) not in _JSON:
        found = str(found)  # markup, or a value that is not given: that raises
    return list(found) if isinstance(found, tuple) else found


def _quoted(value: Any) -> str:
    """A value in a path. What would leave its place, or leave it empty, is refused: `..` cannot be quoted."""
    text = str(value)
    if text in ("", ".", ".."):
        raise _Refused("a value in the path is empty or leads elsewhere")
    return quote(text, safe="")


@cache
def _environment(kind: Kind) -> "Environment":
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    # What is made is JSON, a header or a path, each of which has its own way to be safe.
    made = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=False, finalize=_quoted if kind == "path" else None
    )
    made.globals.clear()
    return made
