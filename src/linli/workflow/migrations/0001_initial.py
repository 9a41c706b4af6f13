import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

import linli.common.constraints


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('common', '0001_initial'),  # btree_gist, for the exclusion constraints
        ('orgs', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(unique=True, verbose_name='日期')),
                ('kind', models.CharField(choices=[('workday', '工作日'), ('rest', '休息日'), ('holiday', '节假日')], max_length=8, verbose_name='类别')),
                ('name', models.CharField(blank=True, max_length=40, verbose_name='说明')),
                ('source', models.CharField(max_length=80, verbose_name='来源')),
            ],
            options={
                'verbose_name': '日历',
                'verbose_name_plural': '日历',
                'ordering': ['day'],
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['workday', 'rest', 'holiday'])), name='calendar_day_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'holiday'), _negated=True), models.Q(('name', ''), _negated=True), _connector='OR'), name='calendar_holiday_is_named')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='ClockRuleOverride',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=60, verbose_name='时限')),
                ('amount', models.PositiveSmallIntegerField(verbose_name='数量')),
                ('unit', models.CharField(choices=[('day', '日'), ('workday', '工作日'), ('hour', '小时'), ('working_hour', '工作小时'), ('month', '月'), ('year', '年')], max_length=12, verbose_name='单位')),
                ('basis', models.CharField(max_length=120, verbose_name='依据')),
                ('valid_from', models.DateField(verbose_name='自')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='至')),
            ],
            options={
                'verbose_name': '时限设置',
                'verbose_name_plural': '时限设置',
                'ordering': ['code', 'valid_from'],
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'constraints': [linli.common.constraints.NoOverlap(end='valid_to', fields=('code',), name='clock_override_one_at_a_time', start='valid_from', violation_error_message='这段时间已经有设置了。'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='clock_override_ends_after_start'), models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='clock_override_positive'), models.CheckConstraint(condition=models.Q(('unit__in', ['day', 'workday', 'hour', 'working_hour', 'month', 'year'])), name='clock_override_unit_known')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Deadline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('target_type', models.CharField(max_length=60, verbose_name='对象类型')),
                ('target_id', models.BigIntegerField(verbose_name='对象')),
                ('kind', models.CharField(max_length=60, verbose_name='时限')),
                ('amount', models.PositiveSmallIntegerField(verbose_name='数量')),
                ('unit', models.CharField(choices=[('day', '日'), ('workday', '工作日'), ('hour', '小时'), ('working_hour', '工作小时'), ('month', '月'), ('year', '年')], max_length=12, verbose_name='单位')),
                ('rolls', models.BooleanField(verbose_name='末日顺延')),
                ('basis', models.CharField(max_length=120, verbose_name='依据')),
                ('started_at', models.DateTimeField(verbose_name='起算')),
                ('due_at', models.DateTimeField(null=True, verbose_name='到期')),
                ('awaits_year', models.PositiveSmallIntegerField(null=True, verbose_name='待公布日历的年份')),
                ('paused_at', models.DateTimeField(null=True, verbose_name='暂停自')),
                ('met_at', models.DateTimeField(null=True, verbose_name='完成')),
                ('dropped_at', models.DateTimeField(null=True, verbose_name='撤销')),
                ('drop_reason', models.CharField(blank=True, max_length=200, verbose_name='撤销理由')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.area', verbose_name='地区')),
            ],
            options={
                'verbose_name': '时限',
                'verbose_name_plural': '时限',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'indexes': [models.Index(fields=['target_type', 'target_id'], name='deadline_by_target'), models.Index(condition=models.Q(('dropped_at__isnull', True), ('met_at__isnull', True)), fields=['due_at', 'area'], name='deadline_running')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('dropped_at__isnull', True), ('met_at__isnull', True)), fields=('target_type', 'target_id', 'kind'), name='deadline_runs_once_per_kind'), models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='deadline_positive'), models.CheckConstraint(condition=models.Q(('unit__in', ['day', 'workday', 'hour', 'working_hour', 'month', 'year'])), name='deadline_unit_known'), models.CheckConstraint(condition=models.Q(models.Q(('basis', ''), _negated=True), models.Q(('kind', ''), _negated=True), models.Q(('target_type', ''), _negated=True)), name='deadline_has_basis'), models.CheckConstraint(condition=models.Q(models.Q(('awaits_year__isnull', True), ('due_at__isnull', False)), models.Q(('awaits_year__isnull', False), ('due_at__isnull', True)), _connector='OR'), name='deadline_due_or_awaits'), models.CheckConstraint(condition=models.Q(('due_at__isnull', True), ('due_at__gte', models.F('started_at')), _connector='OR'), name='deadline_due_not_before_start'), models.CheckConstraint(condition=models.Q(('met_at__isnull', True), ('dropped_at__isnull', True), _connector='OR'), name='deadline_ends_once'), models.CheckConstraint(condition=models.Q(('met_at__isnull', True), ('met_at__gte', models.F('started_at')), _connector='OR'), name='deadline_met_not_before_start'), models.CheckConstraint(condition=models.Q(('paused_at__isnull', True), models.Q(('dropped_at__isnull', True), ('met_at__isnull', True)), _connector='OR'), name='deadline_paused_only_while_running'), models.CheckConstraint(condition=models.Q(models.Q(('drop_reason', ''), ('dropped_at__isnull', True)), models.Q(('dropped_at__isnull', False), models.Q(('drop_reason', ''), _negated=True)), _connector='OR'), name='deadline_drop_has_reason')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Extension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=200, verbose_name='理由')),
                ('granted_by_id', models.BigIntegerField(null=True, verbose_name='批准人账号')),
                ('granted_at', models.DateTimeField(verbose_name='批准时间')),
                ('due_before', models.DateTimeField(verbose_name='原到期')),
                ('new_due_at', models.DateTimeField(verbose_name='新到期')),
                ('deadline', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extensions', to='workflow.deadline', verbose_name='时限')),
            ],
            options={
                'verbose_name': '延期',
                'verbose_name_plural': '延期',
                'ordering': ['granted_at', 'pk'],
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='extension_has_reason'), models.CheckConstraint(condition=models.Q(('new_due_at__gt', models.F('due_before'))), name='extension_is_later')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Suspension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='第几次')),
                ('reason', models.CharField(max_length=200, verbose_name='理由')),
                ('suspended_by_id', models.BigIntegerField(null=True, verbose_name='批准人账号')),
                ('suspended_at', models.DateTimeField(verbose_name='暂停自')),
                ('deadline', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='suspensions', to='workflow.deadline', verbose_name='时限')),
            ],
            options={
                'verbose_name': '暂停计时',
                'verbose_name_plural': '暂停计时',
                'ordering': ['number'],
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'constraints': [models.UniqueConstraint(fields=('deadline', 'number'), name='suspension_numbered_once'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='suspension_has_reason')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Resumption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=200, verbose_name='理由')),
                ('resumed_by_id', models.BigIntegerField(null=True, verbose_name='批准人账号')),
                ('resumed_at', models.DateTimeField(verbose_name='恢复自')),
                ('due_before', models.DateTimeField(verbose_name='原到期')),
                ('new_due_at', models.DateTimeField(verbose_name='新到期')),
                ('suspension', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='resumption', to='workflow.suspension', verbose_name='暂停')),
            ],
            options={
                'verbose_name': '恢复计时',
                'verbose_name_plural': '恢复计时',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='resumption_has_reason'), models.CheckConstraint(condition=models.Q(('new_due_at__gte', models.F('due_before'))), name='resumption_not_earlier')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='WorkingHours',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('morning_from', models.TimeField(verbose_name='上午自')),
                ('morning_to', models.TimeField(verbose_name='上午至')),
                ('afternoon_from', models.TimeField(verbose_name='下午自')),
                ('afternoon_to', models.TimeField(verbose_name='下午至')),
                ('basis', models.CharField(max_length=120, verbose_name='依据')),
                ('valid_from', models.DateField(verbose_name='自')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='至')),
            ],
            options={
                'verbose_name': '作息时间',
                'verbose_name_plural': '作息时间',
                'ordering': ['valid_from'],
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'constraints': [linli.common.constraints.NoOverlap(end='valid_to', fields=(), name='working_hours_one_at_a_time', start='valid_from', violation_error_message='这段时间已经有作息时间了。'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='working_hours_end_after_start'), models.CheckConstraint(condition=models.Q(('afternoon_from__lt', models.F('afternoon_to')), ('morning_from__lt', models.F('morning_to')), ('morning_to__lt', models.F('afternoon_from'))), name='working_hours_in_order')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
    ]
