"""Reads `/metrics` as a monitor does."""

from prometheus_client.parser import text_string_to_metric_families


def figures(text: str) -> dict[str, float]:
    """Samples without labels, by name."""
    families = text_string_to_metric_families(text)
    return {each.name: each.value for family in families for each in family.samples if not each.labels}
