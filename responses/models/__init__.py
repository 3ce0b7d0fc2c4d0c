from responses.models.conflict import DraftConflict
from responses.models.response import Response
from responses.models.statement import Statement

__all__ = ["DraftConflict", "Response", "Statement"]
