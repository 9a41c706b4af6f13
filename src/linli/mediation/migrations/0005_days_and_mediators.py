"""Days in order, mediators asked and accepted: what the new rules ask for, and rows mended that the old ones let by."""

from typing import Any

from django.db import migrations, models
from django.db.models import F


def mend(apps: Any, schema_editor: Any) -> None:
    """A court that decided before it accepted did both on the day of its decision; a measure had some risk."""
    using = schema_editor.connection.alias
    asked = apps.get_model("mediation", "Confirmation")._base_manager.using(using)
    asked.filter(decided_on__lt=F("accepted_on")).update(accepted_on=F("decided_on"))
    visits = apps.get_model("mediation", "FollowUp")._base_manager.using(using)
    visits.filter(risk="").exclude(measures="").update(risk="没有写明")



class Migration(migrations.Migration):

    dependencies = [
        ('mediation', '0004_remedies_kept'),
        ('people', '0008_former_doors'),
    ]

    operations = [
        migrations.RunPython(mend, migrations.RunPython.noop),
        migrations.RemoveConstraint(
            model_name='confirmation',
            name='confirmation_days_in_order',
        ),
        migrations.RemoveConstraint(
            model_name='followup',
            name='follow_up_risk_is_answered',
        ),
        migrations.AddField(
            model_name='acceptance',
            name='way',
            field=models.CharField(choices=[('paper', '纸面签字'), ('spoken', '口头并记录'), ('online', '网上确认')], default='paper', max_length=8, verbose_name='方式'),
        ),
        migrations.AddField(
            model_name='agreement',
            name='drafted_on',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='写成'),
        ),
        migrations.AddField(
            model_name='draw',
            name='seed_on',
            field=models.DateField(blank=True, null=True, verbose_name='随机数哪天公布'),
        ),
        migrations.AddField(
            model_name='partyconsent',
            name='until',
            field=models.DateField(blank=True, null=True, verbose_name='同意延长到'),
        ),
        migrations.AddField(
            model_name='partyconsent',
            name='used_on',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='已经用于延长'),
        ),
        migrations.AddConstraint(
            model_name='acceptance',
            constraint=models.CheckConstraint(condition=models.Q(('way__in', ['paper', 'spoken', 'online'])), name='acceptance_way_known', violation_error_message='接不接受是怎么说的，请选纸面、口头或网上。'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('drafted_on__isnull', True), models.Q(models.Q(('sealed_on__isnull', True), ('sealed_on__gte', models.F('drafted_on')), _connector='OR'), models.Q(('effective_on__isnull', True), ('effective_on__gte', models.F('drafted_on')), _connector='OR')), _connector='OR'), name='agreement_sealed_after_its_draft', violation_error_message='盖章和生效不能早于协议写成的那一天，请核对日期。'),
        ),
        migrations.AddConstraint(
            model_name='confirmation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('accepted_on__isnull', True), ('accepted_on__gte', models.F('applied_on')), _connector='OR'), models.Q(('decided_on__isnull', True), ('decided_on__gte', models.F('applied_on')), _connector='OR'), models.Q(('decided_on__isnull', True), ('accepted_on__isnull', True), ('decided_on__gte', models.F('accepted_on')), _connector='OR')), name='confirmation_days_in_order', violation_error_message='日期前后不对：先共同申请，再由法院受理，最后作出决定。'),
        ),
        migrations.AddConstraint(
            model_name='followup',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('measures', ''), ('risk', '')), models.Q(models.Q(('risk', ''), _negated=True), models.Q(('measures', ''), _negated=True)), _connector='OR'), name='follow_up_risk_is_answered', violation_error_message='有隐患的，要写采取了什么措施；写了措施的，也要写明有什么隐患。'),
        ),
        migrations.AddConstraint(
            model_name='partyconsent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('until__isnull', True), ('used_on__isnull', True)), models.Q(('given', True), ('matter', 'extension'), ('until__gte', models.F('answered_on')), ('until__isnull', False)), _connector='OR'), name='party_consent_until_is_of_extension', violation_error_message='只有同意延长的写到哪一天，这一天不能早于答复的日期。'),
        ),
    ]
