from django.db import models


class LoadedRecord(models.Model):
    """What ``load_defa`` last wrote for one record: lets it tell its own text from an officer's. Never shown to the public."""

    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=60)
    content_hash = models.CharField(max_length=64, help_text="SHA-256 of the record's values as they were written.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                name="loaded_record_once",
                violation_error_message="This record has been noted already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
