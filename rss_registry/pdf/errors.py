"""What can go wrong while a document is made, in exceptions that name it."""


class PdfError(Exception):
    """The document cannot be made; the message says which part of it is at fault."""


class PdfTooHeavy(PdfError):
    """Making the document took more time or memory than one document may take."""


class PdfBusy(PdfError):
    """So many documents are being made that this one waited in vain for its turn."""
