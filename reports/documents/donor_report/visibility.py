"""Whose logos and words the head of a donor's report bears."""

from collections import Counter

from publication.project.visibility import Visibility, band, ranked_parties, union_sentence
from reports.documents.donor_report.scope import DonorScope


def visibility_of(scope: DonorScope, *, says_union: bool) -> Visibility:
    """`says_union`: unless a section of the form has the sentence of the European Union already."""
    agreements = [funder.agreement for funder in scope.funders if funder.organisation]
    asking = [agreement for agreement in agreements if agreement.shows_logos]
    ranked = Counter(pair for agreement in asking for pair in ranked_parties(agreement))
    if asking and scope.report.organisation:
        ranked[2, scope.report.organisation] += 1
    words = dict.fromkeys(agreement.visibility_statement for agreement in agreements)
    union = union_sentence_of(scope) if says_union else ""
    return Visibility(band(ranked), tuple(filter(None, [*words, union])))


def union_sentence_of(scope: DonorScope) -> str:
    """Also where the Union pays for one of the events alone."""
    payers = [(funder.organisation, funder.agreement.financing_kind) for funder in scope.funders]
    payers += [(line.organisation, line.kind) for entry in scope.held for line in entry.facts.funding]
    return union_sentence(payers)
