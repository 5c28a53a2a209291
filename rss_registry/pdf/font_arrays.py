"""Arrays of glyphs without a compiler.

To choose the glyphs that a face keeps, WeasyPrint asks for arrays by declarations such as
`hb_codepoint_t[378]`; for each new number a compiler reads all the declarations of HarfBuzz again: 5 ms,
twelve times a document. An array whose length is that of its content needs one declaration for all.
"""

import re

import weasyprint.pdf.fonts
from weasyprint.text.ffi import ffi

_LENGTH = re.compile(r"\[\d+\]$")


class _WithOpenArrays:
    """The library of foreign functions, but for the declarations of arrays that come with their content."""

    def __getattr__(self, name):
        return getattr(ffi, name)

    def new(self, declaration, content=None):
        if isinstance(content, (list, tuple)):
            declaration = _LENGTH.sub("[]", declaration)
        return ffi.new(declaration, content)


weasyprint.pdf.fonts.ffi = _WithOpenArrays()
