"""Drafts of surveys: a response for each row, an answer for each column on the scale."""

from touchpoint.extracts.guessing.drafting.draft import Draft, listed_lines, slug, spelled
from touchpoint.extracts.guessing.known_words import SCALE
from touchpoint.extracts.guessing.toml_text import Line, Section
from touchpoint.extracts.profile.words import plain


def survey(draft: Draft) -> list[Section]:
    known = draft.roles.known
    day = known.get("answered") or known.get("day")
    if day is None:
        draft.unknown.append("On what day it was answered: no column looks like it.")
        return []
    scale = {str(n): [spelled(word)] for n, word in enumerate(SCALE, 1)}
    answers = {word.split(" nor ")[0].replace(" ", "_"): [spelled(word)] for word in SCALE}
    seen = {plain(word): word for column in draft.roles.scales for word in column.words}
    other = [word for text, word in seen.items() if text not in SCALE]
    if other:
        draft.unknown.append(f"What these answers mean: {', '.join(other)}.")
        scale["nothing"] = other
        answers["nothing"] = other
    why = (
        "An answer of 7 is the best. What is not on the scale says nothing until you say otherwise."
    )
    draft.words += [
        Section(heading="[words.scale]", why=(why,), lines=listed_lines(scale)),
        Section(heading="[words.answers]", lines=listed_lines(answers)),
    ]
    lines = [Line(key="survey_id", value={"always": "survey"}, why=("Write which survey it is.",))]
    if "response" in known:
        lines.append(Line(key="response_id", value=known["response"].heading))
    if "wave" in known:
        lines.append(Line(key="wave", value=known["wave"].heading))
    if "weight" in known:
        lines.append(Line(key="weight", value=known["weight"].heading))
    lines += [
        Line(key="answered_on", value=day.heading),
        Line(key="mode", value={"always": "unknown"}, why=("telephone, online, text and so on.",)),
    ]
    draft.unknown.append("Which survey it is, and whether it was by telephone or online.")
    columns = {c.heading: slug(c.heading) for c in draft.roles.scales}
    why = "Name the questions as the measures do: contact, actions, follow_up, treatment, whole."
    asked = [
        Line(key="columns", value=columns, why=(why,)),
        Line(key="number", value={"each": "cell", "words": "scale"}),
        Line(key="value", value={"each": "cell", "words": "answers"}),
    ]
    return [
        Section(heading="[responses]", lines=lines),
        Section(heading="[[answers]]", lines=asked),
    ]
