"""Reading a text into numbered pieces, from Markdown or DOCX. What cannot be read is a ``BadInput``."""

from consultations.importing.docx import read_docx
from consultations.importing.markdown import read_markdown
from consultations.importing.pieces import Imported, Piece

__all__ = ["Imported", "Piece", "read_docx", "read_markdown"]
