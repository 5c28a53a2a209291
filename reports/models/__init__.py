"""What the register remembers of the documents it produced, and the forms of donors that it fills in."""

from reports.models.donor_templates import DonorReport, DonorSection, DonorTemplate, DonorText
from reports.models.jobs import DocumentJob
from reports.models.proofs import DocumentProof, ProducedFile

__all__ = [
    "DocumentJob",
    "DocumentProof",
    "DonorReport",
    "DonorSection",
    "DonorTemplate",
    "DonorText",
    "ProducedFile",
]
