import django.db.models.deletion
import django.db.models.expressions
import django.db.models.manager
from django.db import migrations, models

import linli.common.refs


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('orgs', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Premises',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', linli.common.refs.RefField(default=linli.common.refs.new_ref, editable=False, max_length=10, unique=True, verbose_name='编号')),
                ('provenance', models.CharField(choices=[('entered', '当场记录'), ('on_behalf', '纸面或电话代录'), ('imported', '名册导入'), ('derived', '由其他记录生成'), ('demo', '演示数据')], default='entered', max_length=12, verbose_name='来源方式')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='记录时间')),
                ('recorded_by_id', models.BigIntegerField(editable=False, null=True, verbose_name='记录人账号')),
                ('name', models.CharField(max_length=60, verbose_name='名称')),
                ('address', models.CharField(max_length=120, verbose_name='地址')),
                ('tenure', models.CharField(choices=[('owned', '自有'), ('allocated', '划拨'), ('leased', '租赁'), ('borrowed', '借用'), ('shared', '共建')], max_length=10, verbose_name='权属')),
                ('floor_area_m2', models.DecimalField(decimal_places=2, max_digits=8, verbose_name='建筑面积（平方米）')),
                ('activity_area_m2', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, verbose_name='居民活动面积（平方米）')),
                ('office_area_m2', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, verbose_name='办公面积（平方米）')),
                ('built_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='建成年份')),
                ('property_cert_no', models.CharField(blank=True, max_length=60, verbose_name='不动产权证号')),
                ('accessible', models.BooleanField(default=False, verbose_name='无障碍')),
                ('opening_hours', models.CharField(blank=True, max_length=80, verbose_name='开放时间')),
                ('valid_from', models.DateField(verbose_name='启用')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='停用')),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.area', verbose_name='社区（村）')),
            ],
            options={
                'verbose_name': '服务用房',
                'verbose_name_plural': '服务用房',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'constraints': [models.UniqueConstraint(condition=models.Q(('valid_to__isnull', True)), fields=('community', 'name'), name='premises_name_once_per_community'), models.CheckConstraint(condition=models.Q(('tenure__in', ['owned', 'allocated', 'leased', 'borrowed', 'shared'])), name='premises_tenure_known'), models.CheckConstraint(condition=models.Q(('floor_area_m2__gt', 0)), name='premises_has_size'), models.CheckConstraint(condition=models.Q(models.Q(('activity_area_m2__isnull', True), ('activity_area_m2__gte', 0), _connector='OR'), models.Q(('office_area_m2__isnull', True), ('office_area_m2__gte', 0), _connector='OR'), models.Q(('activity_area_m2__isnull', True), ('activity_area_m2__lte', models.F('floor_area_m2')), _connector='OR'), models.Q(('office_area_m2__isnull', True), ('office_area_m2__lte', models.F('floor_area_m2')), _connector='OR'), models.Q(('activity_area_m2__isnull', True), ('office_area_m2__isnull', True), ('floor_area_m2__gte', django.db.models.expressions.CombinedExpression(models.F('activity_area_m2'), '+', models.F('office_area_m2'))), _connector='OR')), name='premises_parts_within_whole'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='premises_ends_after_start')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='PremisesFunction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', linli.common.refs.RefField(default=linli.common.refs.new_ref, editable=False, max_length=10, unique=True, verbose_name='编号')),
                ('provenance', models.CharField(choices=[('entered', '当场记录'), ('on_behalf', '纸面或电话代录'), ('imported', '名册导入'), ('derived', '由其他记录生成'), ('demo', '演示数据')], default='entered', max_length=12, verbose_name='来源方式')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='记录时间')),
                ('recorded_by_id', models.BigIntegerField(editable=False, null=True, verbose_name='记录人账号')),
                ('use', models.CharField(choices=[('party_service', '党群服务'), ('counter', '便民大厅'), ('council', '议事厅'), ('mediation', '调解室'), ('reading', '图书阅览'), ('elder_care', '养老'), ('child_care', '托育'), ('meals', '助餐'), ('station', '驿站'), ('jobs', '就业站'), ('volunteers', '志愿服务'), ('safety', '综治')], max_length=16, verbose_name='功能')),
                ('premises', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='functions', to='facilities.premises', verbose_name='服务用房')),
            ],
            options={
                'verbose_name': '用房功能',
                'verbose_name_plural': '用房功能',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'constraints': [models.UniqueConstraint(fields=('premises', 'use'), name='premises_function_once'), models.CheckConstraint(condition=models.Q(('use__in', ['party_service', 'counter', 'council', 'mediation', 'reading', 'elder_care', 'child_care', 'meals', 'station', 'jobs', 'volunteers', 'safety'])), name='premises_function_known')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='PremisesProject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', linli.common.refs.RefField(default=linli.common.refs.new_ref, editable=False, max_length=10, unique=True, verbose_name='编号')),
                ('provenance', models.CharField(choices=[('entered', '当场记录'), ('on_behalf', '纸面或电话代录'), ('imported', '名册导入'), ('derived', '由其他记录生成'), ('demo', '演示数据')], default='entered', max_length=12, verbose_name='来源方式')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='记录时间')),
                ('recorded_by_id', models.BigIntegerField(editable=False, null=True, verbose_name='记录人账号')),
                ('name', models.CharField(max_length=80, verbose_name='项目名称')),
                ('plan_from_year', models.PositiveSmallIntegerField(verbose_name='行动计划起始年')),
                ('plan_year', models.PositiveSmallIntegerField(verbose_name='计划第几年（1–3）')),
                ('type', models.CharField(choices=[('new', '新建'), ('extension', '改扩建'), ('purchase', '购置'), ('lease', '租赁'), ('exchange', '置换'), ('renewal_share', '旧改配建'), ('care_embedded', '养老嵌入')], max_length=16, verbose_name='建设方式')),
                ('carrier_programme', models.CharField(choices=[('old_estates', '老旧小区改造'), ('embedded_care', '嵌入式养老'), ('quarter_renewal', '片区更新'), ('other', '其他规划'), ('none', '无')], default='none', max_length=16, verbose_name='纳入规划')),
                ('target_area_m2', models.DecimalField(decimal_places=2, max_digits=8, verbose_name='目标面积（平方米）')),
                ('budget_total_fen', models.BigIntegerField(verbose_name='预算（分）')),
                ('contractor', models.CharField(blank=True, max_length=80, verbose_name='施工单位')),
                ('risk', models.CharField(blank=True, max_length=200, verbose_name='风险')),
                ('state', models.CharField(choices=[('reserve', '储备'), ('approved', '已立项'), ('funded', '资金已落实'), ('started', '已开工'), ('built', '主体完工'), ('accepted', '已竣工验收'), ('handed_over', '已交付'), ('moved_in', '已进驻'), ('in_use', '已投用'), ('cancelled', '已取消')], default='reserve', editable=False, max_length=12, verbose_name='状态')),
                ('cancelled_on', models.DateField(blank=True, editable=False, null=True, verbose_name='取消')),
                ('cancel_reason', models.CharField(blank=True, editable=False, max_length=200, verbose_name='取消原因')),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.area', verbose_name='社区（村）')),
                ('premises', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='facilities.premises', verbose_name='建成的服务用房')),
            ],
            options={
                'verbose_name': '服务用房项目',
                'verbose_name_plural': '服务用房项目',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'constraints': [models.UniqueConstraint(fields=('community', 'plan_from_year', 'name'), name='premises_project_name_once_per_plan'), models.CheckConstraint(condition=models.Q(('type__in', ['new', 'extension', 'purchase', 'lease', 'exchange', 'renewal_share', 'care_embedded'])), name='premises_project_type_known'), models.CheckConstraint(condition=models.Q(('carrier_programme__in', ['old_estates', 'embedded_care', 'quarter_renewal', 'other', 'none'])), name='premises_project_carrier_known'), models.CheckConstraint(condition=models.Q(('state__in', ('reserve', 'approved', 'funded', 'started', 'built', 'accepted', 'handed_over', 'moved_in', 'in_use', 'cancelled'))), name='premises_project_state_known'), models.CheckConstraint(condition=models.Q(('plan_from_year__gte', 2000), ('plan_year__gte', 1), ('plan_year__lte', 3)), name='premises_project_plan_has_three_years'), models.CheckConstraint(condition=models.Q(('target_area_m2__gt', 0)), name='premises_project_has_size'), models.CheckConstraint(condition=models.Q(('budget_total_fen__gte', 0)), name='premises_project_budget_not_negative'), models.CheckConstraint(condition=models.Q(models.Q(('cancelled_on__isnull', False), ('state', 'cancelled'), models.Q(('cancel_reason', ''), _negated=True)), models.Q(models.Q(('state', 'cancelled'), _negated=True), ('cancel_reason', ''), ('cancelled_on__isnull', True)), _connector='OR'), name='premises_project_cancelled_with_reason')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', linli.common.refs.RefField(default=linli.common.refs.new_ref, editable=False, max_length=10, unique=True, verbose_name='编号')),
                ('provenance', models.CharField(choices=[('entered', '当场记录'), ('on_behalf', '纸面或电话代录'), ('imported', '名册导入'), ('derived', '由其他记录生成'), ('demo', '演示数据')], default='entered', max_length=12, verbose_name='来源方式')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='记录时间')),
                ('recorded_by_id', models.BigIntegerField(editable=False, null=True, verbose_name='记录人账号')),
                ('kind', models.CharField(choices=[('site', '选址'), ('approval', '立项'), ('funding', '资金落实'), ('design', '设计'), ('start', '开工'), ('structure', '主体完工'), ('acceptance', '竣工验收'), ('fire_safety', '消防验收'), ('handover', '交付'), ('move_in', '进驻'), ('in_use', '投用')], max_length=12, verbose_name='节点')),
                ('planned_on', models.DateField(blank=True, null=True, verbose_name='计划日期')),
                ('actual_on', models.DateField(blank=True, null=True, verbose_name='实际日期')),
                ('evidence', models.CharField(blank=True, max_length=120, verbose_name='依据')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='milestones', to='facilities.premisesproject', verbose_name='项目')),
            ],
            options={
                'verbose_name': '项目节点',
                'verbose_name_plural': '项目节点',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'indexes': [models.Index(fields=['actual_on', 'kind', 'project'], name='milestone_by_day')],
                'constraints': [models.UniqueConstraint(fields=('project', 'kind'), name='milestone_once_per_kind'), models.CheckConstraint(condition=models.Q(('kind__in', ['site', 'approval', 'funding', 'design', 'start', 'structure', 'acceptance', 'fire_safety', 'handover', 'move_in', 'in_use'])), name='milestone_kind_known'), models.CheckConstraint(condition=models.Q(('planned_on__isnull', False), ('actual_on__isnull', False), _connector='OR'), name='milestone_planned_or_reached')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='FundLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', linli.common.refs.RefField(default=linli.common.refs.new_ref, editable=False, max_length=10, unique=True, verbose_name='编号')),
                ('provenance', models.CharField(choices=[('entered', '当场记录'), ('on_behalf', '纸面或电话代录'), ('imported', '名册导入'), ('derived', '由其他记录生成'), ('demo', '演示数据')], default='entered', max_length=12, verbose_name='来源方式')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='记录时间')),
                ('recorded_by_id', models.BigIntegerField(editable=False, null=True, verbose_name='记录人账号')),
                ('source', models.CharField(choices=[('central', '中央'), ('province', '省级'), ('city', '市级'), ('district', '区级'), ('street', '街道'), ('party_dues', '党费'), ('society', '社会资金'), ('rent', '租金')], max_length=12, verbose_name='资金来源')),
                ('amount_fen', models.BigIntegerField(verbose_name='安排金额（分）')),
                ('arrived_fen', models.BigIntegerField(default=0, verbose_name='到位金额（分）')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='funds', to='facilities.premisesproject', verbose_name='项目')),
            ],
            options={
                'verbose_name': '项目资金',
                'verbose_name_plural': '项目资金',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'constraints': [models.UniqueConstraint(fields=('project', 'source'), name='fund_line_once_per_source'), models.CheckConstraint(condition=models.Q(('source__in', ['central', 'province', 'city', 'district', 'street', 'party_dues', 'society', 'rent'])), name='fund_line_source_known'), models.CheckConstraint(condition=models.Q(('amount_fen__gt', 0)), name='fund_line_has_amount'), models.CheckConstraint(condition=models.Q(('arrived_fen__gte', 0), ('arrived_fen__lte', models.F('amount_fen'))), name='fund_line_arrived_within_amount')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
    ]
