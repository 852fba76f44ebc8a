"""A diagnosis as one HTML page: no script, no font, no address; readable in light and dark."""

from collections.abc import Iterator
from datetime import timedelta
from html import escape
from typing import Final

from bot.cli.diagnosis_charts import MARKS, Bar, bars, weeks
from bot.cli.diagnosis_words import MEANING, REMARKS, figures, headline, length
from bot.domain.diagnosis import percent
from bot.domain.diagnosis_result import Diagnosis, Kind, quick_wins

_DRAWN: Final = 30  # groups in a chart
#: Colours of Okabe and Ito, which colour-blind people tell apart; each kind has its mark and its words as well.
_STYLE: Final = """
:root { color-scheme: light dark; --paper: #fff; --ink: #1b1b1b; --dim: #595959; --line: #ccc;
  --automate: #00785a; --integrate: #0072b2; --write: #b35900; --not-yet: #757575; }
@media (prefers-color-scheme: dark) { :root { --paper: #161616; --ink: #ececec; --dim: #b0b0b0; --line: #444;
  --automate: #2cc196; --integrate: #56b4e9; --write: #e69f00; --not-yet: #a8a8a8; } }
body { background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; max-width: 52rem;
  margin: 2rem auto; padding: 0 1rem; }
h1, h2, h3 { line-height: 1.2; } section { border-top: 1px solid var(--line); padding: .5rem 0 1rem; }
svg { max-width: 100%; height: auto; font: 13px system-ui, sans-serif; } svg text { fill: var(--ink); }
.automate { fill: var(--automate); color: var(--automate); }
.integrate { fill: var(--integrate); color: var(--integrate); }
.write { fill: var(--write); color: var(--write); } .not-yet { fill: var(--not-yet); color: var(--not-yet); }
.plain { fill: var(--integrate); } .verdict { font-weight: 600; }
blockquote { margin: .5rem 0; padding-left: 1rem; border-left: 3px solid var(--line); color: var(--dim); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: 0; } dt { color: var(--dim); }
dd { margin: 0; }
@media (max-width: 40rem) { dl { display: block; } dd { margin-bottom: .3rem; } }
"""


def page(found: Diagnosis) -> str:
    """The page. Everything that came from outside is escaped."""
    body = "\n".join([*_top(found), *_charts(found), *_each(found), *_basis(found)])
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>What past requests say</title><style>{_STYLE}</style></head>\n"
        f"<body><main>\n{body}\n</main></body></html>\n"
    )


def _top(found: Diagnosis) -> Iterator[str]:
    yield f"<h1>What past requests say</h1><p>{escape(headline(found))}</p>"
    if wins := quick_wins(found.groups):
        items = "".join(f"<li><strong>{escape(kind.title)}</strong>: {_judged(kind)}</li>" for kind in wins)
        yield f"<h2>Where to begin</h2><ol>{items}</ol>"
    items = "".join(
        f'<li><span class="verdict {MARKS[verdict][0]}">{MARKS[verdict][1]} {verdict.value}</span>: '
        f"{escape(meaning)}</li>"
        for verdict, meaning in MEANING.items()
    )
    yield f"<h2>What the verdicts mean</h2><ul>{items}</ul>"


def _charts(found: Diagnosis) -> Iterator[str]:
    shown = found.kinds[:_DRAWN]
    told = "" if len(shown) == len(found.kinds) else f"<p>The {_DRAWN} largest of {len(found.kinds)}.</p>"
    volume = [
        Bar(
            kind.title, kind.facts.requests, f"{kind.facts.requests} ({percent(kind.facts.share)})", kind.judged.verdict
        )
        for kind in shown
    ]
    yield f"<h2>How many</h2>{told}{bars('volume', 'Requests by group', volume)}"
    if over := weeks("weeks", "Requests by week", found.weeks):
        yield f"<h2>Week by week</h2>{over}"
    waits = [
        Bar(kind.title, kind.facts.waited / timedelta(hours=1), length(kind.facts.waited), kind.judged.verdict)
        for kind in shown
        if kind.facts.waited is not None
    ]
    if waits:
        yield f"<h2>How long customers waited</h2><p>Half of them, up to:</p>{bars('waits', 'Waiting by group', waits)}"
    alike = [
        Bar(kind.title, kind.facts.one_article, percent(kind.facts.one_article), kind.judged.verdict)
        for kind in shown
        if kind.facts.one_article is not None
    ]
    if alike:
        yield f"<h2>What one article would answer</h2>{bars('article', 'Share that one article would answer', alike)}"


def _each(found: Diagnosis) -> Iterator[str]:
    yield "<h2>Group by group</h2>"
    for kind in found.kinds:
        quote = f"<blockquote>{escape(kind.example)}</blockquote>" if kind.example else ""
        rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in figures(kind))
        yield f"<section><h3>{escape(kind.title)}</h3><p>{_judged(kind)}</p>{quote}<dl>{rows}</dl></section>"


def _basis(found: Diagnosis) -> Iterator[str]:
    lines = [f"Read from {found.source}."]
    if found.read:
        lines.append(f"Columns: {', '.join(f'{name} as {meaning}' for meaning, name in found.read)}.")
    lines += [f"{why}: {count}" for why, count in found.left_out]
    lines += [f"Not known, for want of data: {what}." for what in found.untold]
    lines += REMARKS
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    yield f"<h2>What this rests on</h2><ul>{items}</ul>"


def _judged(kind: Kind) -> str:
    name, mark = MARKS[kind.judged.verdict]
    return (
        f'<span class="verdict {name}">{mark} {kind.judged.verdict.value}</span> '
        f"{escape('; '.join(kind.judged.reasons))}."
    )
