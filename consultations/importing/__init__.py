"""Reading a text into numbered pieces, from Markdown or DOCX. What cannot be read is a ``BadInput``.

The libraries behind it are heavy, and only the few requests that import a text load them.
"""

from consultations.importing.pieces import LARGEST_FILE, Imported, Piece


def read_docx(content: bytes) -> Imported:
    """As :func:`consultations.importing.docx.read_docx`."""
    from consultations.importing import docx

    return docx.read_docx(content)


def read_markdown(text: str) -> Imported:
    """As :func:`consultations.importing.markdown.read_markdown`."""
    from consultations.importing import markdown

    return markdown.read_markdown(text)


__all__ = ["LARGEST_FILE", "Imported", "Piece", "read_docx", "read_markdown"]
