"""Whether a summary only retells the case. What does not is replaced by the summary that is made of the case itself."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from bot.assistant.summary import LONGEST, cut, summarise
from bot.domain.case import Case
from bot.domain.draft import Evidence, Summary
from bot.domain.grounding import retells, stands_in

_MOST: Final = 8  # facts, questions and passages
#: How summaries speak of a customer, in the languages that teams here read.
_TELLING: Final = (
    "the customer asks wants wishes says reports writes complains needs requests would like about whether because "
    "order parcel delivery status reply answer question missing number unknown open which "
    "le client la cliente demande souhaite signale indique commande colis livraison statut question "
    "der Kunde die Kundin fragt möchte schreibt meldet Bestellung Paket Lieferung Frage "
    "el cliente la clienta pregunta quiere dice indica pedido paquete entrega consulta"
)


def summary_of(case: Case, summary: Summary) -> Summary:
    """The summary, each part of it replaced by the house's own where a word, number or link stands nowhere in the case.

    A translation does not hold by that: what stands on a card in the team's language is what our own code has put
    there. Passages are kept where they stand in their article.
    """
    own = summarise(case, ())
    pool = "\n".join(_texts(case, own))

    def held(lines: tuple[str, ...], instead: tuple[str, ...]) -> tuple[str, ...]:
        lines = tuple(line for line in lines if line)
        good = all(retells(line[: 2 * LONGEST], pool) for line in lines)
        return tuple(cut(line) for line in (lines if good else instead))[:_MOST]

    return replace(
        summary,
        issue="".join(held((summary.issue,), (own.issue,))),
        asked="".join(held((summary.asked,), (own.asked,))),
        facts=held(summary.facts, own.facts),
        open_questions=held(summary.open_questions, own.open_questions),
        passages=tuple(one for one in summary.passages if _stands(case, one))[:_MOST],
    )


def _texts(case: Case, own: Summary) -> Iterable[str]:
    yield _TELLING
    yield case.subject
    yield from (message.body for message in case.messages)
    yield from case.given
    yield from (own.issue, own.asked, *own.facts, *own.open_questions)
    yield case.customer.name
    yield from (kind.title for kind in case.desk.file.types)
    for record in case.records:
        yield f"{record.source} {record.key}"
        yield from (f"{name} {value}" for name, value in record.fields.items())


def _stands(case: Case, passage: Evidence) -> bool:
    """Whether a passage is what it says: an article of the desk, called as the desk calls it."""
    article = case.desk.article(passage.id)
    return (
        article is not None
        and passage.kind == "article"
        and (article.version, article.title, article.owner) == (passage.version, passage.title, passage.owner)
        and stands_in(passage.quote, article.body)
    )
