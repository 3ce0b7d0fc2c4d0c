import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models.functions import Now

from consultations.models.consultation import WINDOWS_APART_OF_REVISION, Phase
from consultations.states import Kind, Operator
from core.public import moves_content_version
from core.translations import TranslatedFromField, TranslationsField, translations_are_an_object

KEY = RegexValidator(r"^[a-z][a-z0-9_]{0,39}\Z", "Small letters, digits and single underscores, a letter first.")
NO_DOUBLE_UNDERSCORE = RegexValidator(r"__", "Two underscores in a row are reserved.", inverse_match=True)


RESERVED = frozenset(
    {
        *("csrfmiddlewaretoken", "profile", "consent", "check", "send", "save", "submit", "publication", "review", "claim"),
        # inputs of the answering pages themselves; responses.views.private leaves them out
        *("asked", "go", "key", "language", "text", "taken"),
    }
)


def not_reserved(key: str) -> None:
    """The pages of an answer use these words in their addresses and fields."""
    if key in RESERVED:
        raise ValidationError(f"The key “{key}” is used by the portal itself. Choose another.")


def frozen_form(phase_of_row: str) -> pgtrigger.Trigger:
    """Refuses changes to a form that has opened by the database clock, unless it is being corrected.

    ``phase_of_row``: SQL that yields the phase id from the alias ``line``, the row as it was and as it would be: no row moves
    out of a frozen form, nor into one.
    """
    return pgtrigger.Trigger(
        name="frozen_form",
        level=pgtrigger.Row,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("line", "RECORD"), ("frozen", "BOOLEAN := FALSE")],
        func=_FROZEN_FORM.replace("phase_of_row", phase_of_row),
    )


_REFUSE_IF_FROZEN = """
                SELECT EXISTS (
                    SELECT 1 FROM consultations_phase p
                    WHERE p.id = (phase_of_row) AND p.opens_at <= clock_timestamp() AND p.correcting_since IS NULL
                      AND EXISTS (SELECT 1 FROM consultations_formrevision r WHERE r.phase_id = p.id)
                ) INTO frozen;
                IF frozen THEN
                    RAISE EXCEPTION 'The form is frozen: its phase has opened.' USING ERRCODE = 'integrity_constraint_violation';
                END IF;
"""
_FROZEN_FORM = f"""
            IF TG_OP <> 'INSERT' THEN
                line := OLD;
                {_REFUSE_IF_FROZEN}
            END IF;
            IF TG_OP <> 'DELETE' THEN
                line := NEW;
                {_REFUSE_IF_FROZEN}
                RETURN NEW;
            END IF;
            RETURN OLD;
"""
_PHASE_OF_QUESTION = (
    "SELECT s.phase_id FROM consultations_section s JOIN consultations_question q ON q.section_id = s.id"
    " WHERE q.id = line.question_id"
)


