"""What is done every night: journeys on which something that lay ahead has come to count."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from touchpoint.calendar import local_day
from touchpoint.service.journeys import obligations


@app.periodic(cron="10 0 * * *", periodic_id="journeys.wake")
@app.task(name="journeys.wake", queueing_lock="journeys.wake")
def wake_journeys(timestamp: int) -> None:
    """Refresh what is owed on them, as at the day on which the night ends."""
    obligations.wake(today=local_day(datetime.fromtimestamp(timestamp, UTC)))
