import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

import linli.common.constraints
import linli.common.refs


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('common', '0001_initial'),  # btree_gist, for the exclusion constraints
        ('orgs', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='SelectionStandard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', linli.common.refs.RefField(default=linli.common.refs.new_ref, editable=False, max_length=10, unique=True, verbose_name='编号')),
                ('provenance', models.CharField(choices=[('entered', '当场记录'), ('on_behalf', '纸面或电话代录'), ('imported', '名册导入'), ('derived', '由其他记录生成'), ('demo', '演示数据')], default='entered', max_length=12, verbose_name='来源方式')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='记录时间')),
                ('recorded_by_id', models.BigIntegerField(editable=False, null=True, verbose_name='记录人账号')),
                ('items', models.JSONField(verbose_name='条目')),
                ('basis', models.CharField(blank=True, max_length=200, verbose_name='依据')),
                ('valid_from', models.DateField(verbose_name='施行')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='废止')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.area', verbose_name='地区')),
            ],
            options={
                'verbose_name': '三长选任条件',
                'verbose_name_plural': '三长选任条件',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='selection_standard_ends_after_start'), linli.common.constraints.NoOverlap(end='valid_to', fields=('area',), name='selection_standard_one_in_force', start='valid_from', violation_error_message='同一时间段重复了。')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Lead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', linli.common.refs.RefField(default=linli.common.refs.new_ref, editable=False, max_length=10, unique=True, verbose_name='编号')),
                ('provenance', models.CharField(choices=[('entered', '当场记录'), ('on_behalf', '纸面或电话代录'), ('imported', '名册导入'), ('derived', '由其他记录生成'), ('demo', '演示数据')], default='entered', max_length=12, verbose_name='来源方式')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='记录时间')),
                ('recorded_by_id', models.BigIntegerField(editable=False, null=True, verbose_name='记录人账号')),
                ('produced_by', models.CharField(choices=[('residents', '群众推荐'), ('self', '个人自荐'), ('organisation', '组织提名'), ('election', '选举'), ('matched', '选配')], max_length=12, verbose_name='产生方式')),
                ('meets_standard', models.BooleanField(verbose_name='符合选任条件')),
                ('assessed_on', models.DateField(verbose_name='审核')),
                ('decision', models.CharField(max_length=120, verbose_name='会议或决定')),
                ('decided_on', models.DateField(verbose_name='决定')),
                ('publicity_from', models.DateField(verbose_name='公示自')),
                ('publicity_to', models.DateField(verbose_name='公示至')),
                ('is_deputy', models.BooleanField(default=False, verbose_name='副职')),
                ('is_party_member', models.BooleanField(default=False, verbose_name='党员')),
                ('is_residents_representative', models.BooleanField(default=False, verbose_name='居民代表')),
                ('leave_reason', models.CharField(blank=True, choices=[('resigned', '辞任'), ('moved', '迁出'), ('health', '身体原因'), ('inactive', '不履职'), ('misconduct', '违纪违法'), ('term_over', '任满'), ('other', '其他')], max_length=12, verbose_name='卸任原因')),
                ('appointment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.appointment', verbose_name='任职')),
                ('assessed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='审核人')),
                ('standard', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='grid.selectionstandard', verbose_name='选任条件')),
            ],
            options={
                'verbose_name': '三长档案',
                'verbose_name_plural': '三长档案',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'constraints': [models.CheckConstraint(condition=models.Q(('produced_by__in', ['residents', 'self', 'organisation', 'election', 'matched'])), name='lead_produced_by_known'), models.CheckConstraint(condition=models.Q(('leave_reason__in', ('', 'resigned', 'moved', 'health', 'inactive', 'misconduct', 'term_over', 'other'))), name='lead_leave_reason_known'), models.CheckConstraint(condition=models.Q(('decision', ''), _negated=True), name='lead_has_decision'), models.CheckConstraint(condition=models.Q(('assessed_on__lte', models.F('decided_on'))), name='lead_assessed_before_decision'), models.CheckConstraint(condition=models.Q(('publicity_to__gt', models.F('publicity_from'))), name='lead_publicity_ends_after_start')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='BestNeighbourLead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', linli.common.refs.RefField(default=linli.common.refs.new_ref, editable=False, max_length=10, unique=True, verbose_name='编号')),
                ('provenance', models.CharField(choices=[('entered', '当场记录'), ('on_behalf', '纸面或电话代录'), ('imported', '名册导入'), ('derived', '由其他记录生成'), ('demo', '演示数据')], default='entered', max_length=12, verbose_name='来源方式')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='记录时间')),
                ('recorded_by_id', models.BigIntegerField(editable=False, null=True, verbose_name='记录人账号')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('level', models.CharField(choices=[('district', '区级'), ('street', '街道（乡镇、管理处）级')], max_length=10, verbose_name='级别')),
                ('deeds', models.CharField(blank=True, max_length=300, verbose_name='事迹')),
                ('publicity_from', models.DateField(blank=True, null=True, verbose_name='公示自')),
                ('publicity_to', models.DateField(blank=True, null=True, verbose_name='公示至')),
                ('decision', models.CharField(max_length=120, verbose_name='决定文件')),
                ('decided_on', models.DateField(verbose_name='决定')),
                ('appointment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.appointment', verbose_name='任职')),
            ],
            options={
                'verbose_name': '最美邻长',
                'verbose_name_plural': '最美邻长',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'constraints': [models.CheckConstraint(condition=models.Q(('level__in', ['district', 'street'])), name='best_neighbour_lead_level_known'), models.CheckConstraint(condition=models.Q(('decision', ''), _negated=True), name='best_neighbour_lead_has_decision'), models.CheckConstraint(condition=models.Q(models.Q(('publicity_from__isnull', True), ('publicity_to__isnull', True)), models.Q(('publicity_from__isnull', False), ('publicity_to__isnull', False), ('publicity_to__gt', models.F('publicity_from')), ('decided_on__gte', models.F('publicity_to'))), _connector='OR'), name='best_neighbour_lead_posted_before_decision'), models.UniqueConstraint(fields=('appointment', 'year', 'level'), name='best_neighbour_lead_once_a_year')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
    ]