class Section(models.Model):
    """One page of the form."""

    phase = models.ForeignKey(Phase, on_delete=models.CASCADE, related_name="sections")
    order = models.PositiveSmallIntegerField(default=0)
    key = models.CharField(
        max_length=40, validators=[KEY, NO_DOUBLE_UNDERSCORE, not_reserved], help_text="Part of the page's address."
    )
    title = models.CharField(max_length=120)
    intro = models.TextField(blank=True, help_text="Markdown.")
    translations = TranslationsField(of=["title", "intro"])
    translated_from = TranslatedFromField()
    element = models.ForeignKey("elements.Element", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["phase", "order", "id"]
        triggers = [frozen_form("line.phase_id")]
        constraints = [
            translations_are_an_object("section_translations_by_language"),
            models.UniqueConstraint(
                fields=["phase", "key"],
                name="section_key_once_per_phase",
                violation_error_message="This phase already has a section with this key.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Question(models.Model):
    """One thing asked. Which of the optional fields count depends on the kind; ``consultations.kinds`` says which."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="questions")
    order = models.PositiveSmallIntegerField(default=0)
    key = models.CharField(
        max_length=40,
        validators=[KEY, NO_DOUBLE_UNDERSCORE, not_reserved],
        help_text="Names the answer in figures and exports. Unique in the phase.",
    )
    kind = models.CharField(max_length=12, choices=Kind)
    text = models.CharField("question", max_length=500)
    help = models.CharField(max_length=500, blank=True)
    required = models.BooleanField(default=False)
    element = models.ForeignKey(
        "elements.Element",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Left empty, the element of the section.",
    )
    allow_other = models.BooleanField("“Other, please say”", default=False)
    minimum = models.DecimalField(max_digits=15, decimal_places=4, null=True, blank=True)
    maximum = models.DecimalField(max_digits=15, decimal_places=4, null=True, blank=True)
    unit = models.CharField(max_length=40, blank=True, help_text="For numbers: “days”, “US$ a year”, “per cent of sales”.")
    low_label = models.CharField(max_length=60, blank=True, help_text="What 1 means on the scale.")
    high_label = models.CharField(max_length=60, blank=True, help_text="What 5 means on the scale.")
    max_characters = models.PositiveIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(20000)]
    )
    translations = TranslationsField(of=["text", "help", "unit", "low_label", "high_label"])
    translated_from = TranslatedFromField()
    max_choices = models.PositiveSmallIntegerField(null=True, blank=True, help_text="How many may be ticked or ranked.")

    class Meta:
        ordering = ["section", "order", "id"]
        triggers = [frozen_form("SELECT s.phase_id FROM consultations_section s WHERE s.id = line.section_id")]
        constraints = [
            translations_are_an_object("question_translations_by_language"),
            models.UniqueConstraint(
                fields=["section", "key"],
                name="question_key_once_per_section",
                violation_error_message="This section already has a question with this key.",
            ),
            models.CheckConstraint(
                condition=models.Q(minimum__isnull=True)
                | models.Q(maximum__isnull=True)
                | models.Q(maximum__gte=models.F("minimum")),
                name="question_maximum_not_below_minimum",
                violation_error_message="The largest number must not be below the smallest.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.text}"


class Choice(models.Model):
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="choices")
    order = models.PositiveSmallIntegerField(default=0)
    key = models.CharField(max_length=40, validators=[KEY, NO_DOUBLE_UNDERSCORE])
    label = models.CharField(max_length=200)
    translations = TranslationsField(of=["label"])
    translated_from = TranslatedFromField()

    class Meta:
        ordering = ["question", "order", "id"]
        triggers = [frozen_form(_PHASE_OF_QUESTION)]
        constraints = [
            translations_are_an_object("choice_translations_by_language"),
            models.UniqueConstraint(
                fields=["question", "key"],
                name="choice_key_once_per_question",
                violation_error_message="This question already has a choice with this key.",
            ),
            models.CheckConstraint(
                condition=~models.Q(key="other"),
                name="choice_key_other_is_reserved",
                violation_error_message="The key “other” is reserved for “Other, please say”.",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Condition(models.Model):
    """Show a section or a question only if an earlier answer is so. Several conditions must all hold."""

    section = models.ForeignKey(Section, null=True, blank=True, on_delete=models.CASCADE, related_name="conditions")
    question = models.ForeignKey(Question, null=True, blank=True, on_delete=models.CASCADE, related_name="conditions")
    depends_on = models.ForeignKey(
        Question, on_delete=models.RESTRICT, related_name="dependents", verbose_name="earlier question"
    )  # without its condition a question would be asked of everybody, and nobody would have said so
    operator = models.CharField(max_length=10, choices=Operator, default=Operator.ANY_OF)
    values = ArrayField(
        models.CharField(max_length=40),
        default=list,
        blank=True,
        help_text="Keys of choices, separated by commas; or one number.",
    )

    class Meta:
        ordering = ["id"]
        triggers = [
            frozen_form(
                "SELECT s.phase_id FROM consultations_section s WHERE s.id = COALESCE(line.section_id,"
                " (SELECT q.section_id FROM consultations_question q WHERE q.id = line.question_id))"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(section__isnull=True, question__isnull=False)
                | models.Q(section__isnull=False, question__isnull=True),
                name="condition_on_section_or_question",
                violation_error_message="A condition belongs to a section or to a question, not to both.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.depends_on.key} {self.get_operator_display()} {', '.join(self.values)}"


class FormRevision(models.Model):
    """The form as it is asked. Made at publication, made anew at each edit before opening, never changed after opening."""

    phase = models.ForeignKey(Phase, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    spec = models.JSONField()
    sha256 = models.CharField(max_length=64, help_text="Of the spec as canonical JSON: sorted keys, no spaces, UTF-8.")
    reason = models.TextField(blank=True, help_text="Why a correction was made; public.")
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["phase", "-number"]
        triggers = [
            moves_content_version(),
            pgtrigger.Trigger(
                name="windows_apart",
                level=pgtrigger.Row,
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("mine", "consultations_phase%ROWTYPE")],
                func=f"""
                    SELECT * INTO mine FROM consultations_phase WHERE id = NEW.phase_id;
                    {WINDOWS_APART_OF_REVISION}
                    RETURN NEW;
                """,  # noqa: S608 - constants of ours
            ),
            pgtrigger.Trigger(
                name="frozen_revision",
                level=pgtrigger.Row,
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func="""
                    IF EXISTS (
                        SELECT 1 FROM consultations_phase p WHERE p.id = OLD.phase_id AND p.opens_at <= clock_timestamp()
                    ) THEN
                        RAISE EXCEPTION 'A form revision never changes once its phase has opened.'
                            USING ERRCODE = 'integrity_constraint_violation';
                    END IF;
                    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
                """,
            ),
            pgtrigger.Trigger(
                name="frozen_at_commit",  # an edit begun before the opening must have ended before it, too
                level=pgtrigger.Row,
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                timing=pgtrigger.Deferred,
                func="""
                    IF EXISTS (
                        SELECT 1 FROM consultations_phase p WHERE p.id = NEW.phase_id AND p.opens_at <= clock_timestamp()
                    ) THEN
                        RAISE EXCEPTION 'A form revision never changes once its phase has opened.'
                            USING ERRCODE = 'integrity_constraint_violation';
                    END IF;
                    RETURN NULL;
                """,
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["phase", "number"],
                name="revision_number_once_per_phase",
                violation_error_message="This phase already has a revision with this number.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.phase}, form revision {self.number}"
