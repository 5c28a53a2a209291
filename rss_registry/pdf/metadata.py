"""What a document says of itself, whatever its pages say."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Metadata:
    title: str
    language: str
    created_at: datetime
