from django.db import models

from core.public import moves_content_version


class Element(models.Model):
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=60)
    order = models.PositiveSmallIntegerField(unique=True)
    summary = models.TextField()

    class Meta:
        ordering = ["order"]
        triggers = [moves_content_version()]

    def __str__(self) -> str:
        return self.name
