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
            name='Teacher',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', linli.common.refs.RefField(default=linli.common.refs.new_ref, editable=False, max_length=10, unique=True, verbose_name='编号')),
                ('provenance', models.CharField(choices=[('entered', '当场记录'), ('on_behalf', '纸面或电话代录'), ('imported', '名册导入'), ('derived', '由其他记录生成'), ('demo', '演示数据')], default='entered', max_length=12, verbose_name='来源方式')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='记录时间')),
                ('recorded_by_id', models.BigIntegerField(editable=False, null=True, verbose_name='记录人账号')),
                ('kind', models.CharField(choices=[('official', '党政干部'), ('secretary', '优秀社区书记'), ('expert', '专家'), ('lawyer', '律师'), ('supervisor', '社工督导'), ('notable', '群英')], max_length=16, verbose_name='类别')),
                ('topics', models.CharField(blank=True, max_length=120, verbose_name='专长')),
                ('valid_from', models.DateField(verbose_name='聘期自')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='聘期至')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.area', verbose_name='地区')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='教师')),
            ],
            options={
                'verbose_name': '教师',
                'verbose_name_plural': '教师',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['official', 'secretary', 'expert', 'lawyer', 'supervisor', 'notable'])), name='teacher_kind_known'), linli.common.constraints.NoOverlap(end='valid_to', fields=('person',), name='teacher_hired_once_at_a_time', start='valid_from', violation_error_message='这位教师这段时间已在聘。'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='teacher_ends_after_start')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Course',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', linli.common.refs.RefField(default=linli.common.refs.new_ref, editable=False, max_length=10, unique=True, verbose_name='编号')),
                ('provenance', models.CharField(choices=[('entered', '当场记录'), ('on_behalf', '纸面或电话代录'), ('imported', '名册导入'), ('derived', '由其他记录生成'), ('demo', '演示数据')], default='entered', max_length=12, verbose_name='来源方式')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='记录时间')),
                ('recorded_by_id', models.BigIntegerField(editable=False, null=True, verbose_name='记录人账号')),
                ('title', models.CharField(max_length=80, verbose_name='课程')),
                ('version', models.PositiveSmallIntegerField(default=1, verbose_name='版本')),
                ('track', models.CharField(choices=[('theory', '理论教育'), ('party_spirit', '党性教育'), ('governance', '治理实务'), ('mediation', '调解'), ('property', '物业与自治'), ('emergency', '应急防汛'), ('digital', '数字技能'), ('psychology', '心理'), ('law', '法律'), ('masses', '群众工作')], max_length=16, verbose_name='课程体系')),
                ('form', models.CharField(choices=[('lecture', '讲授'), ('seminar', '研讨'), ('case', '案例'), ('immersive', '沉浸'), ('simulation', '情景模拟'), ('on_site', '现场实训')], max_length=16, verbose_name='形式')),
                ('study_hours', models.PositiveSmallIntegerField(verbose_name='学时')),
                ('is_fine', models.BooleanField(default=False, verbose_name='列入百课')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.area', verbose_name='地区')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='courses', to='academy.teacher', verbose_name='主讲教师')),
            ],
            options={
                'verbose_name': '课程',
                'verbose_name_plural': '课程',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'constraints': [models.CheckConstraint(condition=models.Q(('track__in', ['theory', 'party_spirit', 'governance', 'mediation', 'property', 'emergency', 'digital', 'psychology', 'law', 'masses'])), name='course_track_known'), models.CheckConstraint(condition=models.Q(('form__in', ['lecture', 'seminar', 'case', 'immersive', 'simulation', 'on_site'])), name='course_form_known'), models.CheckConstraint(condition=models.Q(('study_hours__gt', 0)), name='course_has_hours'), models.UniqueConstraint(fields=('title', 'version'), name='course_version_once')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='TrainingClass',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', linli.common.refs.RefField(default=linli.common.refs.new_ref, editable=False, max_length=10, unique=True, verbose_name='编号')),
                ('provenance', models.CharField(choices=[('entered', '当场记录'), ('on_behalf', '纸面或电话代录'), ('imported', '名册导入'), ('derived', '由其他记录生成'), ('demo', '演示数据')], default='entered', max_length=12, verbose_name='来源方式')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='记录时间')),
                ('recorded_by_id', models.BigIntegerField(editable=False, null=True, verbose_name='记录人账号')),
                ('kind', models.CharField(choices=[('class', '培训班'), ('salon', '沙龙'), ('contest', '比武'), ('on_site', '现场教学')], max_length=12, verbose_name='类别')),
                ('number', models.PositiveSmallIntegerField(verbose_name='期次')),
                ('theme', models.CharField(max_length=100, verbose_name='主题')),
                ('starts_on', models.DateField(verbose_name='开始日期')),
                ('ends_on', models.DateField(verbose_name='结束日期')),
                ('target', models.CharField(choices=[('heads', '社区（村）正职'), ('deputies', '社区（村）副职'), ('full_time', '专职工作者'), ('leads', '三长'), ('notables', '群英'), ('volunteers', '志愿者')], max_length=16, verbose_name='对象')),
                ('place', models.CharField(blank=True, max_length=80, verbose_name='地点')),
                ('quota', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='名额（人）')),
                ('budget_fen', models.BigIntegerField(default=0, verbose_name='预算（分）')),
                ('state', models.CharField(choices=[('planned', '列入计划'), ('announced', '已发开班通知'), ('enrolling', '报名中'), ('teaching', '已开班'), ('evaluated', '已评估'), ('finished', '已结业'), ('archived', '已归档'), ('cancelled', '已取消')], default='planned', editable=False, max_length=16, verbose_name='状态')),
                ('cancel_reason', models.CharField(blank=True, max_length=120, verbose_name='取消原因')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.area', verbose_name='地区')),
                ('head_teacher', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='班主任')),
            ],
            options={
                'verbose_name': '培训班次',
                'verbose_name_plural': '培训班次',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'indexes': [models.Index(fields=['starts_on', 'kind', 'state'], name='training_class_by_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ('planned', 'announced', 'enrolling', 'teaching', 'evaluated', 'finished', 'archived', 'cancelled'))), name='class_state_known'), models.CheckConstraint(condition=models.Q(('kind__in', ['class', 'salon', 'contest', 'on_site'])), name='class_kind_known'), models.CheckConstraint(condition=models.Q(('target__in', ['heads', 'deputies', 'full_time', 'leads', 'notables', 'volunteers'])), name='class_target_known'), models.CheckConstraint(condition=models.Q(('theme', ''), _negated=True), name='class_has_theme'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='class_number_positive'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='class_ends_on_or_after_start'), models.CheckConstraint(condition=models.Q(('budget_fen__gte', 0)), name='class_budget_not_negative'), models.UniqueConstraint(condition=models.Q(('state', 'cancelled'), _negated=True), fields=('kind', 'number'), name='class_number_once', violation_error_message='已有同一期次。取消的期次可以重排。'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'cancelled'), models.Q(('cancel_reason', ''), _negated=True)), models.Q(models.Q(('state', 'cancelled'), _negated=True), ('cancel_reason', '')), _connector='OR'), name='class_cancelled_has_reason')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', linli.common.refs.RefField(default=linli.common.refs.new_ref, editable=False, max_length=10, unique=True, verbose_name='编号')),
                ('provenance', models.CharField(choices=[('entered', '当场记录'), ('on_behalf', '纸面或电话代录'), ('imported', '名册导入'), ('derived', '由其他记录生成'), ('demo', '演示数据')], default='entered', max_length=12, verbose_name='来源方式')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='记录时间')),
                ('recorded_by_id', models.BigIntegerField(editable=False, null=True, verbose_name='记录人账号')),
                ('held_on', models.DateField(verbose_name='日期')),
                ('starts_at', models.TimeField(verbose_name='开始')),
                ('ends_at', models.TimeField(verbose_name='结束')),
                ('room', models.CharField(blank=True, max_length=40, verbose_name='教室')),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='academy.course', verbose_name='课程')),
                ('teacher', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='academy.teacher', verbose_name='教师')),
                ('training_class', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to='academy.trainingclass', verbose_name='班次')),
            ],
            options={
                'verbose_name': '课次',
                'verbose_name_plural': '课次',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='session_ends_after_start'), models.UniqueConstraint(fields=('training_class', 'held_on', 'starts_at'), name='session_once_at_a_time')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Enrolment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', linli.common.refs.RefField(default=linli.common.refs.new_ref, editable=False, max_length=10, unique=True, verbose_name='编号')),
                ('provenance', models.CharField(choices=[('entered', '当场记录'), ('on_behalf', '纸面或电话代录'), ('imported', '名册导入'), ('derived', '由其他记录生成'), ('demo', '演示数据')], default='entered', max_length=12, verbose_name='来源方式')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='记录时间')),
                ('recorded_by_id', models.BigIntegerField(editable=False, null=True, verbose_name='记录人账号')),
                ('learner_kind', models.CharField(choices=[('worker', '社区（村）工作者'), ('lead', '三长'), ('notable', '群英'), ('volunteer', '志愿者')], max_length=12, verbose_name='身份')),
                ('status', models.CharField(choices=[('applied', '报名'), ('admitted', '录取'), ('attended', '参训'), ('absent', '缺席'), ('on_leave', '请假'), ('completed', '结业')], default='applied', editable=False, max_length=12, verbose_name='状态')),
                ('attended_on', models.DateField(blank=True, null=True, verbose_name='到训日期')),
                ('attended_until', models.DateField(blank=True, null=True, verbose_name='参训截止（不含当日）')),
                ('study_hours', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='学时')),
                ('result', models.CharField(blank=True, choices=[('qualified', '合格'), ('excellent', '优秀'), ('unqualified', '不合格')], max_length=12, verbose_name='结业情况')),
                ('note', models.CharField(blank=True, max_length=120, verbose_name='备注')),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.area', verbose_name='社区（村）')),
                ('nominated_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='选派单位')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='学员')),
                ('training_class', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='academy.trainingclass', verbose_name='班次')),
            ],
            options={
                'verbose_name': '参训记录',
                'verbose_name_plural': '参训记录',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'indexes': [models.Index(fields=['attended_on', 'status', 'learner_kind'], name='enrolment_by_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ('applied', 'admitted', 'attended', 'absent', 'on_leave', 'completed'))), name='enrolment_status_known'), models.CheckConstraint(condition=models.Q(('learner_kind__in', ['worker', 'lead', 'notable', 'volunteer'])), name='enrolment_learner_known'), models.CheckConstraint(condition=models.Q(('result__in', ['', 'qualified', 'excellent', 'unqualified'])), name='enrolment_result_known'), models.UniqueConstraint(fields=('training_class', 'person'), name='enrolment_once_per_class', violation_error_message='这个人已经报了这个班。'), models.CheckConstraint(condition=models.Q(models.Q(('attended_on__isnull', False), ('attended_until__isnull', False), ('status__in', ('attended', 'completed'))), models.Q(models.Q(('status__in', ('attended', 'completed')), _negated=True), ('attended_on__isnull', True), ('attended_until__isnull', True)), _connector='OR'), name='enrolment_days_if_present'), models.CheckConstraint(condition=models.Q(('attended_until__isnull', True), ('attended_until__gt', models.F('attended_on')), _connector='OR'), name='enrolment_ends_after_start'), linli.common.constraints.NoOverlap(condition=models.Q(('status__in', ('attended', 'completed'))), end='attended_until', fields=('person',), name='enrolment_one_class_a_day', start='attended_on', violation_error_message='这位学员这几天已在另一个班参训。同一天只能参加一个班。'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'completed'), _negated=True), models.Q(('study_hours__gt', 0), ('study_hours__isnull', False)), _connector='OR'), name='enrolment_completed_has_hours'), models.CheckConstraint(condition=models.Q(('result', ''), ('status', 'completed'), _connector='OR'), name='enrolment_result_of_completed')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
    ]
