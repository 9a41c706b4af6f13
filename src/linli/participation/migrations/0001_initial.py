import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

import linli.common.refs


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('orgs', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='NeighbourEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', linli.common.refs.RefField(default=linli.common.refs.new_ref, editable=False, max_length=10, unique=True, verbose_name='编号')),
                ('provenance', models.CharField(choices=[('entered', '当场记录'), ('on_behalf', '纸面或电话代录'), ('imported', '名册导入'), ('derived', '由其他记录生成'), ('demo', '演示数据')], default='entered', max_length=12, verbose_name='来源方式')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='记录时间')),
                ('recorded_by_id', models.BigIntegerField(editable=False, null=True, verbose_name='记录人账号')),
                ('series', models.CharField(choices=[('neighbour_festival', '“邻里有‘约’ 幸福满‘楼’”邻里节'), ('other', '其他')], max_length=24, verbose_name='系列')),
                ('title', models.CharField(max_length=80, verbose_name='名称')),
                ('kind', models.CharField(choices=[('banquet', '百家宴'), ('arts', '文艺'), ('sport', '运动'), ('fair', '市集'), ('clinic', '义诊'), ('family', '亲子'), ('elders', '敬老'), ('council', '议事'), ('honours', '表彰')], max_length=12, verbose_name='类别')),
                ('held_on', models.DateField(verbose_name='日期')),
                ('place', models.CharField(blank=True, max_length=80, verbose_name='地点')),
                ('organiser', models.CharField(choices=[('estate_branch', '小区党支部'), ('committee', '居委会'), ('team', '志愿队'), ('owners', '业委会')], max_length=16, verbose_name='主办')),
                ('state', models.CharField(choices=[('draft', '筹备中'), ('announced', '已通知'), ('held', '已举办'), ('cancelled', '已取消')], default='draft', editable=False, max_length=16, verbose_name='状态')),
                ('funding', models.CharField(choices=[('community', '社区经费'), ('shared_income', '公共收益'), ('sponsors', '赞助'), ('voluntary', '自愿')], max_length=16, verbose_name='经费来源')),
                ('budget_fen', models.BigIntegerField(default=0, verbose_name='预算（分）')),
                ('safety_plan', models.TextField(blank=True, verbose_name='安全方案')),
                ('filed_on', models.DateField(blank=True, null=True, verbose_name='报备日期')),
                ('expected_count', models.PositiveIntegerField(blank=True, null=True, verbose_name='预计参加（人）')),
                ('attended_count', models.PositiveIntegerField(blank=True, null=True, verbose_name='参加（人）')),
                ('feedback', models.TextField(blank=True, verbose_name='居民反馈')),
                ('cancel_reason', models.CharField(blank=True, max_length=120, verbose_name='取消原因')),
                ('estate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.area', verbose_name='小区')),
            ],
            options={
                'verbose_name': '邻里活动',
                'verbose_name_plural': '邻里活动',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'indexes': [models.Index(fields=['held_on', 'series', 'state', 'estate'], name='event_by_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ('draft', 'announced', 'held', 'cancelled'))), name='event_state_known'), models.CheckConstraint(condition=models.Q(('series__in', ['neighbour_festival', 'other'])), name='event_series_known'), models.CheckConstraint(condition=models.Q(('kind__in', ['banquet', 'arts', 'sport', 'fair', 'clinic', 'family', 'elders', 'council', 'honours'])), name='event_kind_known'), models.CheckConstraint(condition=models.Q(('organiser__in', ['estate_branch', 'committee', 'team', 'owners'])), name='event_organiser_known'), models.CheckConstraint(condition=models.Q(('funding__in', ['community', 'shared_income', 'sponsors', 'voluntary'])), name='event_funding_known'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='event_has_title'), models.CheckConstraint(condition=models.Q(('budget_fen__gte', 0)), name='event_budget_not_negative'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'held'), _negated=True), ('attended_count__isnull', False), _connector='OR'), name='event_held_has_attendance'), models.CheckConstraint(condition=models.Q(('filed_on__isnull', True), models.Q(('safety_plan', ''), _negated=True), _connector='OR'), name='event_filed_has_safety_plan', violation_error_message='报备要附安全方案。'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'cancelled'), models.Q(('cancel_reason', ''), _negated=True)), models.Q(models.Q(('state', 'cancelled'), _negated=True), ('cancel_reason', '')), _connector='OR'), name='event_cancelled_has_reason')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='EventSponsor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', linli.common.refs.RefField(default=linli.common.refs.new_ref, editable=False, max_length=10, unique=True, verbose_name='编号')),
                ('provenance', models.CharField(choices=[('entered', '当场记录'), ('on_behalf', '纸面或电话代录'), ('imported', '名册导入'), ('derived', '由其他记录生成'), ('demo', '演示数据')], default='entered', max_length=12, verbose_name='来源方式')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='记录时间')),
                ('recorded_by_id', models.BigIntegerField(editable=False, null=True, verbose_name='记录人账号')),
                ('name', models.CharField(max_length=80, verbose_name='赞助单位')),
                ('amount_fen', models.BigIntegerField(default=0, verbose_name='金额（分）')),
                ('goods', models.CharField(blank=True, max_length=80, verbose_name='物品')),
                ('posted_on', models.DateField(blank=True, null=True, verbose_name='公开日期')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sponsors', to='participation.neighbourevent', verbose_name='活动')),
            ],
            options={
                'verbose_name': '赞助',
                'verbose_name_plural': '赞助',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'constraints': [models.CheckConstraint(condition=models.Q(('amount_fen__gt', 0), models.Q(('amount_fen', 0), models.Q(('goods', ''), _negated=True)), _connector='OR'), name='sponsor_gives_something', violation_error_message='请写明赞助的金额或物品。'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='sponsor_has_name')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='VolunteerTeam',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', linli.common.refs.RefField(default=linli.common.refs.new_ref, editable=False, max_length=10, unique=True, verbose_name='编号')),
                ('provenance', models.CharField(choices=[('entered', '当场记录'), ('on_behalf', '纸面或电话代录'), ('imported', '名册导入'), ('derived', '由其他记录生成'), ('demo', '演示数据')], default='entered', max_length=12, verbose_name='来源方式')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='记录时间')),
                ('recorded_by_id', models.BigIntegerField(editable=False, null=True, verbose_name='记录人账号')),
                ('name', models.CharField(max_length=60, verbose_name='队名')),
                ('speciality', models.CharField(blank=True, choices=[('elderly', '助老'), ('learning', '助学'), ('environment', '环境'), ('emergency', '应急'), ('mediation', '调解'), ('arts', '文艺'), ('repair', '维修'), ('hairdressing', '理发'), ('law', '法律'), ('patrol', '巡防'), ('other', '其他特色')], max_length=16, verbose_name='特色')),
                ('founded_on', models.DateField(verbose_name='组建日期')),
                ('approved_on', models.DateField(blank=True, null=True, verbose_name='居（村）委会同意日期')),
                ('dissolved_on', models.DateField(blank=True, null=True, verbose_name='解散日期')),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='同意的居（村）委会')),
                ('estate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.area', verbose_name='小区')),
                ('leader', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='队长')),
            ],
            options={
                'verbose_name': '志愿服务队伍',
                'verbose_name_plural': '志愿服务队伍',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'indexes': [models.Index(fields=['founded_on', 'estate'], name='team_by_founding')],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='team_has_name'), models.CheckConstraint(condition=models.Q(('speciality__in', ['', 'elderly', 'learning', 'environment', 'emergency', 'mediation', 'arts', 'repair', 'hairdressing', 'law', 'patrol', 'other'])), name='team_speciality_known'), models.UniqueConstraint(condition=models.Q(('dissolved_on__isnull', True)), fields=('estate', 'name'), name='team_name_once_in_estate', violation_error_message='这个小区已有同名的队伍。'), models.CheckConstraint(condition=models.Q(models.Q(('approved_by__isnull', True), ('approved_on__isnull', True)), models.Q(('approved_by__isnull', False), ('approved_on__gte', models.F('founded_on')), ('approved_on__isnull', False)), _connector='OR'), name='team_approved_by_committee', violation_error_message='同意日期要写明是哪个居（村）委会，且不早于组建日期。'), models.CheckConstraint(condition=models.Q(('dissolved_on__isnull', True), ('dissolved_on__gt', models.F('founded_on')), _connector='OR'), name='team_dissolved_after_founded')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='VolunteerActivity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', linli.common.refs.RefField(default=linli.common.refs.new_ref, editable=False, max_length=10, unique=True, verbose_name='编号')),
                ('provenance', models.CharField(choices=[('entered', '当场记录'), ('on_behalf', '纸面或电话代录'), ('imported', '名册导入'), ('derived', '由其他记录生成'), ('demo', '演示数据')], default='entered', max_length=12, verbose_name='来源方式')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='记录时间')),
                ('recorded_by_id', models.BigIntegerField(editable=False, null=True, verbose_name='记录人账号')),
                ('title', models.CharField(max_length=80, verbose_name='名称')),
                ('held_on', models.DateField(verbose_name='日期')),
                ('starts_at', models.TimeField(blank=True, null=True, verbose_name='开始')),
                ('ends_at', models.TimeField(blank=True, null=True, verbose_name='结束')),
                ('place', models.CharField(blank=True, max_length=80, verbose_name='地点')),
                ('state', models.CharField(choices=[('draft', '草拟'), ('published', '已发布'), ('enrolling', '报名中'), ('held', '已成行'), ('recorded', '已记录'), ('confirmed', '已确认'), ('uploaded', '已上传国家系统'), ('certifiable', '可开证明'), ('cancelled', '已取消')], default='draft', editable=False, max_length=16, verbose_name='状态')),
                ('risk_note', models.CharField(blank=True, max_length=200, verbose_name='风险告知')),
                ('is_dangerous', models.BooleanField(default=False, verbose_name='有人身危险')),
                ('insurance_no', models.CharField(blank=True, max_length=40, verbose_name='保险单号')),
                ('needs_training', models.BooleanField(default=False, verbose_name='需要培训')),
                ('quota', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='招募（人）')),
                ('served_count', models.PositiveIntegerField(blank=True, null=True, verbose_name='服务（人）')),
                ('uploaded_on', models.DateField(blank=True, null=True, verbose_name='上传国家系统日期')),
                ('cancel_reason', models.CharField(blank=True, max_length=120, verbose_name='取消原因')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.area', verbose_name='地区')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='牵头组织')),
                ('theme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.theme', verbose_name='主题')),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='participation.volunteerteam', verbose_name='队伍')),
            ],
            options={
                'verbose_name': '志愿服务活动',
                'verbose_name_plural': '志愿服务活动',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'indexes': [models.Index(fields=['held_on', 'state', 'organisation', 'area'], name='activity_by_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ('draft', 'published', 'enrolling', 'held', 'recorded', 'confirmed', 'uploaded', 'certifiable', 'cancelled'))), name='activity_state_known'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='activity_has_title'), models.CheckConstraint(condition=models.Q(('team__isnull', False), ('organisation__isnull', False), _connector='OR'), name='activity_has_organiser', violation_error_message='要写明由哪支队伍或哪个组织开展。'), models.CheckConstraint(condition=models.Q(models.Q(('ends_at__isnull', True), ('starts_at__isnull', True)), models.Q(('ends_at__isnull', True), ('starts_at__isnull', False)), models.Q(('ends_at__gt', models.F('starts_at')), ('starts_at__isnull', False)), _connector='OR'), name='activity_ends_after_start'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'cancelled']), models.Q(('risk_note', ''), _negated=True), _connector='OR'), name='activity_risk_told', violation_error_message='发布前要写风险告知（《志愿服务条例》）。没有特别风险也请写明。'), models.CheckConstraint(condition=models.Q(('is_dangerous', False), ('state__in', ['draft', 'cancelled']), models.Q(('insurance_no', ''), _negated=True), _connector='OR'), name='activity_dangerous_is_insured', violation_error_message='有人身危险的活动先买保险再发布（《志愿服务条例》）。请填保险单号。'), models.CheckConstraint(condition=models.Q(('served_count__isnull', False), models.Q(('state__in', ['recorded', 'confirmed', 'uploaded', 'certifiable']), _negated=True), _connector='OR'), name='activity_recorded_has_served'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['uploaded', 'certifiable']), ('uploaded_on__gte', models.F('held_on')), ('uploaded_on__isnull', False)), models.Q(models.Q(('state__in', ['uploaded', 'certifiable']), _negated=True), ('uploaded_on__isnull', True)), _connector='OR'), name='activity_uploaded_has_day'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'cancelled'), models.Q(('cancel_reason', ''), _negated=True)), models.Q(models.Q(('state', 'cancelled'), _negated=True), ('cancel_reason', '')), _connector='OR'), name='activity_cancelled_has_reason')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
    ]
