"""The example draft text is made through the services, is labelled, and goes again without a trace."""

import pytest

from consultations.models import Consultation, DraftText, Lineage, Paragraph, Phase
from defa_portal.demo.reset import remove_examples
from defa_portal.demo.texts import build_text
from moderation.models import PublishedStatement, Tally
from moderation.services.recount import recount
from responses.models import ParagraphComment, Response
from tests import make

pytestmark = pytest.mark.django_db


def test_example_text_has_two_versions_a_phase_on_each_and_carried_comments() -> None:
    assert build_text(seed=1) == 11
    text = DraftText.objects.get(is_example=True)
    assert [version.number for version in text.versions.all()] == [2, 1]
    assert set(Lineage.objects.values_list("status", flat=True)) == {"unchanged", "moved", "changed", "split", "removed", "new"}
    assert [phase.texts.get().version.number for phase in Phase.objects.order_by("number")] == [1, 2]
    assert PublishedStatement.objects.exclude(paragraph=None).count() == 8
    assert set(Response.objects.values_list("is_example", "timing")) == {(True, "on_time")}
    assert recount().sentences == []


def test_reset_takes_the_example_text_away_and_nothing_else() -> None:
    kept = make.draft_text(make.consultation(publish=False))
    build_text(seed=1)
    remove_examples()
    assert list(DraftText.objects.all()) == [kept]
    assert Consultation.objects.count() == 1
    assert Paragraph.objects.exclude(version__text=kept).count() == 0
    assert (ParagraphComment.objects.count(), Response.objects.count(), Tally.objects.count()) == (0, 0, 0)
    build_text(seed=1)
