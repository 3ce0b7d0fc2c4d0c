"""States and kinds of what is asked."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from core.transitions import Transitions


class ConsultationState(TextChoices):
    DRAFT = "draft", "Being prepared"
    PUBLISHED = "published", "Published"
    ARCHIVED = "archived", "Archived"


CONSULTATION_MOVES = Transitions(
    "state",
    {
        "publish": (frozenset({ConsultationState.DRAFT}), ConsultationState.PUBLISHED),
        "archive": (frozenset({ConsultationState.PUBLISHED}), ConsultationState.ARCHIVED),
    },
)


class Layout(TextChoices):
    TASK_LIST = "task_list", "Task list: one section per page, drafts are saved"
    ONE_PAGE = "one_page", "One page: everything on a single form, for short questionnaires"


class Standing(TextChoices):
    """Where a phase stands at a moment; computed from its instants, never stored."""

    UPCOMING = "upcoming", _("Opens soon")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class Kind(TextChoices):
    SINGLE = "single", "Single choice"
    MULTIPLE = "multiple", "Multiple choice"
    SCALE = "scale", "Scale from 1 to 5"
    POSITION = "position", "Position on an element"
    RANKING = "ranking", "Ranking"
    NUMBER = "number", "Number with unit"
    SHORT_TEXT = "short_text", "Short text"
    LONG_TEXT = "long_text", "Long text"
    DATE = "date", "Date"
    COUNTRY = "country", "Country"


KINDS_WITH_CHOICES = frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.RANKING})
KINDS_WITH_OTHER = frozenset({Kind.SINGLE, Kind.MULTIPLE})
KINDS_OF_TEXT = frozenset({Kind.SHORT_TEXT, Kind.LONG_TEXT})


class Operator(TextChoices):
    ANY_OF = "any_of", "the answer is one of"
    NONE_OF = "none_of", "the answer is none of"
    AT_LEAST = "at_least", "the number is at least"
    AT_MOST = "at_most", "the number is at most"
    ANSWERED = "answered", "the question is answered"


class PositionValue(TextChoices):
    SUPPORT = "support", "Support"
    WITH_CHANGES = "with_changes", "Support with changes"
    OPPOSE = "oppose", "Oppose"
    NO_VIEW = "no_view", "No view"


class VersionState(TextChoices):
    DRAFT = "draft", "Being prepared"
    PUBLISHED = "published", "Published"


VERSION_MOVES = Transitions("state", {"publish": (frozenset({VersionState.DRAFT}), VersionState.PUBLISHED)})


class ParagraphKind(TextChoices):
    HEADING = "heading", "Heading"
    ARTICLE = "article", "Article (its number and title)"
    PARAGRAPH = "paragraph", "Paragraph"
    ITEM = "item", "List item"


HEADINGS = frozenset({ParagraphKind.HEADING, ParagraphKind.ARTICLE})


class LineageStatus(TextChoices):
    """The values are those of ``consultations.matching``."""

    UNCHANGED = "unchanged", "Unchanged"
    MOVED = "moved", "Moved"
    CHANGED = "changed", "Changed"
    SPLIT = "split", "Split"
    MERGED = "merged", "Merged"
    REMOVED = "removed", "Removed"
    NEW = "new", "New"
