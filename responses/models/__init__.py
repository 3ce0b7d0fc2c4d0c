from responses.models.comment import ParagraphComment
from responses.models.response import Response
from responses.models.statement import Statement

__all__ = ["ParagraphComment", "Response", "Statement"]
