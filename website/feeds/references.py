"""References for bibliographies: BibTeX and RIS, made of what the page says."""

import re

from publication.facts import EventFacts
from rss_registry.templatetags.typography import typeset

PUBLISHER = "Registre des ateliers RSS (Mali)"
_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_LATEX_SIGN = re.compile("[" + re.escape("".join(_LATEX)) + "]")
_BREAKS = re.compile(r"[\x00-\x1f\x85\u2028\u2029]+")
_PERIOD = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def bibtex(facts: EventFacts) -> str:
    """One `@misc`, no more precise than the page."""
    year, month, _day = _parts(facts.dates.stated_bounds)
    fields = {
        # Braces keep the name of a body from being read as a person's.
        "author": " and ".join(f"{{{_latex(name)}}}" for name in _authors(facts)),
        "title": f"{{{_latex(typeset(facts.title))}}}",
        "year": year,
        "month": str(int(month)) if month else "",
        "address": _latex(facts.place_text),
        "publisher": f"{{{PUBLISHER}}}",
        "note": _latex(f"{facts.kind}, {facts.dates.text}, {facts.reference}"),
        "url": facts.address,
        "language": {"fr": "french", "en": "english"}.get(facts.language, facts.language),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return "@misc{" + facts.reference + ",\n" + ",\n".join(lines) + "\n}\n"


def ris(facts: EventFacts) -> str:
    year, month, day = _parts(facts.dates.stated_bounds)
    tags = [
        ("TY", "GEN"),
        ("ID", facts.reference),
        ("TI", typeset(facts.title)),
        *(("AU", f"{name},") for name in _authors(facts)),
        ("PY", year),
        # The last part of a date is free, and the place to say that it was inferred.
        ("DA", f"{year}/{month}/{day}/{_doubt(facts.dates)}" if year else ""),
        ("CY", facts.place_text),
        ("PB", PUBLISHER),
        ("M3", facts.kind),
        ("N1", f"{facts.dates.text} ({facts.reference})"),
        ("LA", facts.language),
        ("UR", facts.address),
    ]
    lines = [f"{tag}  - {_line(value)}" for tag, value in tags if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def _authors(facts):
    return tuple(link.name for link in facts.organisers) or (PUBLISHER,)


def _doubt(dates):
    """What a date in figures cannot say: that it was inferred, or is not sure."""
    if dates.is_sure or not dates.qualifiers:
        return dates.inference
    return dates.text


def _parts(bounds):
    found = _PERIOD.match(bounds[0] or bounds[1])
    return tuple(part or "" for part in found.groups()) if found else ("", "", "")


def _line(text):
    """One line: a break in a title would begin a tag of its own."""
    return _BREAKS.sub(" ", str(text)).strip()


def _latex(text):
    return _LATEX_SIGN.sub(lambda sign: _LATEX[sign[0]], _line(text))
