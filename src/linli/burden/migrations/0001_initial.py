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
            name='BurdenList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', linli.common.refs.RefField(default=linli.common.refs.new_ref, editable=False, max_length=10, unique=True, verbose_name='编号')),
                ('provenance', models.CharField(choices=[('entered', '当场记录'), ('on_behalf', '纸面或电话代录'), ('imported', '名册导入'), ('derived', '由其他记录生成'), ('demo', '演示数据')], default='entered', max_length=12, verbose_name='来源方式')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='记录时间')),
                ('recorded_by_id', models.BigIntegerField(editable=False, null=True, verbose_name='记录人账号')),
                ('level', models.CharField(choices=[('provincial', '省市'), ('district', '区级')], max_length=12, verbose_name='层级')),
                ('version', models.CharField(max_length=20, verbose_name='版本')),
                ('name', models.CharField(max_length=80, verbose_name='名称')),
                ('issuer', models.CharField(max_length=80, verbose_name='发布机关')),
                ('basis', models.CharField(blank=True, max_length=120, verbose_name='文号或依据')),
                ('issued_on', models.DateField(verbose_name='发布')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.area', verbose_name='适用地区')),
            ],
            options={
                'verbose_name': '减负清单',
                'verbose_name_plural': '减负清单',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'constraints': [models.UniqueConstraint(fields=('area', 'level', 'version'), name='burden_list_version_once'), models.CheckConstraint(condition=models.Q(('level__in', ['provincial', 'district'])), name='burden_list_level_known')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='BurdenItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', linli.common.refs.RefField(default=linli.common.refs.new_ref, editable=False, max_length=10, unique=True, verbose_name='编号')),
                ('provenance', models.CharField(choices=[('entered', '当场记录'), ('on_behalf', '纸面或电话代录'), ('imported', '名册导入'), ('derived', '由其他记录生成'), ('demo', '演示数据')], default='entered', max_length=12, verbose_name='来源方式')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='记录时间')),
                ('recorded_by_id', models.BigIntegerField(editable=False, null=True, verbose_name='记录人账号')),
                ('no', models.PositiveSmallIntegerField(verbose_name='序号')),
                ('category', models.CharField(choices=[('affairs', '工作事务'), ('bodies', '工作机制'), ('plaques', '牌子'), ('certificates', '证明'), ('appraisals', '考核'), ('forms', '报表'), ('secondments', '借调'), ('accounts', '账号'), ('meetings', '会议'), ('contests', '创建')], max_length=16, verbose_name='类别')),
                ('text', models.CharField(max_length=300, verbose_name='内容')),
                ('rule', models.CharField(choices=[('forbidden', '不得'), ('cancelled', '取消'), ('merged', '合并'), ('funded', '下放需经费'), ('admitted', '准入')], max_length=12, verbose_name='要求')),
                ('basis', models.CharField(blank=True, max_length=120, verbose_name='依据')),
                ('lead_department', models.CharField(blank=True, max_length=60, verbose_name='牵头部门')),
                ('valid_from', models.DateField(verbose_name='施行')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='废止')),
                ('burden_list', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='burden.burdenlist', verbose_name='清单')),
            ],
            options={
                'verbose_name': '减负清单条目',
                'verbose_name_plural': '减负清单条目',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'constraints': [models.UniqueConstraint(fields=('burden_list', 'no'), name='burden_item_number_once'), models.CheckConstraint(condition=models.Q(('no__gt', 0)), name='burden_item_number_positive'), models.CheckConstraint(condition=models.Q(('category__in', ['affairs', 'bodies', 'plaques', 'certificates', 'appraisals', 'forms', 'secondments', 'accounts', 'meetings', 'contests'])), name='burden_item_category_known'), models.CheckConstraint(condition=models.Q(('rule__in', ['forbidden', 'cancelled', 'merged', 'funded', 'admitted'])), name='burden_item_rule_known'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='burden_item_has_text'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='burden_item_ends_after_start')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='CertItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', linli.common.refs.RefField(default=linli.common.refs.new_ref, editable=False, max_length=10, unique=True, verbose_name='编号')),
                ('provenance', models.CharField(choices=[('entered', '当场记录'), ('on_behalf', '纸面或电话代录'), ('imported', '名册导入'), ('derived', '由其他记录生成'), ('demo', '演示数据')], default='entered', max_length=12, verbose_name='来源方式')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='记录时间')),
                ('recorded_by_id', models.BigIntegerField(editable=False, null=True, verbose_name='记录人账号')),
                ('name', models.CharField(max_length=60, verbose_name='证明事项')),
                ('on_negative_list', models.BooleanField(default=False, verbose_name='国家不应出具清单所列')),
                ('decision', models.CharField(choices=[('issuable', '可出具'), ('not_issuable', '不应出具'), ('by_department', '应由部门办理')], default='issuable', max_length=14, verbose_name='认定')),
                ('basis', models.CharField(blank=True, max_length=120, verbose_name='依据')),
                ('issued_instead_by', models.CharField(blank=True, max_length=80, verbose_name='改由谁办理')),
                ('on_spot', models.BooleanField(default=False, verbose_name='当场办')),
                ('listed_on', models.DateField(verbose_name='列入')),
                ('dropped_on', models.DateField(blank=True, editable=False, null=True, verbose_name='不再出具')),
                ('state', models.CharField(choices=[('issued', '在出具'), ('dropped', '不再出具')], default='issued', editable=False, max_length=10, verbose_name='状态')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.area', verbose_name='适用地区')),
            ],
            options={
                'verbose_name': '证明事项',
                'verbose_name_plural': '证明事项',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'issued')), fields=('area', 'name'), name='certificate_item_name_once'), models.CheckConstraint(condition=models.Q(('decision__in', ['issuable', 'not_issuable', 'by_department'])), name='certificate_item_decision_known'), models.CheckConstraint(condition=models.Q(('state__in', ('issued', 'dropped'))), name='certificate_item_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('decision', 'issuable'), ('dropped_on__isnull', True), ('state', 'issued')), models.Q(('dropped_on__isnull', False), ('state', 'dropped'), models.Q(('decision', 'issuable'), _negated=True)), _connector='OR'), name='certificate_item_state_fits_decision'), models.CheckConstraint(condition=models.Q(('state', 'issued'), models.Q(('issued_instead_by', ''), _negated=True), _connector='OR'), name='certificate_item_no_vacuum'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'issued'), _negated=True), models.Q(('basis', ''), _negated=True), _connector='OR'), name='certificate_item_issued_by_law'), models.CheckConstraint(condition=models.Q(('on_negative_list', False), models.Q(('state', 'issued'), _negated=True), _connector='OR'), name='certificate_item_negative_list_not_issued'), models.CheckConstraint(condition=models.Q(('dropped_on__isnull', True), ('dropped_on__gte', models.F('listed_on')), _connector='OR'), name='certificate_item_dropped_after_listed')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Plaque',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', linli.common.refs.RefField(default=linli.common.refs.new_ref, editable=False, max_length=10, unique=True, verbose_name='编号')),
                ('provenance', models.CharField(choices=[('entered', '当场记录'), ('on_behalf', '纸面或电话代录'), ('imported', '名册导入'), ('derived', '由其他记录生成'), ('demo', '演示数据')], default='entered', max_length=12, verbose_name='来源方式')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='记录时间')),
                ('recorded_by_id', models.BigIntegerField(editable=False, null=True, verbose_name='记录人账号')),
                ('name', models.CharField(max_length=80, verbose_name='牌子名称')),
                ('place', models.CharField(choices=[('door', '门口'), ('indoors', '室内')], max_length=10, verbose_name='位置')),
                ('finding', models.CharField(choices=[('pending', '待认定'), ('allowed', '可以保留'), ('not_allowed', '违规')], default='pending', editable=False, max_length=12, verbose_name='认定')),
                ('basis', models.CharField(blank=True, max_length=120, verbose_name='保留依据')),
                ('registered_on', models.DateField(verbose_name='登记')),
                ('judged_on', models.DateField(blank=True, editable=False, null=True, verbose_name='认定日期')),
                ('removed_on', models.DateField(blank=True, editable=False, null=True, verbose_name='拆除')),
                ('verified_on', models.DateField(blank=True, editable=False, null=True, verbose_name='核验')),
                ('state', models.CharField(choices=[('registered', '待认定'), ('kept', '可以保留'), ('to_remove', '待拆除'), ('removed', '已拆除，待核验'), ('verified', '已拆除')], default='registered', editable=False, max_length=12, verbose_name='状态')),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.area', verbose_name='社区（村）')),
                ('demanded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='要求挂牌的单位')),
            ],
            options={
                'verbose_name': '挂牌',
                'verbose_name_plural': '挂牌',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'indexes': [models.Index(fields=['removed_on', 'finding', 'community'], name='plaque_by_removal')],
                'constraints': [models.CheckConstraint(condition=models.Q(('place__in', ['door', 'indoors'])), name='plaque_place_known'), models.CheckConstraint(condition=models.Q(('finding__in', ['pending', 'allowed', 'not_allowed'])), name='plaque_finding_known'), models.CheckConstraint(condition=models.Q(('state__in', ('registered', 'kept', 'to_remove', 'removed', 'verified'))), name='plaque_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('finding', 'pending'), ('judged_on__isnull', True), ('state', 'registered')), models.Q(('finding', 'allowed'), ('judged_on__isnull', False), ('state', 'kept'), models.Q(('basis', ''), _negated=True)), models.Q(('finding', 'not_allowed'), ('judged_on__isnull', False), ('state', 'to_remove')), models.Q(('judged_on__isnull', False), ('state__in', ('removed', 'verified')), models.Q(('finding', 'pending'), _negated=True)), _connector='OR'), name='plaque_state_fits_finding'), models.CheckConstraint(condition=models.Q(models.Q(('removed_on__isnull', True), ('state__in', ('registered', 'kept', 'to_remove')), ('verified_on__isnull', True)), models.Q(('removed_on__isnull', False), ('state', 'removed'), ('verified_on__isnull', True)), models.Q(('removed_on__isnull', False), ('state', 'verified'), ('verified_on__isnull', False)), _connector='OR'), name='plaque_state_fits_dates'), models.CheckConstraint(condition=models.Q(models.Q(('judged_on__isnull', True), ('judged_on__gte', models.F('registered_on')), _connector='OR'), models.Q(('removed_on__isnull', True), ('removed_on__gte', models.F('judged_on')), _connector='OR'), models.Q(('verified_on__isnull', True), ('verified_on__gte', models.F('removed_on')), _connector='OR')), name='plaque_dates_in_order')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='PublicAccount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', linli.common.refs.RefField(default=linli.common.refs.new_ref, editable=False, max_length=10, unique=True, verbose_name='编号')),
                ('provenance', models.CharField(choices=[('entered', '当场记录'), ('on_behalf', '纸面或电话代录'), ('imported', '名册导入'), ('derived', '由其他记录生成'), ('demo', '演示数据')], default='entered', max_length=12, verbose_name='来源方式')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='记录时间')),
                ('recorded_by_id', models.BigIntegerField(editable=False, null=True, verbose_name='记录人账号')),
                ('platform', models.CharField(choices=[('wechat', '微信公众号'), ('wechat_channel', '微信视频号'), ('weibo', '微博'), ('douyin', '抖音号'), ('toutiao', '头条号'), ('mini_program', '小程序'), ('app', '移动客户端')], max_length=16, verbose_name='平台')),
                ('name', models.CharField(max_length=60, verbose_name='账号名称')),
                ('is_government', models.BooleanField(default=True, verbose_name='政务类')),
                ('registered_on', models.DateField(verbose_name='开通')),
                ('last_post_on', models.DateField(blank=True, null=True, verbose_name='最近更新')),
                ('followers', models.PositiveIntegerField(default=0, verbose_name='关注数')),
                ('decision', models.CharField(choices=[('pending', '待认定'), ('keep', '保留'), ('merge', '整合后注销'), ('close', '注销')], default='pending', editable=False, max_length=10, verbose_name='处理方式')),
                ('judged_on', models.DateField(blank=True, editable=False, null=True, verbose_name='认定')),
                ('announced_on', models.DateField(blank=True, editable=False, null=True, verbose_name='公告')),
                ('closed_on', models.DateField(blank=True, editable=False, null=True, verbose_name='注销')),
                ('state', models.CharField(choices=[('surveyed', '已摸底'), ('kept', '保留'), ('judged', '待公告注销'), ('announced', '已公告，待注销'), ('closed', '已注销')], default='surveyed', editable=False, max_length=10, verbose_name='状态')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='主办单位')),
            ],
            options={
                'verbose_name': '公众账号',
                'verbose_name_plural': '公众账号',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_on__isnull', True)), fields=('platform', 'name'), name='public_account_name_once_per_platform'), models.CheckConstraint(condition=models.Q(('platform__in', ['wechat', 'wechat_channel', 'weibo', 'douyin', 'toutiao', 'mini_program', 'app'])), name='public_account_platform_known'), models.CheckConstraint(condition=models.Q(('decision__in', ['pending', 'keep', 'merge', 'close'])), name='public_account_decision_known'), models.CheckConstraint(condition=models.Q(('state__in', ('surveyed', 'kept', 'judged', 'announced', 'closed'))), name='public_account_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('decision', 'pending'), ('judged_on__isnull', True), ('state', 'surveyed')), models.Q(('decision', 'keep'), ('judged_on__isnull', False), ('state', 'kept')), models.Q(('decision__in', ('merge', 'close')), ('judged_on__isnull', False), ('state__in', ('judged', 'announced', 'closed'))), _connector='OR'), name='public_account_state_fits_decision'), models.CheckConstraint(condition=models.Q(models.Q(('announced_on__isnull', True), ('closed_on__isnull', True), ('state__in', ('surveyed', 'kept', 'judged'))), models.Q(('announced_on__isnull', False), ('closed_on__isnull', True), ('state', 'announced')), models.Q(('announced_on__isnull', False), ('closed_on__isnull', False), ('state', 'closed')), _connector='OR'), name='public_account_closed_with_notice'), models.CheckConstraint(condition=models.Q(models.Q(('judged_on__isnull', True), ('judged_on__gte', models.F('registered_on')), _connector='OR'), models.Q(('announced_on__isnull', True), ('announced_on__gte', models.F('judged_on')), _connector='OR'), models.Q(('closed_on__isnull', True), ('closed_on__gte', models.F('announced_on')), _connector='OR'), models.Q(('last_post_on__isnull', True), ('last_post_on__gte', models.F('registered_on')), _connector='OR')), name='public_account_dates_in_order')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Secondment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', linli.common.refs.RefField(default=linli.common.refs.new_ref, editable=False, max_length=10, unique=True, verbose_name='编号')),
                ('provenance', models.CharField(choices=[('entered', '当场记录'), ('on_behalf', '纸面或电话代录'), ('imported', '名册导入'), ('derived', '由其他记录生成'), ('demo', '演示数据')], default='entered', max_length=12, verbose_name='来源方式')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='记录时间')),
                ('recorded_by_id', models.BigIntegerField(editable=False, null=True, verbose_name='记录人账号')),
                ('started_on', models.DateField(verbose_name='借出')),
                ('planned_until', models.DateField(blank=True, null=True, verbose_name='约定期满')),
                ('approval_doc', models.CharField(blank=True, max_length=80, verbose_name='批准文件')),
                ('finding', models.CharField(choices=[('pending', '待认定'), ('lawful', '合规'), ('unlawful', '违规')], default='pending', editable=False, max_length=10, verbose_name='认定')),
                ('returned_on', models.DateField(blank=True, editable=False, null=True, verbose_name='退回')),
                ('state', models.CharField(choices=[('away', '借调中'), ('returned', '已回原单位')], default='away', editable=False, max_length=10, verbose_name='状态')),
                ('from_area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.area', verbose_name='从哪个街道或社区（村）借出')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='人员')),
                ('to_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='借用单位')),
            ],
            options={
                'verbose_name': '借调',
                'verbose_name_plural': '借调',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'constraints': [models.CheckConstraint(condition=models.Q(('finding__in', ['pending', 'lawful', 'unlawful'])), name='secondment_finding_known'), models.CheckConstraint(condition=models.Q(('state__in', ('away', 'returned'))), name='secondment_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('returned_on__isnull', True), ('state', 'away')), models.Q(('returned_on__isnull', False), ('state', 'returned')), _connector='OR'), name='secondment_state_fits_dates'), models.CheckConstraint(condition=models.Q(models.Q(('planned_until__isnull', True), ('planned_until__gt', models.F('started_on')), _connector='OR'), models.Q(('returned_on__isnull', True), ('returned_on__gt', models.F('started_on')), _connector='OR')), name='secondment_dates_in_order'), models.CheckConstraint(condition=models.Q(models.Q(('finding', 'lawful'), _negated=True), models.Q(('approval_doc', ''), _negated=True), _connector='OR'), name='secondment_lawful_on_paper'), linli.common.constraints.NoOverlap(end='returned_on', fields=('person',), name='secondment_one_at_a_time', start='started_on', violation_error_message='这个人这段时间已经在借调。请先登记退回。')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
    ]
