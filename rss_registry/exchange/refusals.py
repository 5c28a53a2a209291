"""The error of one cell, which quotes what stands in it."""

from datetime import date, datetime

from django.core.exceptions import ValidationError


def quoted(cell) -> str:
    """The cell as a message shows it: short, and a day as a day."""
    if isinstance(cell, (date, datetime)):
        return cell.strftime("%d/%m/%Y")
    text = " ".join(str(cell).split())
    return f"{text[:60]}…" if len(text) > 60 else text


def refused(sentence, cell=None, *, code="invalid", **params) -> ValidationError:
    """The error of one cell; `sentence` may quote the cell as %(cell)s."""
    return ValidationError(sentence, code=code, params={"cell": quoted(cell), **params})
