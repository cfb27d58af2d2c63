"""Working days, periods and local days of England and Wales. Knows nothing else."""

from touchpoint.calendar.bank_holidays import FIRST_DAY, LAST_DAY, bank_holidays
from touchpoint.calendar.known import Known
from touchpoint.calendar.local_time import clock_changes, local_day, local_days, utc_of
from touchpoint.calendar.periods import (
    Kind,
    Period,
    month_of,
    periods_between,
    quarter_of,
    read_period,
    rolling,
    year_of,
)
from touchpoint.calendar.working_days import (
    CountedDay,
    add_working_days,
    calendar_table,
    count_working_days,
    days_between,
    is_working_day,
)

__all__ = [
    "FIRST_DAY",
    "LAST_DAY",
    "CountedDay",
    "Kind",
    "Known",
    "Period",
    "add_working_days",
    "bank_holidays",
    "calendar_table",
    "clock_changes",
    "count_working_days",
    "days_between",
    "is_working_day",
    "local_day",
    "local_days",
    "month_of",
    "periods_between",
    "quarter_of",
    "read_period",
    "rolling",
    "utc_of",
    "year_of",
]
