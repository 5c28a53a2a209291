"""One file that keeps two standards: PDF/A-3a (archive) and PDF/UA-1 (accessibility).

WeasyPrint writes either. The first is asked of it; the second is declared here in the XMP metadata, with
the extension schema without which PDF/A refuses a foreign namespace.
"""

from datetime import UTC

import pydyf
from weasyprint import Document

from rss_registry.pdf.errors import PdfError
from rss_registry.pdf.metadata import Metadata

PDF_VARIANT = "pdf/a-3a"
PDF_UA_NAMESPACE = "http://www.aiim.org/pdfua/ns/id/"
PDF_UA_DECLARATION = f"""
<rdf:Description rdf:about="" xmlns:pdfuaid="{PDF_UA_NAMESPACE}">
  <pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about=""
  xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
  xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
  <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>{PDF_UA_NAMESPACE}</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
      <pdfaProperty:name>part</pdfaProperty:name>
      <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
      <pdfaProperty:category>internal</pdfaProperty:category>
      <pdfaProperty:description>Part of ISO 14289 followed</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
  </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
""".encode()
END_OF_METADATA = b"</rdf:RDF>"


def state_metadata(document: Document, stated: Metadata) -> None:
    """What the caller states, in place of what WeasyPrint guessed from the HTML."""
    metadata = document.metadata
    metadata.title, metadata.lang = stated.title, stated.language
    metadata.created = metadata.modified = stated.created_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def declare_pdf_ua(pdf: pydyf.PDF) -> None:
    """Add the second standard to the metadata, where WeasyPrint has declared the first."""
    number, _, _ = pdf.catalog["Metadata"].partition(b" ")
    stream = pdf.objects[int(number)].stream
    written = b"".join(stream)
    if written.count(END_OF_METADATA) != 1:
        raise PdfError("The metadata of the document are not in the form that is known here.")
    stream[:] = [written.replace(END_OF_METADATA, PDF_UA_DECLARATION + END_OF_METADATA)]
