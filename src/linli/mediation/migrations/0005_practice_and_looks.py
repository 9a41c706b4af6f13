"""The mark of a case's number stays with the case; the district's practice for panels; looks at how parties are reached."""

from typing import Any

import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models

import linli.common.constraints
import linli.common.refs


def mark(apps: Any, schema_editor: Any) -> None:
    """Cases accepted before bear the mark their papers were printed with: of the committee of that day."""
    alias = schema_editor.connection.alias
    cases = apps.get_model("mediation", "DisputeCase")._base_manager.using(alias)
    for committee in apps.get_model("mediation", "Committee")._base_manager.using(alias).iterator():
        rows = cases.filter(
            community=committee.community_id, serial__isnull=False, accepted_on__gte=committee.valid_from
        )
        if committee.valid_to is not None:
            rows = rows.filter(accepted_on__lt=committee.valid_to)
        rows.update(mark=committee.mark)


class Migration(migrations.Migration):

    dependencies = [
        ('mediation', '0004_remedies_kept'),
        ('orgs', '0002_area_changes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ContactLook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', linli.common.refs.RefField(default=linli.common.refs.new_ref, editable=False, max_length=10, unique=True, verbose_name='编号')),
                ('provenance', models.CharField(choices=[('entered', '当场记录'), ('on_behalf', '纸面或电话代录'), ('imported', '名册导入'), ('derived', '由其他记录生成'), ('demo', '演示数据')], default='entered', max_length=12, verbose_name='来源方式')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='记录时间')),
                ('recorded_by_id', models.BigIntegerField(editable=False, null=True, verbose_name='记录人账号')),
                ('purpose', models.CharField(max_length=20, verbose_name='用途')),
                ('revealed_at', models.DateTimeField(verbose_name='时间')),
                ('until', models.DateTimeField(verbose_name='显示到')),
            ],
            options={
                'verbose_name': '查看联系方式',
                'verbose_name_plural': '查看联系方式',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='PanelRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('least', models.PositiveSmallIntegerField(verbose_name='最少几人')),
                ('most', models.PositiveSmallIntegerField(verbose_name='最多几人')),
                ('woman_in_family', models.BooleanField(default=True, verbose_name='婚姻家庭纠纷至少一位女性')),
                ('basis', models.CharField(max_length=120, verbose_name='依据')),
                ('valid_from', models.DateField(verbose_name='自')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='至')),
            ],
            options={
                'verbose_name': '调解团人数',
                'verbose_name_plural': '调解团人数',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name='disputecase',
            name='mark',
            field=models.CharField(blank=True, editable=False, max_length=4, verbose_name='案号用字'),
        ),
        migrations.AddConstraint(
            model_name='disputecase',
            constraint=models.CheckConstraint(condition=models.Q(('mark', ''), ('serial__isnull', False), _connector='OR'), name='dispute_case_mark_within_number'),
        ),
        migrations.AddField(
            model_name='contactlook',
            name='account',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='账号'),
        ),
        migrations.AddField(
            model_name='contactlook',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contact_looks', to='mediation.disputecase', verbose_name='案件'),
        ),
        migrations.AddConstraint(
            model_name='panelrule',
            constraint=models.CheckConstraint(condition=models.Q(('least__gte', 1), ('most__gte', models.F('least')), ('most__lte', 15)), name='panel_rule_limits_in_order', violation_error_message='最少不能多于最多，最多不超过 15 人。'),
        ),
        migrations.AddConstraint(
            model_name='panelrule',
            constraint=models.CheckConstraint(condition=models.Q(('basis', ''), _negated=True), name='panel_rule_has_basis'),
        ),
        migrations.AddConstraint(
            model_name='panelrule',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='panel_rule_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='panelrule',
            constraint=linli.common.constraints.NoOverlap(end='valid_to', fields=(), name='panel_rule_one_at_a_time', start='valid_from', violation_error_message='这段时间已经有设置了。'),
        ),
        migrations.AddIndex(
            model_name='contactlook',
            index=models.Index(fields=['account', 'until'], name='contact_look_by_account'),
        ),
        migrations.AddConstraint(
            model_name='contactlook',
            constraint=models.CheckConstraint(condition=models.Q(('purpose__in', ['answer', 'serve', 'emergency', 'identity', 'post', 'right', 'other'])), name='contact_look_purpose_known'),
        ),
        migrations.AddConstraint(
            model_name='contactlook',
            constraint=models.CheckConstraint(condition=models.Q(('until__gt', models.F('revealed_at'))), name='contact_look_ends'),
        ),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
