"""What models cost, as their vendor says, with the day on which that was looked up."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.domain.desk_ai import Outside

#: US dollars for a million tokens at the standard rate, for requests below 272,000 tokens (openai.com/api/pricing).
PRICED_ON: Final = date(2026, 11, 28)


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """In millionths of a US dollar for each token, which is US dollars for a million."""

    input: float
    cached: float
    output: float

    def cost(self, input_tokens: int, cached_tokens: int, output_tokens: int) -> int:
        """Millionths of a US dollar. `cached_tokens` are those of `input_tokens` that the other side had kept."""
        cached = min(cached_tokens, input_tokens)
        fresh = input_tokens - cached
        return round(fresh * self.input + cached * self.cached + output_tokens * self.output)


_PRICES: Final = {
    "gpt-6-astra": Price(input=10.0, cached=1.0, output=50.0),
    "gpt-6-sol": Price(input=2.0, cached=0.2, output=10.0),
    "gpt-6-luna": Price(input=0.1, cached=0.01, output=0.5),
    "gpt-5.6-terra": Price(input=2.0, cached=0.2, output=12.0),
    "gpt-5.6-luna": Price(input=0.2, cached=0.02, output=1.2),
}


def price_of(outside: Outside) -> Price | None:
    """The desk file's own price, else the vendor's list price of that very model; None where neither is known."""
    if outside.input_price is not None and outside.output_price is not None:
        cached = outside.input_price if outside.cached_price is None else outside.cached_price
        return Price(input=outside.input_price, cached=cached, output=outside.output_price)
    return _PRICES.get(outside.model)
