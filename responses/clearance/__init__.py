"""The clearance round trip: a questionnaire out as a document, filled offline, and in again as values. See docs/clearance.md.

``fields`` says what stands in a document, ``values`` turns drafts into its texts and back, a pair of modules per format writes
and reads it, ``report`` compares what was read with a draft. Nothing here touches the database.
"""

from responses.clearance.documents import FORMATS, Format, read_document, write_document

__all__ = ["FORMATS", "Format", "read_document", "write_document"]
