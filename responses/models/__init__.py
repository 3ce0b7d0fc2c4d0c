from responses.models.attachment import Attachment, LooseFile
from responses.models.clearance import ClearanceUpload
from responses.models.comment import ParagraphComment
from responses.models.conflict import DraftConflict
from responses.models.invitation import Invitation
from responses.models.language import GuessedLanguage
from responses.models.member import RepresentedMember
from responses.models.passage import ConfidentialPassage
from responses.models.response import Response
from responses.models.statement import Statement

__all__ = [
    "Attachment",
    "ClearanceUpload",
    "ConfidentialPassage",
    "DraftConflict",
    "GuessedLanguage",
    "Invitation",
    "LooseFile",
    "ParagraphComment",
    "RepresentedMember",
    "Response",
    "Statement",
]
