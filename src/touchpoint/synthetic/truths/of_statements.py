"""What each source should be found to say of personal statements, by what came of the case.

The true state stands in no table, so the chances given the state are only stated
(stated.py); what can be asked back is each source's record, its chance summed over states.
"""

from collections.abc import Iterator

from touchpoint.synthetic.shares.planted import Share, table

PERSON = "j.role <> 'business'"
CHARGED = "{did:suspect.charged}"
TELEPHONE = "i.pathway = 'telephone'"
CASES = {
    "charged": CHARGED,
    "telephone": TELEPHONE,
    "others": f"NOT {CHARGED} AND {TELEPHONE.replace(' = ', ' <> ')}",
}


def statement_shares() -> Iterator[Share]:
    for case, holds in CASES.items():
        yield from _of_source("crime_system", case, f"{PERSON} AND {holds}")
        discussed = f"{PERSON} AND {holds} AND {{did:closure.discussed}}"
        yield from _of_source("closure_form", case, discussed)
    yield from _of_source("cju_sheet", "charged", f"{PERSON} AND {{charged_in_sheet}}")
    yield from _of_source("witness_system", "charged", f"{PERSON} AND {CHARGED}")


def _of_source(source: str, case: str, where: str) -> Iterator[Share]:
    told = table("statements")
    for place, record in enumerate(told["kinds_of_record"]):
        share = sum(
            of_state * told["records"][source][state][place]
            for state, of_state in zip(told["states"], told["state"][case], strict=True)
        )
        yield Share(
            name=f"statement.{source}.{case}.{record}",
            share=share,
            says=(
                f"Of the personal statement the source {source} has the record {record} for "
                f"{{share}} of victims ({_in_words(case)})."
            ),
            of="journeys",
            where=where,
            also=_recorded(source, record),
        )


def _in_words(case: str) -> str:
    return {
        "charged": "somebody was charged",
        "telephone": "handled by telephone",
        "others": "neither charged nor handled by telephone",
    }[case]


def _recorded(source: str, record: str) -> str:
    if record in ("blank", "open", "taken"):
        return f"{{statement_{record}:{source}}}"
    return f"{{statement_offered:{source}/{record}}}"
