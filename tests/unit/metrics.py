"""Figures as they would be scraped."""

from bot.telemetry import Metrics


def counted(metrics: Metrics) -> dict[tuple[str, ...], float]:
    """Every sample by its name and the values of its labels, in the order in which they are declared; no buckets."""
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in metrics.registry.collect()
        for sample in family.samples
        if not sample.name.endswith("_bucket")
    }
