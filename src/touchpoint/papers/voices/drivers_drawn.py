"""The drivers of all responses as they are shown: the picture, and the gain, in a board's words."""

from collections.abc import Sequence

from touchpoint.papers.charts import DriversChart, Figure
from touchpoint.papers.voices.driving import Driving, Found
from touchpoint.statistics.drivers.gain import Gain
from touchpoint.statistics.rounding import round_half_up


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


def gain_told(driving: Driving, gain: Gain) -> str:
    """What would be expected if a driver stood elsewhere, in words that claim no cause."""
    driver, outcome = (driving.title(name) for name in (gain.driver, driving.outcome))
    within = ""
    if gain.low is not None and gain.high is not None:
        within = f"{_signed(gain.low)} to {_signed(gain.high)}, "
    way = "higher" if gain.moved >= 0 else "lower"
    moves = "higher" if gain.point >= 0 else "lower"
    return (
        f"{driver} stands at {_two(gain.level)} on its scale. Were it {_two(gain.moved)} "
        f"{way}, and all else as it is, {outcome[:1].lower()}{outcome[1:]} would be expected to "
        f"stand {_two(gain.point)} {moves} ({within}{gain.used:,} answers). The two go together; "
        "that moving the one would move the other is not shown."
    )


def _signed(value: float) -> str:
    return f"{round_half_up(value, 2):+}"


def _two(value: float) -> str:
    return f"{round_half_up(abs(value), 2)}"
