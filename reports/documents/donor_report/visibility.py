"""Whose logos and words the head of a donor's report bears."""

from collections import Counter

from publication.facts import Visibility
from publication.facts.visibility import band, union_sentence
from publication.project.visibility import body_of, ranked_parties
from reports.documents.donor_report.scope import DonorScope


def visibility_of(scope: DonorScope, *, says_union: bool) -> Visibility:
    """`says_union`: unless a section of the form has the sentence of the European Union already."""
    agreements = [funder.agreement for funder in scope.funders if funder.organisation]
    asking = [agreement for agreement in agreements if agreement.shows_logos]
    ranked = Counter(
        (rank, body_of(body)) for agreement in asking for rank, body in ranked_parties(agreement)
    )
    if asking and scope.report.organisation:
        ranked[2, body_of(scope.report.organisation)] += 1
    words = dict.fromkeys(agreement.visibility_statement for agreement in agreements)
    union = union_sentence_of(scope) if says_union else ""
    return Visibility(band(ranked), tuple(filter(None, [*words, union])))


def union_sentence_of(scope: DonorScope) -> str:
    """Also where the Union pays for one of the events alone."""
    payers = [(funder.organisation, funder.agreement.financing_kind) for funder in scope.funders]
    payers += [(line.organisation, line.kind) for entry in scope.held for line in entry.facts.funding]
    return union_sentence(payers)
