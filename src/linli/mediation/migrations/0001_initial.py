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
            name='DisputeCase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', linli.common.refs.RefField(default=linli.common.refs.new_ref, editable=False, max_length=10, unique=True, verbose_name='编号')),
                ('provenance', models.CharField(choices=[('entered', '当场记录'), ('on_behalf', '纸面或电话代录'), ('imported', '名册导入'), ('derived', '由其他记录生成'), ('demo', '演示数据')], default='entered', max_length=12, verbose_name='来源方式')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='记录时间')),
                ('recorded_by_id', models.BigIntegerField(editable=False, null=True, verbose_name='记录人账号')),
                ('year', models.PositiveSmallIntegerField(blank=True, editable=False, null=True, verbose_name='案号年份')),
                ('serial', models.PositiveIntegerField(blank=True, editable=False, null=True, verbose_name='案号序号')),
                ('source', models.CharField(choices=[('application', '当事人申请'), ('initiative', '主动调解'), ('entrusted', '委托移送'), ('grid', '网格转来'), ('hotline', '12345 热线转来'), ('court', '法院委派'), ('police', '公安移交')], max_length=12, verbose_name='案件来源')),
                ('kind', models.CharField(choices=[('family', '婚姻家庭'), ('neighbours', '邻里'), ('housing', '房屋宅基地'), ('contract', '合同'), ('business', '生产经营'), ('damage', '损害赔偿'), ('land', '山林土地'), ('resettlement', '征地拆迁'), ('pollution', '环境污染'), ('labour', '劳动争议'), ('consumer', '消费'), ('medical', '医疗'), ('traffic', '道路交通事故'), ('property', '物业'), ('village', '村务管理'), ('online', '电子商务'), ('illegal_building', '违法建设'), ('other', '其他')], max_length=20, verbose_name='纠纷类型')),
                ('intensity', models.CharField(choices=[('simple', '简易'), ('ordinary', '一般'), ('hard', '疑难'), ('grave', '重大')], default='ordinary', max_length=10, verbose_name='难易')),
                ('summary', models.CharField(blank=True, max_length=300, verbose_name='纠纷简况（不写姓名）')),
                ('parties_count', models.PositiveSmallIntegerField(default=2, verbose_name='当事人数')),
                ('is_public', models.BooleanField(default=False, verbose_name='公开调解')),
                ('may_escalate', models.BooleanField(default=False, verbose_name='有激化可能，已报公安')),
                ('amount_fen', models.BigIntegerField(blank=True, null=True, verbose_name='涉及金额（分）')),
                ('registered_on', models.DateField(verbose_name='登记')),
                ('accepted_on', models.DateField(blank=True, null=True, verbose_name='受理')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='应办结')),
                ('stage', models.CharField(choices=[('registered', '受理审查'), ('accepted', '已受理，待告知'), ('informed', '已告知权利义务'), ('matching', '以案挖群英'), ('visiting', '带案访群英'), ('convened', '组团'), ('hearing', '听证邀群英'), ('consulting', '会诊靠群英'), ('judging', '群英明是非'), ('settling', '群英作调停'), ('performing', '履行监督'), ('following_up', '回访'), ('concluded', '已结案，待归档'), ('archived', '已归档')], default='registered', editable=False, max_length=16, verbose_name='阶段')),
                ('outcome', models.CharField(blank=True, choices=[('agreed', '达成协议'), ('failed', '未达成'), ('ended', '终止'), ('declined', '不予受理'), ('transferred', '移送')], editable=False, max_length=12, verbose_name='结果')),
                ('outcome_reason', models.CharField(blank=True, max_length=200, verbose_name='结果说明')),
                ('closed_on', models.DateField(blank=True, editable=False, null=True, verbose_name='结案')),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.area', verbose_name='社区（村）')),
                ('theme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.theme', verbose_name='主题')),
            ],
            options={
                'verbose_name': '调解案件',
                'verbose_name_plural': '调解案件',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'indexes': [models.Index(fields=['closed_on', 'outcome', 'community'], name='dispute_case_by_closing'), models.Index(fields=['community', 'stage', 'due_on'], name='dispute_case_by_community')],
                'constraints': [models.CheckConstraint(condition=models.Q(('source__in', ['application', 'initiative', 'entrusted', 'grid', 'hotline', 'court', 'police'])), name='dispute_case_source_known'), models.CheckConstraint(condition=models.Q(('kind__in', ['family', 'neighbours', 'housing', 'contract', 'business', 'damage', 'land', 'resettlement', 'pollution', 'labour', 'consumer', 'medical', 'traffic', 'property', 'village', 'online', 'illegal_building', 'other'])), name='dispute_case_kind_known'), models.CheckConstraint(condition=models.Q(('intensity__in', ['simple', 'ordinary', 'hard', 'grave'])), name='dispute_case_intensity_known'), models.CheckConstraint(condition=models.Q(('stage__in', ('registered', 'accepted', 'informed', 'matching', 'visiting', 'convened', 'hearing', 'consulting', 'judging', 'settling', 'performing', 'following_up', 'concluded', 'archived'))), name='dispute_case_stage_known'), models.CheckConstraint(condition=models.Q(models.Q(('closed_on__isnull', True), ('outcome', '')), models.Q(('closed_on__isnull', False), ('outcome__in', ['agreed', 'failed', 'ended', 'declined', 'transferred'])), _connector='OR'), name='dispute_case_outcome_iff_closed'), models.CheckConstraint(condition=models.Q(models.Q(('closed_on__isnull', True), models.Q(('stage__in', ('performing', 'following_up', 'concluded', 'archived')), _negated=True)), models.Q(('closed_on__isnull', False), ('stage__in', ('performing', 'following_up', 'concluded', 'archived'))), _connector='OR'), name='dispute_case_stage_fits_closing'), models.CheckConstraint(condition=models.Q(models.Q(('accepted_on__isnull', True), ('due_on__isnull', True), ('serial__isnull', True), ('year__isnull', True)), models.Q(('accepted_on__isnull', False), ('due_on__isnull', False), ('serial__gte', 1), ('serial__isnull', False), ('year__isnull', False)), _connector='OR'), name='dispute_case_accepted_iff_numbered'), models.CheckConstraint(condition=models.Q(models.Q(('outcome__in', ('agreed', 'failed', 'ended')), _negated=True), ('accepted_on__isnull', False), _connector='OR'), name='dispute_case_mediated_was_accepted'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'declined'), _negated=True), ('accepted_on__isnull', True), _connector='OR'), name='dispute_case_declined_not_accepted'), models.CheckConstraint(condition=models.Q(('outcome__in', ('', 'agreed')), models.Q(('outcome_reason', ''), _negated=True), _connector='OR'), name='dispute_case_without_agreement_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('accepted_on__isnull', True), ('accepted_on__gte', models.F('registered_on')), _connector='OR'), models.Q(('due_on__isnull', True), ('due_on__gt', models.F('accepted_on')), _connector='OR'), models.Q(('closed_on__isnull', True), ('closed_on__gte', models.F('registered_on')), _connector='OR'), models.Q(('closed_on__isnull', True), ('accepted_on__isnull', True), ('closed_on__gte', models.F('accepted_on')), _connector='OR')), name='dispute_case_dates_in_order'), models.CheckConstraint(condition=models.Q(('parties_count__gte', 2)), name='dispute_case_has_two_parties'), models.CheckConstraint(condition=models.Q(('amount_fen__isnull', True), ('amount_fen__gte', 0), _connector='OR'), name='dispute_case_amount_not_negative'), models.UniqueConstraint(fields=('community', 'year', 'serial'), name='dispute_case_number_once_a_year')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='IllegalBuilding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', linli.common.refs.RefField(default=linli.common.refs.new_ref, editable=False, max_length=10, unique=True, verbose_name='编号')),
                ('provenance', models.CharField(choices=[('entered', '当场记录'), ('on_behalf', '纸面或电话代录'), ('imported', '名册导入'), ('derived', '由其他记录生成'), ('demo', '演示数据')], default='entered', max_length=12, verbose_name='来源方式')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='记录时间')),
                ('recorded_by_id', models.BigIntegerField(editable=False, null=True, verbose_name='记录人账号')),
                ('place', models.CharField(max_length=80, verbose_name='位置')),
                ('kind', models.CharField(choices=[('existing', '存量'), ('new', '新增')], max_length=10, verbose_name='存量或新增')),
                ('area_m2', models.DecimalField(decimal_places=2, max_digits=8, verbose_name='面积（平方米）')),
                ('standing_since', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='建成年份')),
                ('owner_known', models.BooleanField(default=False, verbose_name='已查明搭建人')),
                ('found_on', models.DateField(verbose_name='发现')),
                ('first_action_on', models.DateField(blank=True, editable=False, null=True, verbose_name='首次处置')),
                ('first_action', models.CharField(blank=True, max_length=80, verbose_name='首次处置方式')),
                ('disposed_on', models.DateField(blank=True, editable=False, null=True, verbose_name='拆除或恢复')),
                ('disposal', models.CharField(blank=True, choices=[('by_owner', '自行拆除'), ('assisted', '协助拆除'), ('enforced', '依法拆除'), ('restored', '恢复原状')], max_length=10, verbose_name='拆除方式')),
                ('compensation_fen', models.BigIntegerField(default=0, verbose_name='补偿（分）')),
                ('petition_on', models.DateField(blank=True, null=True, verbose_name='因此上访')),
                ('state', models.CharField(choices=[('found', '已发现'), ('stopped', '已制止'), ('disposed', '已拆除或恢复')], default='found', editable=False, max_length=10, verbose_name='状态')),
                ('case', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mediation.disputecase', verbose_name='调解案件')),
                ('estate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.area', verbose_name='小区')),
            ],
            options={
                'verbose_name': '违法建设',
                'verbose_name_plural': '违法建设',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'indexes': [models.Index(fields=['found_on', 'kind'], name='illegal_building_by_finding')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['existing', 'new'])), name='illegal_building_kind_known'), models.CheckConstraint(condition=models.Q(('state__in', ('found', 'stopped', 'disposed'))), name='illegal_building_state_known'), models.CheckConstraint(condition=models.Q(('area_m2__gt', 0)), name='illegal_building_has_size'), models.CheckConstraint(condition=models.Q(('compensation_fen__gte', 0)), name='illegal_building_compensation_not_negative'), models.CheckConstraint(condition=models.Q(models.Q(('disposed_on__isnull', True), ('first_action_on__isnull', True), ('state', 'found')), models.Q(('disposed_on__isnull', True), ('first_action_on__isnull', False), ('state', 'stopped')), models.Q(('disposed_on__isnull', False), ('first_action_on__isnull', False), ('state', 'disposed')), _connector='OR'), name='illegal_building_state_fits_dates'), models.CheckConstraint(condition=models.Q(models.Q(('disposal', ''), ('disposed_on__isnull', True)), models.Q(('disposal__in', ['by_owner', 'assisted', 'enforced', 'restored']), ('disposed_on__isnull', False)), _connector='OR'), name='illegal_building_disposed_somehow'), models.CheckConstraint(condition=models.Q(('compensation_fen', 0), ('disposed_on__isnull', False), _connector='OR'), name='illegal_building_compensated_when_disposed'), models.CheckConstraint(condition=models.Q(models.Q(('first_action_on__isnull', True), ('first_action_on__gte', models.F('found_on')), _connector='OR'), models.Q(('disposed_on__isnull', True), ('disposed_on__gte', models.F('first_action_on')), _connector='OR'), models.Q(('petition_on__isnull', True), ('petition_on__gte', models.F('found_on')), _connector='OR')), name='illegal_building_dates_in_order')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='IllegalBuildingLedger',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', linli.common.refs.RefField(default=linli.common.refs.new_ref, editable=False, max_length=10, unique=True, verbose_name='编号')),
                ('provenance', models.CharField(choices=[('entered', '当场记录'), ('on_behalf', '纸面或电话代录'), ('imported', '名册导入'), ('derived', '由其他记录生成'), ('demo', '演示数据')], default='entered', max_length=12, verbose_name='来源方式')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='记录时间')),
                ('recorded_by_id', models.BigIntegerField(editable=False, null=True, verbose_name='记录人账号')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年份')),
                ('opened_on', models.DateField(verbose_name='建账')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.area', verbose_name='地区')),
            ],
            options={
                'verbose_name': '违建治理年度台账',
                'verbose_name_plural': '违建治理年度台账',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'constraints': [models.UniqueConstraint(fields=('area', 'year'), name='illegal_building_ledger_once_a_year'), models.CheckConstraint(condition=models.Q(('year__gte', 2000), ('year__lte', 2200)), name='illegal_building_ledger_year_sound')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Notable',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', linli.common.refs.RefField(default=linli.common.refs.new_ref, editable=False, max_length=10, unique=True, verbose_name='编号')),
                ('provenance', models.CharField(choices=[('entered', '当场记录'), ('on_behalf', '纸面或电话代录'), ('imported', '名册导入'), ('derived', '由其他记录生成'), ('demo', '演示数据')], default='entered', max_length=12, verbose_name='来源方式')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='记录时间')),
                ('recorded_by_id', models.BigIntegerField(editable=False, null=True, verbose_name='记录人账号')),
                ('primary_category', models.CharField(choices=[('party_member', '党员'), ('delegate', '两代表一委员'), ('representative', '居（村）民代表'), ('volunteer', '志愿者'), ('other', '部门行业及其他')], max_length=16, verbose_name='主要类别')),
                ('source', models.CharField(choices=[('self', '自我荐'), ('neighbours', '群众推'), ('community', '社区挑'), ('ad_hoc', '临时点')], max_length=12, verbose_name='推荐方式')),
                ('other_roles', models.JSONField(blank=True, default=list, verbose_name='其他身份（类别代码）')),
                ('expertise', models.JSONField(blank=True, default=list, verbose_name='专长（代码）')),
                ('is_mediator', models.BooleanField(default=False, verbose_name='受聘为人民调解员')),
                ('listed_on', models.DateField(verbose_name='列入')),
                ('left_on', models.DateField(blank=True, null=True, verbose_name='退出')),
                ('left_reason', models.CharField(blank=True, choices=[('resigned', '本人提出'), ('moved', '迁出'), ('unable', '不再适宜担任'), ('reclassified', '调整类别'), ('other', '其他')], max_length=16, verbose_name='退出原因')),
                ('paused_on', models.DateField(blank=True, null=True, verbose_name='暂停参与自')),
                ('community', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.area', verbose_name='社区（村）')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='人员')),
            ],
            options={
                'verbose_name': '群英',
                'verbose_name_plural': '群英谱',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'indexes': [models.Index(fields=['community', 'listed_on', 'left_on', 'primary_category'], name='notable_by_community')],
                'constraints': [models.CheckConstraint(condition=models.Q(('primary_category__in', ['party_member', 'delegate', 'representative', 'volunteer', 'other'])), name='notable_category_known'), models.CheckConstraint(condition=models.Q(('source__in', ['self', 'neighbours', 'community', 'ad_hoc'])), name='notable_source_known'), models.CheckConstraint(condition=models.Q(('left_on__isnull', True), ('left_on__gt', models.F('listed_on')), _connector='OR'), name='notable_leaves_after_listing'), models.CheckConstraint(condition=models.Q(models.Q(('left_on__isnull', True), ('left_reason', '')), models.Q(('left_on__isnull', False), ('left_reason__in', ['resigned', 'moved', 'unable', 'reclassified', 'other'])), _connector='OR'), name='notable_leaves_with_reason'), models.CheckConstraint(condition=models.Q(('paused_on__isnull', True), models.Q(('paused_on__gte', models.F('listed_on')), models.Q(('left_on__isnull', True), ('paused_on__lt', models.F('left_on')), _connector='OR')), _connector='OR'), name='notable_paused_while_listed'), linli.common.constraints.NoOverlap(end='left_on', fields=('person',), name='notable_once_at_a_time', start='listed_on', violation_error_message='这个人这段时间已在群英谱上。一人同一时间只列一处、只算一类。')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
    ]
