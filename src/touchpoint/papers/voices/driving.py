"""What `touchpoint drivers` works out: a model of all responses, and one of each group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from touchpoint.errors import Refused
from touchpoint.statistics import intervals
from touchpoint.statistics.drivers import Gain, KeyDrivers, expected_gain, key_drivers
from touchpoint.statistics.intervals import Interval
from touchpoint.statistics.rounding import round_half_up
from touchpoint.statistics.surveys.design import design
from touchpoint.statistics.surveys.estimates import proportion
from touchpoint.voice.instrument import Question, Scale
from touchpoint.voice.voices import Voice

NOT_APPLICABLE = "not_applicable"
ALL = "all"
FEWEST = 2  # weighted answers that can have an interval
PLAIN_SCALE = Scale(name="as it is")

Levels = list[float | str | None]


@dataclass(frozen=True, kw_only=True)
class Found:
    """The model of one group, or why there is none, with the level of each question in it."""

    groups: tuple[str, ...]
    model: KeyDrivers | None
    refusal: Refused | None
    levels: Mapping[str, "Level"]
    gain: Gain | None = None
    weighted: bool = False

    @property
    def name(self) -> str:
        """The group in words."""
        return ", ".join(self.groups) if self.groups else ALL


@dataclass(frozen=True, kw_only=True)
class Level:
    """Where answers to a question stand: their mean, and the share of the satisfied."""

    mean: float | None
    satisfied: Interval | None
    base: int


@dataclass(frozen=True, kw_only=True)
class Driving:
    """Responses, and what is to be explained of them by what."""

    voices: Sequence[Voice]
    outcome: str
    drivers: tuple[str, ...]
    questions: Mapping[str, Question]
    dimensions: tuple[str, ...]
    samples: int
    seed: int
    gain: str | None

    def found(self) -> list[Found]:
        """The model of all, which must be there, and of each group as far as it can be made."""
        whole = self._of(self.voices, ())
        if whole.refusal is not None:
            raise whole.refusal
        groups: dict[tuple[str, ...], list[Voice]] = {}
        if self.dimensions:
            for voice in self.voices:
                groups.setdefault(voice.groups, []).append(voice)
        return [whole, *(self._of(groups[name], name) for name in sorted(groups))]

    def title(self, name: str) -> str:
        """The title of a question, or its name where it is not held."""
        return self.questions[name].title if name in self.questions else name

    def sentences(self, found: Sequence[Found]) -> list[str]:
        """What is to be said of the models, in words that claim no cause."""
        told = []
        for each in found:
            which = f"{each.name}: " if self.dimensions else ""
            if each.model is None:
                told.append(f"{which}{in_a_line(str(each.refusal))}")
                continue
            told.append(f"{which}{_first(each.model)}")
            if each is found[0]:
                told += [f"{which}{sentence}" for sentence in each.model.sentences]
                told += [each.gain.sentence] if each.gain is not None else []
        told += self._by_group(found)
        told += _on_weights(self.voices)
        return told

    def _by_group(self, found: Sequence[Found]) -> list[str]:
        """How many are satisfied with the driver at the head of all, group by group."""
        model = found[0].model
        if not self.dimensions or model is None or not model.ranked:
            return []
        first = model.drivers[0].name
        told = [
            f"{each.name} {percent(share.point)}{_interval(share)}"
            for each in found[1:]
            if (share := each.levels[first].satisfied) is not None and share.point is not None
        ]
        by = " and ".join(self.dimensions)
        return [f"Satisfied with {first}, by {by}: {'; '.join(told)}."] if told else []

    def _of(self, voices: Sequence[Voice], groups: tuple[str, ...]) -> Found:
        table = {name: self._levels(name, voices) for name in (self.outcome, *self.drivers)}
        weights = _weights(voices)
        model, refusal, gained = None, None, None
        try:
            model = key_drivers(
                [None if isinstance(v, str) else v for v in table[self.outcome]],
                {name: table[name] for name in self.drivers},
                weights=weights, samples=self.samples, seed=self.seed, model="linear",
            )  # fmt: skip
            gained = None if groups or self.gain is None else self._gained(voices, table, weights)
        except Refused as refused:
            refusal = refused
        return Found(
            groups=groups or (ALL,) * len(self.dimensions),
            model=model,
            refusal=refusal,
            levels={name: self._level(name, voices, weights) for name in table},
            gain=gained,
            weighted=weights is not None,
        )

    def _scale(self, name: str) -> Scale:
        return self.questions[name].scale if name in self.questions else PLAIN_SCALE

    def _levels(self, name: str, voices: Sequence[Voice]) -> Levels:
        """Answers as numbers; the word where the question did not apply, None where blank."""
        scale = self._scale(name)
        found: Levels = []
        for voice in voices:
            value, number = voice.answers.get(name, (None, None))
            if scale.reads(value, number) == NOT_APPLICABLE:
                found.append(NOT_APPLICABLE)
            else:
                found.append(number if scale.ends is None else scale.number(value, number))
        return found

    def _level(self, name: str, voices: Sequence[Voice], weights: list[float] | None) -> Level:
        levels = self._levels(name, voices)
        known = [
            (level, 1.0 if weights is None else weights[place])
            for place, level in enumerate(levels)
            if isinstance(level, float)
        ]
        if not known:
            return Level(mean=None, satisfied=None, base=0)
        total = sum(weight for _, weight in known)
        mean = sum(level * weight for level, weight in known) / total if total else None
        least = self._scale(name).yes_from
        shares = None if least is None else _satisfied(known, least, weighted=weights is not None)
        return Level(mean=mean, satisfied=shares, base=len(known))

    def _gained(
        self, voices: Sequence[Voice], table: Mapping[str, Levels], weights: list[float] | None
    ) -> Gain | None:
        """What is expected if a driver moved, of those to whom every driver applies."""
        if self.gain is None:
            return None
        names = (self.outcome, *self.drivers)
        rows = [n for n in range(len(voices)) if NOT_APPLICABLE not in [table[x][n] for x in names]]
        units = [", ".join(voices[n].groups) for n in rows] if self.dimensions else None
        return expected_gain(
            [table[self.outcome][n] for n in rows],
            {name: [table[name][n] for n in rows] for name in self.drivers},
            self.gain, units=units, scale=self._scale(self.gain).ends,
            weights=None if weights is None else [weights[n] for n in rows],
            samples=self.samples, seed=self.seed, model="linear",
        )  # fmt: skip


def _interval(share: Interval) -> str:
    if share.low is None or share.high is None:
        return ""
    return f" ({percent(share.low)} to {percent(share.high)})"


def _first(model: KeyDrivers) -> str:
    if model.first is not None:
        return f"{model.first} is named as the first driver: it is first throughout its interval."
    if model.ranked:
        return "No driver is named as the first: none is first throughout its interval of ranks."
    return "No driver is named as the first."


def _weights(voices: Sequence[Voice]) -> list[float] | None:
    """The weights, if every response has one."""
    weights = [voice.weight for voice in voices if voice.weight is not None]
    return weights if voices and len(weights) == len(voices) else None


def _on_weights(voices: Sequence[Voice]) -> list[str]:
    weighted = sum(voice.weight is not None for voice in voices)
    if weighted == len(voices):
        return ["Answers are weighted; every base is unweighted."]
    if weighted:
        without = f"{len(voices) - weighted:,} of {len(voices):,} responses have no weight"
        return [f"{without}, so none is weighted."]
    return []


def _satisfied(known: list[tuple[float, float]], least: int, *, weighted: bool) -> Interval:
    yes = [level >= least for level, _ in known]
    if not weighted:
        return intervals.proportion(sum(yes), len(yes))
    if len(known) < FEWEST:
        return Interval(point=float(yes[0]), low=None, high=None, confidence=0.95, method="none")
    told = proportion([float(each) for each in yes], design([weight for _, weight in known]))
    return Interval(
        point=told.point, low=told.low, high=told.high, confidence=told.confidence,
        method=told.method,
    )  # fmt: skip


def in_a_line(refusal: str) -> str:
    """A refusal with its faults as one line."""
    return " ".join(line.strip().removeprefix("- ") for line in refusal.splitlines())


def percent(value: float | None) -> str:
    """A share as it is read; nothing where there is none."""
    return "" if value is None else f"{round_half_up(100 * value, 1)}%"
