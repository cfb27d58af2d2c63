"""How far people who judged the same cases agree: dip-samples, audits, double-coded comments."""

from touchpoint.statistics.agreement.amounts import intraclass_correlation
from touchpoint.statistics.agreement.asking import (
    Agreement,
    brennan_prediger,
    cohen_kappa,
    conger_kappa,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    raw_agreement,
)
from touchpoint.statistics.agreement.summary import AgreementSummary, agreement_summary

__all__ = [
    "Agreement",
    "AgreementSummary",
    "agreement_summary",
    "brennan_prediger",
    "cohen_kappa",
    "conger_kappa",
    "fleiss_kappa",
    "gwet_ac1",
    "intraclass_correlation",
    "krippendorff_alpha",
    "raw_agreement",
]
