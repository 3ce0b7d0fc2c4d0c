"""The kinds of file that are taken, and how large. Imports no Django."""

from dataclasses import dataclass

from core.errors import PortalError
from core.words import message

MOST_BYTES = 10 * 1024 * 1024
OFFERED = message("PDF, DOCX, XLSX, ODT, PNG, JPEG, TXT or CSV")


@dataclass(frozen=True)
class Kind:
    key: str
    extension: str
    media_type: str
    label: str


KINDS = {
    kind.key: kind
    for kind in (
        Kind("pdf", "pdf", "application/pdf", "PDF"),
        Kind(
            "docx",
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            message("Word document (DOCX)"),
        ),
        Kind(
            "xlsx", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", message("Excel workbook (XLSX)")
        ),
        Kind("odt", "odt", "application/vnd.oasis.opendocument.text", message("OpenDocument text (ODT)")),
        Kind("png", "png", "image/png", message("Image (PNG)")),
        Kind("jpeg", "jpg", "image/jpeg", message("Image (JPEG)")),
        Kind("txt", "txt", "text/plain; charset=utf-8", message("Plain text (TXT)")),
        Kind("csv", "csv", "text/csv; charset=utf-8", message("Table (CSV)")),
    )
}


class BadFile(PortalError):
    """The file cannot be taken; the sentence says why and what to do."""

    code = "bad-file"
    status = 422
    sentence = message("This file cannot be taken. Send a %(kinds)s file.", kinds=OFFERED)


def file_size(size: int) -> str:
    """For people: 812 KB, 9.5 MB, 10 MB."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / 1024 / 1024:.1f}".removesuffix(".0") + " MB"
