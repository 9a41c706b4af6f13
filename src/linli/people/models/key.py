"""What the database knows of the key: a fingerprint, so that a wrong one is noticed."""

from django.db import models


class KeyFingerprint(models.Model):
    """One row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    fingerprint = models.CharField("指纹", max_length=32)

    class Meta:
        verbose_name = "密钥指纹"
        constraints = [models.CheckConstraint(name="key_fingerprint_is_single", condition=models.Q(id=1))]

    def __str__(self) -> str:
        return self.fingerprint
