from responses.models.attachment import Attachment, LooseFile
from responses.models.passage import ConfidentialPassage
from responses.models.response import Response
from responses.models.statement import Statement

__all__ = ["Attachment", "ConfidentialPassage", "LooseFile", "Response", "Statement"]
