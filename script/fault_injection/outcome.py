"""What a fault cost."""

from dataclasses import dataclass


@dataclass
class Outcome:
    lost: int = 0
    stuck: int = 0
    acknowledged: int = 0
