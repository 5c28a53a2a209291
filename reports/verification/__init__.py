"""What the register says of a document years later: authentic, and what has changed since."""

from reports.verification.comparison import FigureLine
from reports.verification.reasons import Reason
from reports.verification.report import State, Verification, proof_of, verify

__all__ = ["FigureLine", "Reason", "State", "Verification", "proof_of", "verify"]
