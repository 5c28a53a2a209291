"""One file that keeps two promises: PDF/A-3a (archive) and PDF/UA-1 (accessibility).

WeasyPrint writes either. The first is asked of it; the second is declared here in the
XMP metadata, with the extension schema without which PDF/A refuses a foreign namespace.
"""

from datetime import UTC
from functools import cache
from importlib.resources import files
from io import BytesIO
from xml.etree import ElementTree

from weasyprint.css import ColorProfile
from weasyprint.document import Document
from weasyprint.pdf.metadata import DocumentMetadata

from rss_registry.pdf.metadata import Metadata

PDF_VARIANT = "pdf/a-3a"
COLOURS = "srgb"

NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}
# PDF/A prescribes these very prefixes; ElementTree would otherwise invent ns0, ns1…
for _prefix, _uri in NAMESPACES.items():
    ElementTree.register_namespace(_prefix, _uri)

_DECLARATIONS = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
PDF_UA_DECLARATION = f"""
<rdf:RDF {_DECLARATIONS}>
  <rdf:Description rdf:about="">
    <pdfuaid:part>1</pdfuaid:part>
  </rdf:Description>
  <rdf:Description rdf:about="">
    <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
      <pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
      <pdfaSchema:namespaceURI>{NAMESPACES["pdfuaid"]}</pdfaSchema:namespaceURI>
      <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
      <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
        <pdfaProperty:name>part</pdfaProperty:name>
        <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
        <pdfaProperty:category>internal</pdfaProperty:category>
        <pdfaProperty:description>Part of ISO 14289 followed</pdfaProperty:description>
      </rdf:li></rdf:Seq></pdfaSchema:property>
    </rdf:li></rdf:Bag></pdfaExtension:schemas>
  </rdf:Description>
</rdf:RDF>"""


class TwoStandardsMetadata(DocumentMetadata):
    """The metadata of the PDF/A variant, and the declaration of PDF/UA beside it."""

    def generate_rdf_metadata(self, variant, version, conformance):
        rdf = ElementTree.fromstring(super().generate_rdf_metadata(variant, version, conformance))
        rdf.extend(ElementTree.fromstring(PDF_UA_DECLARATION))
        return ElementTree.tostring(rdf, encoding="utf-8")


def declare_both_standards(document: Document, metadata: Metadata) -> None:
    """Replace what WeasyPrint guessed from the HTML by what the caller states."""
    date = metadata.created_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    document.metadata = TwoStandardsMetadata(
        title=metadata.title, lang=metadata.language, created=date, modified=date
    )


def standard_colours() -> dict[str, ColorProfile]:
    """The profile that says what the colours of a document mean, as PDF/A asks.

    WeasyPrint would open its own copy of it for every document and leave the file open.
    """
    components = (["r"], ["g"], ["b"])
    profile = ColorProfile(BytesIO(_profile()), "sRGB2014.icc", "relative-colorimetric", components)
    return {COLOURS: profile}


@cache
def _profile() -> bytes:
    return files("weasyprint.pdf").joinpath("sRGB2014.icc").read_bytes()
