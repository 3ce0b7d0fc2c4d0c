"""The ZIP package under DOCX and XLSX, opened with suspicion: what is odd gets a sentence and is read no further."""

import io
import struct
import zipfile
import zlib
from typing import Any, cast

from django.utils.translation import gettext as _

from core.errors import PortalError
from core.words import message

LARGEST_FILE = 10 * 1024 * 1024
LARGEST_PART = 6 * 1024 * 1024  # of XML; sixty answers of 20,000 characters in a script of three bytes are half of it
LARGEST_PACKAGE = 200 * 1024 * 1024  # as it would be on disk
MOST_PARTS = 2000
_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError),
    *(RuntimeError, OSError, ValueError, KeyError),  # encrypted, odd offsets, names of no charset, no such part
)


class NotReadable(PortalError):
    """The document cannot be read; the sentence says what to do."""

    code = "not-readable"
    status = 422
    sentence = message("This file cannot be read. Upload the DOCX or XLSX file you downloaded here.")


class Package:
    """A checked package. Raises NotReadable."""

    def __init__(self, body: bytes) -> None:
        _check_kind(body)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(body))
            parts = self._zip.infolist()
        except _BROKEN:
            raise NotReadable(_("This file is damaged. Download the questionnaire again, or save your copy anew.")) from None
        self._names = {part.filename for part in parts}
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_PACKAGE:
            raise NotReadable(_("This file unpacks to far more than a questionnaire can hold. It was not opened."))
        if any(name.lower().endswith("vbaproject.bin") for name in self._names):
            raise NotReadable(_("This file holds macros. Save it as DOCX or XLSX without macros, and upload that."))

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def names(self) -> frozenset[str]:
        return frozenset(self._names)

    def xml(self, name: str) -> Any:
        """The root element of a part: no entities, no document type, nothing fetched from anywhere."""
        try:
            with self._zip.open(name) as part:
                text = part.read(LARGEST_PART + 1)
        except _BROKEN:
            raise NotReadable() from None
        if len(text) > LARGEST_PART:
            raise NotReadable(_("This file unpacks to far more than a questionnaire can hold. It was not opened."))
        from lxml import etree  # here, not above: heavy, and most workers never read a document

        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(text, parser)
        except (etree.XMLSyntaxError, ValueError):
            raise NotReadable(_("This file is damaged. Download the questionnaire again, or save your copy anew.")) from None
        if cast(Any, root.getroottree()).docinfo.doctype:
            raise NotReadable(_("This file holds a document type, which no questionnaire of ours has. It was not read."))
        return root


def _check_kind(body: bytes) -> None:
    if len(body) > LARGEST_FILE:
        raise NotReadable(_("This file is larger than 10 MB. A filled questionnaire is far smaller: remove pictures from it."))
    if not body:
        raise NotReadable(_("This file is empty."))
    if body.startswith(_OLE):
        raise NotReadable(_("This file has a password, or is in an old format. Save it as DOCX or XLSX without a password."))
    if body.startswith(_PDF):
        raise NotReadable(_("This is a PDF. Answers can be read from DOCX and XLSX only."))
    if not body.startswith(_ZIP):
        raise NotReadable()
