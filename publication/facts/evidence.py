"""The shapes of what shows an event: files, photos, sources and what they say against each other."""

from dataclasses import dataclass

from organisations.enums import SourceLanguage
from rss_registry.edtf import parse
from rss_registry.written_dates import when_text


@dataclass(frozen=True)
class DocumentFacts:
    """A public file; `file` is its stored name."""

    pk: int
    title: str
    kind: str
    format: str
    file: str
    size: int | None


@dataclass(frozen=True)
class PhotoFacts:
    """A photo that may be shown, or the mention of one: then `image` is empty."""

    pk: int
    caption: str
    credit: str
    image: str = ""
    printed: str = ""
    size: int | None = None
    source: str = ""


@dataclass(frozen=True)
class SourceFacts:
    title: str
    kind: str
    signature: str
    published_edtf: str
    language: str
    """ISO 639-3; empty: not stated."""
    url: str
    note: str

    @property
    def published_text(self) -> str:
        """« 28 avril 2023 », « avril 2023 »; empty where it is not known."""
        return when_text(parse(self.published_edtf))

    @property
    def other_language(self) -> str:
        """« en anglais », to whom reads another language."""
        return SourceLanguage(self.language).for_another


@dataclass(frozen=True)
class ClaimFacts:
    value: str
    source: str
    followed: bool
    note: str


@dataclass(frozen=True)
class Disagreement:
    """What several sources say of one element, the one that the record follows first."""

    code: str
    label: str
    claims: tuple[ClaimFacts, ...]
