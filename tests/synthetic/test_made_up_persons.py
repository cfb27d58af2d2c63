"""Who is whom: repeat victims counted slowly in plain Python, records that differ as planted."""

from collections import defaultdict
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import MANY, asked, force

from touchpoint.synthetic.drawing.dice import Dice
from touchpoint.synthetic.people.identities import family_names, given_names, misspelt
from touchpoint.synthetic.people.repeats import link
from touchpoint.synthetic.people.victims import _age
from touchpoint.synthetic.shares.planted import chance


@settings(deadline=None)
@given(
    days=st.lists(st.integers(19_000, 19_800), min_size=1, max_size=300).map(sorted),
    seed=st.integers(0, 1000),
)
def test_the_journeys_of_a_person_never_share_a_day_and_follow_as_they_say(
    days: list[int], seed: int
) -> None:
    day = np.array(days, dtype=np.int64)
    person = np.arange(len(days)) % 7 != 0
    chains = link(Dice(seed, 0), day=day, person=person, abuse=np.arange(len(days)) % 5 == 1)
    latest: dict[int, int] = {}
    for place, first in enumerate(chains.first.tolist()):
        before = latest.get(first)
        gap = None if before is None else days[place] - before
        assert gap is None or gap > 0
        assert bool(chains.follows[place]) == (gap is not None and gap <= 350)
        latest[first] = days[place]


def test_a_quarter_of_a_months_victims_are_repeat_victims_by_a_count_in_plain_python() -> None:
    rows: list[tuple[str, date]] = asked(
        force(MANY, 3),
        """SELECT person_id, reported_on FROM journeys JOIN investigations USING
           (investigation_id) WHERE person_id IS NOT NULL""",
    )
    offences: dict[str, list[date]] = defaultdict(list)
    for person, day in rows:
        offences[person].append(day)
    victims: set[tuple[str, int]] = set()
    repeat: set[tuple[str, int]] = set()
    for person, days in offences.items():
        for day in days:
            if day >= date(2023, 7, 1):
                month = day.year * 12 + day.month
                victims.add((person, month))
                earliest = day - timedelta(days=365)
                if any(earliest <= other < day for other in days):
                    repeat.add((person, month))
    assert len(repeat) / len(victims) == pytest.approx(0.26, abs=0.015)


def test_a_persons_traits_are_the_same_in_every_journey() -> None:
    question = """SELECT count(*) FROM (SELECT person_id FROM journeys WHERE person_id IS NOT NULL
        GROUP BY 1 HAVING count(DISTINCT coalesce(sex, '')) > 1
        OR count(DISTINCT coalesce(language, '')) > 1 OR max(age) - min(age) > 2)"""
    assert asked(force(MANY, 3), question) == [(0,)]


def test_a_business_has_no_person_no_age_and_no_record() -> None:
    question = """SELECT count(*) FILTER (WHERE role = 'business') > 1000,
        count(*) FILTER (WHERE role = 'business' AND (person_id IS NOT NULL OR age IS NOT NULL
          OR sex IS NOT NULL OR record_id IS NOT NULL)),
        count(*) FILTER (WHERE role <> 'business' AND (person_id IS NULL OR record_id IS NULL))
        FROM journeys LEFT JOIN identities USING (journey_id)"""
    assert asked(force(MANY, 3), question) == [(True, 0, 0)]


def test_two_records_of_a_person_agree_as_often_as_the_rates_let_them() -> None:
    ((surname, born),) = asked(
        force(MANY, 3),
        """WITH r AS (SELECT person_id, d.* FROM identities d JOIN journeys USING (journey_id))
           SELECT avg((a.family_name = b.family_name)::INTEGER),
             avg((a.born_on = b.born_on)::INTEGER)
           FROM r a JOIN r b ON a.person_id = b.person_id AND a.record_id < b.record_id""",
    )
    right = 1 - chance("identity.typing_error.family") - chance("identity.changed_surname")
    assert surname == pytest.approx(right**2, abs=0.02)
    swapped = chance("identity.swapped_day_and_month") * 12 / 30.4
    assert born == pytest.approx(
        (1 - swapped - chance("identity.mistyped_birth_year")) ** 2, abs=0.01
    )


def test_telephones_postcodes_and_emails_belong_to_nobody() -> None:
    question = r"""SELECT bool_and(phone SIMILAR TO '(07700 900|01632 960)\d{3}'),
        bool_and(postcode SIMILAR TO 'ZZ\d\d \d[A-Z]{2}'),
        bool_and(email SIMILAR TO '[a-z]+\.[a-z]+\d{3}@example\.(org|com)') FROM identities"""
    assert asked(force(MANY, 3), question) == [(True, True, True)]


def test_a_mistyped_name_is_never_the_name() -> None:
    for names in (given_names(), family_names()):
        listed = names.spellings[:: names.each]
        assert len(listed) > 400
        assert all(name not in misspelt(name) for name in listed)


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2000, 6, 15), date(2024, 6, 14), 23),
        (date(2000, 6, 15), date(2024, 6, 15), 24),
        (date(2004, 2, 29), date(2023, 2, 28), 18),
        (date(2004, 2, 29), date(2023, 3, 1), 19),
        (date(1940, 12, 31), date(2023, 1, 1), 82),
    ],
)
def test_a_year_is_lived_on_the_birthday(born: date, day: date, age: int) -> None:
    numbers = [np.array([(each - date(1970, 1, 1)).days]) for each in (born, day)]
    assert _age(*numbers).tolist() == [age]
