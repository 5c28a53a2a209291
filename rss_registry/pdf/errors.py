"""What can go wrong while a document is made, in one exception that names it."""


class PdfError(Exception):
    """The document cannot be made; the message says which part of it is at fault."""
