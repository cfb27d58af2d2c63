"""Samples as another force might write them: the same rows under other headings."""

from pathlib import Path

from made_up_force import sample

ENCODINGS = {"crime-victims": "cp1252"}
RENAMED = {
    "crime-investigations": {
        "Investigation Reference": "Crime Number",
        "Offence,": "Offence Title,",
        "HO Class": "HO Code",
        "Offence Group": "Offence Grp",
        "Flags": "Keywords",
        "Date Reported": "Reported On",
        "Time Reported": "Reported At Time",
        "Date/Time Recorded": "Recorded On",
        "Victim Based": "Victim-based?",
        "LPA": "District",
        "OIC": "Officer in the case",
        "Supervisor": "Sergeant",
        "Date Finalised": "Closed Date",
    },
    "crime-victims": {
        "Investigation Reference": "Crime Ref",
        "Victim No": "Vic ID",
        "Victim Type": "Type of victim",
        "Surname": "Last Name",
        "Forename(s)": "First Name",
        "Date of Birth": "DOB",
        "Self-Defined Ethnicity": "Ethnicity",
        "IVNA Date": "Needs assessment date",
        "VPS Offered,": "Personal statement offered?,",
        "VPS Offered Date": "Personal statement offered on",
    },
    "crime-enquiry-log": {
        "Investigation Reference": "Crime Ref",
        "Entry No": "Log Number",
        "Entered At": "Entered On",
        "Entry Type": "Log Category",
        "Victim No": "Vic ID",
        "Means": "Method",
        "Text": "Narrative",
    },
    "messaging-log": {
        "Message ID": "Notification ID",
        "Reference": "Our reference",
        "Template": "Template name",
        "Type": "Channel",
        "Status": "Delivery status",
        "Recipient": "To",
    },
    "survey-waves": {
        "RespID": "Respondent ID",
        "Mode": "Method",
        "IntDate": "Interview Date",
        "CrimeRef": "Crime number",
        "VictimNo": "Victim ID",
        "Q1_Contact": "Ease of contact",
        "Q5_Whole": "Whole experience",
    },
}


def renamed(name: str, folder: Path) -> Path:
    """The sample with its headings renamed, in a folder."""
    original = sample(name)
    encoding = ENCODINGS.get(name, "utf-8-sig")
    lines = original.read_text(encoding=encoding).splitlines(keepends=True)
    first = next(iter(RENAMED[name]))
    at = next(n for n, line in enumerate(lines) if first in line)
    for old, new in RENAMED[name].items():
        assert old in lines[at], old
        lines[at] = lines[at].replace(old, new, 1)
    path = folder / f"other-{original.name}"
    path.write_text("".join(lines), encoding=encoding)
    return path


def unnamed(name: str, folder: Path, separator: str) -> Path:
    """The sample under headings that say nothing at all."""
    original = sample(name)
    lines = original.read_text(encoding=ENCODINGS.get(name, "utf-8-sig")).splitlines(keepends=True)
    width = lines[0].count(separator) + 1
    lines[0] = separator.join(f"Field {chr(65 + n // 9)}{n % 9}" for n in range(width)) + "\n"
    path = folder / f"unnamed-{original.name}"
    path.write_text("".join(lines), encoding="utf-8")
    return path
