from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mediation', '0003_remedies_told'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='disputecase',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome__in', ('failed', 'ended', 'declined')), _negated=True), ('remedies_told_on__isnull', False), _connector='OR'), name='dispute_case_other_remedies_told', violation_error_message='未达成、终止或不予受理的，要同时告知当事人其他解决途径（《人民调解法》第二十六条）。'),
        ),
    ]
