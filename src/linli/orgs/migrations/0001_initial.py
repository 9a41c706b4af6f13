import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

import linli.common.constraints
import linli.common.fields
import linli.common.refs


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('common', '0001_initial'),  # btree_gist, for the exclusion constraints
    ]

    operations = [
        migrations.CreateModel(
            name='Area',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('district', '区'), ('street', '街道（乡镇、管理处）'), ('community', '社区（村）'), ('large_grid', '大网格'), ('micro_grid', '微网格'), ('section', '片'), ('group', '组'), ('neighbourhood', '邻'), ('estate', '小区'), ('building', '楼栋')], max_length=16, verbose_name='类别')),
                ('code', models.CharField(max_length=24, verbose_name='代码')),
                ('name', models.CharField(max_length=60, verbose_name='名称')),
                ('path', linli.common.fields.PathField(max_length=100, verbose_name='路径')),
                ('valid_from', models.DateField(verbose_name='自')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='至')),
                ('boundary', models.JSONField(blank=True, null=True, verbose_name='边界（CGCS2000）')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='orgs.area', verbose_name='上级')),
            ],
            options={
                'verbose_name': '地区',
                'verbose_name_plural': '地区',
                'ordering': ['code'],
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'indexes': [models.Index(fields=['path'], name='area_by_path'), models.Index(fields=['parent', 'kind', 'code'], name='area_by_parent')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('valid_to__isnull', True)), fields=('code',), name='area_code_once_at_a_time'), models.CheckConstraint(condition=models.Q(('kind__in', ['district', 'street', 'community', 'large_grid', 'micro_grid', 'section', 'group', 'neighbourhood', 'estate', 'building'])), name='area_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'district'), ('parent__isnull', True)), models.Q(models.Q(('kind', 'district'), _negated=True), ('parent__isnull', False)), _connector='OR'), name='area_only_district_is_root'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='area_ends_after_start')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', linli.common.refs.RefField(default=linli.common.refs.new_ref, editable=False, max_length=10, unique=True, verbose_name='编号')),
                ('provenance', models.CharField(choices=[('entered', '当场记录'), ('on_behalf', '纸面或电话代录'), ('imported', '名册导入'), ('derived', '由其他记录生成'), ('demo', '演示数据')], default='entered', max_length=12, verbose_name='来源方式')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='记录时间')),
                ('recorded_by_id', models.BigIntegerField(editable=False, null=True, verbose_name='记录人账号')),
                ('kind', models.CharField(choices=[('department', '区直部门'), ('street_office', '街道（乡镇、管理处）机关'), ('committee', '居（村）民委员会'), ('party_committee', '党委'), ('party_general_branch', '党总支'), ('party_branch', '党支部'), ('party_group', '党小组'), ('functional_branch', '功能型党支部'), ('enterprise', '企事业单位')], max_length=24, verbose_name='类别')),
                ('name', models.CharField(max_length=100, verbose_name='名称')),
                ('valid_from', models.DateField(verbose_name='成立')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='撤销')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.area', verbose_name='所在地区')),
                ('grid', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.area', verbose_name='建在网格')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='上级组织')),
            ],
            options={
                'verbose_name': '组织',
                'verbose_name_plural': '组织',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'indexes': [models.Index(fields=['kind', 'area'], name='organisation_by_kind')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['department', 'street_office', 'committee', 'party_committee', 'party_general_branch', 'party_branch', 'party_group', 'functional_branch', 'enterprise'])), name='organisation_kind_known'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='organisation_ends_after_start')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Campaign',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', linli.common.refs.RefField(default=linli.common.refs.new_ref, editable=False, max_length=10, unique=True, verbose_name='编号')),
                ('provenance', models.CharField(choices=[('entered', '当场记录'), ('on_behalf', '纸面或电话代录'), ('imported', '名册导入'), ('derived', '由其他记录生成'), ('demo', '演示数据')], default='entered', max_length=12, verbose_name='来源方式')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='记录时间')),
                ('recorded_by_id', models.BigIntegerField(editable=False, null=True, verbose_name='记录人账号')),
                ('code', models.CharField(max_length=40, unique=True, verbose_name='代码')),
                ('name', models.CharField(max_length=80, verbose_name='名称')),
                ('basis', models.CharField(blank=True, max_length=200, verbose_name='依据')),
                ('valid_from', models.DateField(verbose_name='开始')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='结束')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.area', verbose_name='地区')),
                ('organiser', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='牵头单位')),
            ],
            options={
                'verbose_name': '专项工作',
                'verbose_name_plural': '专项工作',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='campaign_ends_after_start')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Placement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', linli.common.fields.PathField(max_length=100, verbose_name='路径')),
                ('valid_from', models.DateField(verbose_name='自')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='至')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='orgs.area', verbose_name='地区')),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.area', verbose_name='上级')),
            ],
            options={
                'verbose_name': '隶属',
                'verbose_name_plural': '隶属',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'indexes': [models.Index(fields=['path', 'valid_from', 'valid_to', 'area'], name='placement_by_path'), models.Index(fields=['area', 'valid_from', 'valid_to', 'path'], name='placement_by_area')],
                'constraints': [linli.common.constraints.NoOverlap(end='valid_to', fields=('area',), name='placement_one_parent_at_a_time', start='valid_from', violation_error_message='同一时间段重复了。'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='placement_ends_after_start')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Theme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', linli.common.refs.RefField(default=linli.common.refs.new_ref, editable=False, max_length=10, unique=True, verbose_name='编号')),
                ('provenance', models.CharField(choices=[('entered', '当场记录'), ('on_behalf', '纸面或电话代录'), ('imported', '名册导入'), ('derived', '由其他记录生成'), ('demo', '演示数据')], default='entered', max_length=12, verbose_name='来源方式')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='记录时间')),
                ('recorded_by_id', models.BigIntegerField(editable=False, null=True, verbose_name='记录人账号')),
                ('code', models.CharField(max_length=40, unique=True, verbose_name='代码')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
                ('is_open', models.BooleanField(default=True, verbose_name='在用')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.area', verbose_name='地区')),
            ],
            options={
                'verbose_name': '主题',
                'verbose_name_plural': '主题',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
    ]
