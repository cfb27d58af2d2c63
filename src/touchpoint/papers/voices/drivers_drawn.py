"""The picture of `touchpoint drivers`: the drivers of all responses, in a board's words."""

from collections.abc import Sequence

from touchpoint.papers.charts import DriversChart, Figure
from touchpoint.papers.voices.driving import Driving, Found


def picture_of(driving: Driving, found: Sequence[Found]) -> DriversChart:
    """The drivers of all responses as a chart."""
    whole = found[0]
    outcome = driving.title(driving.outcome).lower()
    title = f"What satisfaction with {outcome} is associated with"
    if whole.model is None:
        return DriversChart(title=title, outcome=outcome, figures=(), why_not=str(whole.refusal))
    model = whole.model
    figures = tuple(
        Figure(
            label=driving.title(driver.name),
            value=driver.share.point,
            low=driver.share.low,
            high=driver.share.high,
        )
        for driver in model.drivers
    )
    return DriversChart(
        title=title,
        outcome=outcome,
        figures=figures,
        first=None if model.first is None else driving.title(model.first),
        r_squared=model.r_squared,
        used=model.used,
        why_not=model.why_not_ranked,
    )
