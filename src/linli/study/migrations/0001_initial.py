import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.text
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
            name='Gathering',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', linli.common.refs.RefField(default=linli.common.refs.new_ref, editable=False, max_length=10, unique=True, verbose_name='编号')),
                ('provenance', models.CharField(choices=[('entered', '当场记录'), ('on_behalf', '纸面或电话代录'), ('imported', '名册导入'), ('derived', '由其他记录生成'), ('demo', '演示数据')], default='entered', max_length=12, verbose_name='来源方式')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='记录时间')),
                ('recorded_by_id', models.BigIntegerField(editable=False, null=True, verbose_name='记录人账号')),
                ('kind', models.CharField(choices=[('study_session', '学习研讨'), ('theme_day', '主题党日')], max_length=16, verbose_name='类别')),
                ('held_on', models.DateField(verbose_name='日期')),
                ('month', models.CharField(blank=True, max_length=7, verbose_name='所属月份')),
                ('is_extra', models.BooleanField(default=False, verbose_name='当月追加')),
                ('topic', models.CharField(max_length=120, verbose_name='主题')),
                ('place', models.CharField(blank=True, max_length=80, verbose_name='地点')),
                ('present_count', models.PositiveSmallIntegerField(verbose_name='实到（人）')),
                ('due_count', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='应到（人）')),
                ('campaign', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.campaign', verbose_name='专项工作')),
                ('org', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='党组织')),
            ],
            options={
                'verbose_name': '集中学习研讨',
                'verbose_name_plural': '集中学习研讨',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'indexes': [models.Index(condition=models.Q(('campaign__isnull', False), ('is_extra', False)), fields=['held_on', 'org'], name='gathering_counted'), models.Index(fields=['org', 'held_on'], name='gathering_by_org')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['study_session', 'theme_day'])), name='gathering_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'study_session'), ('month', '')), models.Q(('kind', 'theme_day'), ('month', django.db.models.functions.text.Substr(django.db.models.functions.comparison.Cast('held_on', models.CharField(max_length=10)), 1, 7))), _connector='OR'), name='gathering_month_of_its_day', violation_error_message='主题党日的所属月份要与日期一致；学习研讨不填月份。'), models.CheckConstraint(condition=models.Q(('is_extra', False), ('kind', 'theme_day'), _connector='OR'), name='gathering_only_theme_day_extra'), models.UniqueConstraint(condition=models.Q(('is_extra', False), ('kind', 'theme_day')), fields=('org', 'month'), name='gathering_one_theme_day_a_month', violation_error_message='这个党组织当月的主题党日已经记录。再办一次，请记为“当月追加”。'), models.CheckConstraint(condition=models.Q(('topic', ''), _negated=True), name='gathering_has_topic'), models.CheckConstraint(condition=models.Q(('due_count__isnull', True), ('present_count__lte', models.F('due_count')), _connector='OR'), name='gathering_present_at_most_due', violation_error_message='实到人数不能多于应到人数。'), models.CheckConstraint(condition=models.Q(('kind', 'study_session'), ('due_count__isnull', False), _connector='OR'), name='gathering_theme_day_has_due')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='GuidanceGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', linli.common.refs.RefField(default=linli.common.refs.new_ref, editable=False, max_length=10, unique=True, verbose_name='编号')),
                ('provenance', models.CharField(choices=[('entered', '当场记录'), ('on_behalf', '纸面或电话代录'), ('imported', '名册导入'), ('derived', '由其他记录生成'), ('demo', '演示数据')], default='entered', max_length=12, verbose_name='来源方式')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='记录时间')),
                ('recorded_by_id', models.BigIntegerField(editable=False, null=True, verbose_name='记录人账号')),
                ('number', models.PositiveSmallIntegerField(verbose_name='组号')),
                ('formed_on', models.DateField(verbose_name='组建日期')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.campaign', verbose_name='专项工作')),
                ('leader', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='组长')),
            ],
            options={
                'verbose_name': '指导组',
                'verbose_name_plural': '指导组',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'constraints': [models.UniqueConstraint(fields=('campaign', 'number'), name='guidance_group_number_once', violation_error_message='这项专项工作已有同号的指导组。'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='guidance_group_number_positive')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='GuidanceMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', linli.common.refs.RefField(default=linli.common.refs.new_ref, editable=False, max_length=10, unique=True, verbose_name='编号')),
                ('provenance', models.CharField(choices=[('entered', '当场记录'), ('on_behalf', '纸面或电话代录'), ('imported', '名册导入'), ('derived', '由其他记录生成'), ('demo', '演示数据')], default='entered', max_length=12, verbose_name='来源方式')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='记录时间')),
                ('recorded_by_id', models.BigIntegerField(editable=False, null=True, verbose_name='记录人账号')),
                ('valid_from', models.DateField(verbose_name='自')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='至')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='study.guidancegroup', verbose_name='指导组')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='成员')),
            ],
            options={
                'verbose_name': '指导组成员',
                'verbose_name_plural': '指导组成员',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'constraints': [linli.common.constraints.NoOverlap(end='valid_to', fields=('group', 'person'), name='guidance_member_once_at_a_time', start='valid_from', violation_error_message='这个人这段时间已经在这个指导组。'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='guidance_member_ends_after_start')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='GuidedUnit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', linli.common.refs.RefField(default=linli.common.refs.new_ref, editable=False, max_length=10, unique=True, verbose_name='编号')),
                ('provenance', models.CharField(choices=[('entered', '当场记录'), ('on_behalf', '纸面或电话代录'), ('imported', '名册导入'), ('derived', '由其他记录生成'), ('demo', '演示数据')], default='entered', max_length=12, verbose_name='来源方式')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='记录时间')),
                ('recorded_by_id', models.BigIntegerField(editable=False, null=True, verbose_name='记录人账号')),
                ('valid_from', models.DateField(verbose_name='自')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='至')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.campaign', verbose_name='专项工作')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='units', to='study.guidancegroup', verbose_name='指导组')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='单位')),
            ],
            options={
                'verbose_name': '联系指导单位',
                'verbose_name_plural': '联系指导单位',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'constraints': [linli.common.constraints.NoOverlap(end='valid_to', fields=('campaign', 'organisation'), name='guided_unit_one_group_per_campaign', start='valid_from', violation_error_message='这个单位这段时间已由一个指导组联系。换组请先结束原来的联系。'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='guided_unit_ends_after_start')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='GuidanceVisit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', linli.common.refs.RefField(default=linli.common.refs.new_ref, editable=False, max_length=10, unique=True, verbose_name='编号')),
                ('provenance', models.CharField(choices=[('entered', '当场记录'), ('on_behalf', '纸面或电话代录'), ('imported', '名册导入'), ('derived', '由其他记录生成'), ('demo', '演示数据')], default='entered', max_length=12, verbose_name='来源方式')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='记录时间')),
                ('recorded_by_id', models.BigIntegerField(editable=False, null=True, verbose_name='记录人账号')),
                ('mode', models.CharField(choices=[('online', '线上调度'), ('on_site', '现场指导'), ('attending', '列席会议'), ('papers', '查阅资料'), ('talk', '谈话')], max_length=16, verbose_name='方式')),
                ('held_on', models.DateField(verbose_name='日期')),
                ('participant_count', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='参加（人）')),
                ('summary', models.TextField(blank=True, verbose_name='情况')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='study.guidedunit', verbose_name='单位')),
            ],
            options={
                'verbose_name': '督导',
                'verbose_name_plural': '督导',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'indexes': [models.Index(fields=['held_on'], name='guidance_visit_by_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('mode__in', ['online', 'on_site', 'attending', 'papers', 'talk'])), name='guidance_visit_mode_known')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', linli.common.refs.RefField(default=linli.common.refs.new_ref, editable=False, max_length=10, unique=True, verbose_name='编号')),
                ('provenance', models.CharField(choices=[('entered', '当场记录'), ('on_behalf', '纸面或电话代录'), ('imported', '名册导入'), ('derived', '由其他记录生成'), ('demo', '演示数据')], default='entered', max_length=12, verbose_name='来源方式')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='记录时间')),
                ('recorded_by_id', models.BigIntegerField(editable=False, null=True, verbose_name='记录人账号')),
                ('state', models.CharField(choices=[('registered', '登记'), ('fed_back', '已反馈'), ('rectifying', '整改中'), ('extended', '延期整改'), ('to_verify', '待核验'), ('returned', '退回'), ('closed', '已销号'), ('handed_over', '已移交')], default='registered', editable=False, max_length=16, verbose_name='状态')),
                ('category', models.CharField(choices=[('shallow', '学习不深入'), ('irregular', '组织不规范'), ('detached', '结合不紧'), ('formalism', '形式主义'), ('conduct', '作风'), ('other', '其他')], max_length=16, verbose_name='类别')),
                ('severity', models.CharField(choices=[('ordinary', '一般'), ('serious', '较重'), ('major', '重大')], max_length=16, verbose_name='程度')),
                ('description', models.TextField(blank=True, verbose_name='问题')),
                ('basis', models.CharField(blank=True, max_length=200, verbose_name='依据')),
                ('found_on', models.DateField(verbose_name='发现日期')),
                ('fed_back_on', models.DateField(blank=True, null=True, verbose_name='反馈日期')),
                ('feedback_no', models.CharField(blank=True, max_length=40, verbose_name='反馈单编号')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='整改期限')),
                ('measures', models.TextField(blank=True, verbose_name='整改措施')),
                ('extended_to', models.DateField(blank=True, null=True, verbose_name='延期至')),
                ('extension_reason', models.CharField(blank=True, max_length=200, verbose_name='延期理由')),
                ('rectified_on', models.DateField(blank=True, null=True, verbose_name='整改完成日期')),
                ('evidence', models.TextField(blank=True, verbose_name='整改情况')),
                ('verified_on', models.DateField(blank=True, null=True, verbose_name='核验日期')),
                ('verdict', models.CharField(blank=True, choices=[('passed', '通过'), ('returned', '退回')], max_length=16, verbose_name='核验结论')),
                ('verdict_note', models.CharField(blank=True, max_length=200, verbose_name='退回理由')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='销号日期')),
                ('handed_over_to', models.CharField(blank=True, max_length=60, verbose_name='移交机关')),
                ('handed_over_on', models.DateField(blank=True, null=True, verbose_name='移交日期')),
                ('extension_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='延期批准人')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='整改责任人')),
                ('rectified_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='整改人')),
                ('recurrence_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='study.finding', verbose_name='再次发生，原问题')),
                ('verifier', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='核验人')),
                ('visit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='study.guidancevisit', verbose_name='督导')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='study.guidedunit', verbose_name='单位')),
            ],
            options={
                'verbose_name': '问题',
                'verbose_name_plural': '问题',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'indexes': [models.Index(fields=['closed_on', 'state'], name='finding_by_closing')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ('registered', 'fed_back', 'rectifying', 'extended', 'to_verify', 'returned', 'closed', 'handed_over'))), name='finding_state_known'), models.CheckConstraint(condition=models.Q(('category__in', ['shallow', 'irregular', 'detached', 'formalism', 'conduct', 'other'])), name='finding_category_known'), models.CheckConstraint(condition=models.Q(('severity__in', ['ordinary', 'serious', 'major'])), name='finding_severity_known'), models.CheckConstraint(condition=models.Q(('verdict__in', ['', 'passed', 'returned'])), name='finding_verdict_known'), models.CheckConstraint(condition=models.Q(('state__in', ['registered', 'handed_over']), models.Q(('due_on__isnull', False), ('fed_back_on__isnull', False), models.Q(('feedback_no', ''), _negated=True)), _connector='OR'), name='finding_fed_back_in_writing', violation_error_message='反馈要写反馈单：填反馈日期、编号和整改期限。'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('to_verify', 'returned', 'closed')), _negated=True), models.Q(('rectified_by__isnull', False), ('rectified_on__isnull', False)), _connector='OR'), name='finding_rectified_by_somebody'), models.CheckConstraint(condition=models.Q(('verifier__isnull', True), ('rectified_by__isnull', True), models.Q(('verifier', models.F('rectified_by')), _negated=True), _connector='OR'), name='finding_two_persons', violation_error_message='整改人不能核验自己的整改（两人原则）。请换一位核验人。'), models.CheckConstraint(condition=models.Q(models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_on__isnull', True)), models.Q(('closed_on__isnull', False), ('state', 'closed'), ('verdict', 'passed'), ('verified_on__isnull', False), ('verifier__isnull', False)), _connector='OR'), name='finding_closed_is_verified'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'returned'), _negated=True), models.Q(('verdict', 'returned'), ('verifier__isnull', False), models.Q(('verdict_note', ''), _negated=True)), _connector='OR'), name='finding_returned_has_reason'), models.CheckConstraint(condition=models.Q(models.Q(('extended_to__isnull', True), ('extension_by__isnull', True), ('extension_reason', '')), models.Q(('due_on__isnull', False), ('extended_to__gt', models.F('due_on')), ('extended_to__isnull', False), ('extension_by__isnull', False), models.Q(('extension_reason', ''), _negated=True)), _connector='OR'), name='finding_extension_approved', violation_error_message='延期只有一次，要有理由和批准人，并晚于原期限。'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'extended'), _negated=True), ('extended_to__isnull', False), _connector='OR'), name='finding_extended_has_date'), models.CheckConstraint(condition=models.Q(models.Q(('fed_back_on__isnull', True), ('fed_back_on__gte', models.F('found_on')), _connector='OR'), models.Q(('due_on__isnull', True), models.Q(('due_on__gte', models.F('fed_back_on')), ('fed_back_on__isnull', False)), _connector='OR'), models.Q(('rectified_on__isnull', True), models.Q(('fed_back_on__isnull', False), ('rectified_on__gte', models.F('fed_back_on'))), _connector='OR'), models.Q(('verified_on__isnull', True), models.Q(('rectified_on__isnull', False), ('verified_on__gte', models.F('rectified_on'))), _connector='OR'), models.Q(('closed_on__isnull', True), models.Q(('closed_on__gte', models.F('verified_on')), ('verified_on__isnull', False)), _connector='OR')), name='finding_days_in_order', violation_error_message='日期要按发现、反馈、整改、核验、销号的先后。'), models.CheckConstraint(condition=models.Q(models.Q(models.Q(('state', 'handed_over'), _negated=True), ('handed_over_on__isnull', True), ('handed_over_to', ''), models.Q(('description', ''), _negated=True)), models.Q(('basis', ''), ('description', ''), ('evidence', ''), ('extension_reason', ''), ('handed_over_on__isnull', False), ('measures', ''), ('state', 'handed_over'), ('verdict_note', ''), models.Q(('handed_over_to', ''), _negated=True)), _connector='OR'), name='finding_handed_over_is_stub', violation_error_message='移交的线索只留“已移交”，内容要清空。'), models.CheckConstraint(condition=models.Q(('recurrence_of__isnull', True), models.Q(('recurrence_of', models.F('id')), _negated=True), _connector='OR'), name='finding_recurs_of_another')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='StudySession',
            fields=[
                ('gathering', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='study_session', serialize=False, to='study.gathering', verbose_name='集中学习研讨')),
                ('form', models.CharField(choices=[('study', '集中学习'), ('discussion', '研讨'), ('reading_class', '读书班'), ('warning', '警示教育')], max_length=16, verbose_name='形式')),
                ('speaker', models.CharField(choices=[('secretary', '党组织书记'), ('committee_member', '班子成员'), ('teacher', '党校或部门讲师'), ('model', '先进典型'), ('members', '党员轮流领学')], max_length=20, verbose_name='领学')),
                ('reading', models.CharField(blank=True, max_length=200, verbose_name='学习篇目')),
            ],
            options={
                'verbose_name': '学习研讨情况',
                'verbose_name_plural': '学习研讨情况',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'constraints': [models.CheckConstraint(condition=models.Q(('form__in', ['study', 'discussion', 'reading_class', 'warning'])), name='study_session_form_known'), models.CheckConstraint(condition=models.Q(('speaker__in', ['secretary', 'committee_member', 'teacher', 'model', 'members'])), name='study_session_speaker_known')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='ThemeDay',
            fields=[
                ('gathering', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='theme_day', serialize=False, to='study.gathering', verbose_name='集中学习研讨')),
                ('lesson_title', models.CharField(blank=True, max_length=100, verbose_name='一课：题目')),
                ('lesson_kind', models.CharField(blank=True, choices=[('secretary', '书记党课'), ('short', '微党课'), ('model', '典型讲')], max_length=16, verbose_name='一课：类别')),
                ('film_title', models.CharField(blank=True, max_length=100, verbose_name='一片：片名')),
                ('film_source', models.CharField(blank=True, max_length=60, verbose_name='一片：来源')),
                ('film_minutes', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='一片：时长（分钟）')),
                ('practice_title', models.CharField(blank=True, max_length=100, verbose_name='一实践：内容')),
                ('practice_kind', models.CharField(blank=True, choices=[('volunteering', '志愿服务'), ('cleaning', '环境整治'), ('visiting', '走访'), ('flood', '防汛'), ('civility', '文明创建'), ('other', '其他')], max_length=16, verbose_name='一实践：类别')),
                ('activity_type', models.CharField(blank=True, editable=False, max_length=60, verbose_name='活动类型')),
                ('activity_id', models.BigIntegerField(blank=True, editable=False, null=True, verbose_name='活动')),
                ('absent_ill', models.PositiveSmallIntegerField(default=0, verbose_name='因病未到（人）')),
                ('absent_away', models.PositiveSmallIntegerField(default=0, verbose_name='外出未到（人）')),
                ('absent_on_duty', models.PositiveSmallIntegerField(default=0, verbose_name='值班未到（人）')),
                ('absent_other', models.PositiveSmallIntegerField(default=0, verbose_name='其他未到（人）')),
                ('made_up_at_home', models.PositiveSmallIntegerField(default=0, verbose_name='送学上门（人）')),
                ('made_up_online', models.PositiveSmallIntegerField(default=0, verbose_name='线上补学（人）')),
                ('made_up_in_class', models.PositiveSmallIntegerField(default=0, verbose_name='补课（人）')),
                ('minutes', models.TextField(blank=True, verbose_name='记录')),
                ('host', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='主持人')),
                ('practice_area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.area', verbose_name='一实践：地区')),
            ],
            options={
                'verbose_name': '主题党日情况',
                'verbose_name_plural': '主题党日情况',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('lesson_kind', ''), ('lesson_title', '')), models.Q(models.Q(('lesson_title', ''), _negated=True), ('lesson_kind__in', ['secretary', 'short', 'model'])), _connector='OR'), name='theme_day_lesson_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('practice_kind', ''), ('practice_title', '')), models.Q(models.Q(('practice_title', ''), _negated=True), ('practice_kind__in', ['volunteering', 'cleaning', 'visiting', 'flood', 'civility', 'other'])), _connector='OR'), name='theme_day_practice_kind_known'), models.CheckConstraint(condition=models.Q(('film_minutes__isnull', True), models.Q(models.Q(('film_title', ''), _negated=True), ('film_minutes__gt', 0)), _connector='OR'), name='theme_day_film_minutes_of_film'), models.CheckConstraint(condition=models.Q(models.Q(('activity_id__isnull', True), ('activity_type', '')), models.Q(models.Q(('activity_type', ''), _negated=True), ('activity_id__isnull', False)), _connector='OR'), name='theme_day_activity_is_reference'), models.CheckConstraint(condition=models.Q(('made_up_at_home__lte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('absent_ill'), '+', models.F('absent_away')), '+', models.F('absent_on_duty')), '+', models.F('absent_other')), '-', models.F('made_up_online')), '-', models.F('made_up_in_class')))), name='theme_day_made_up_at_most_absent', violation_error_message='补学人数不能多于未到人数。')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
    ]
