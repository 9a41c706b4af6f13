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
    ]

    operations = [
        migrations.CreateModel(
            name='Household',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', linli.common.refs.RefField(default=linli.common.refs.new_ref, editable=False, max_length=10, unique=True, verbose_name='编号')),
                ('provenance', models.CharField(choices=[('entered', '当场记录'), ('on_behalf', '纸面或电话代录'), ('imported', '名册导入'), ('derived', '由其他记录生成'), ('demo', '演示数据')], default='entered', max_length=12, verbose_name='来源方式')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='记录时间')),
                ('recorded_by_id', models.BigIntegerField(editable=False, null=True, verbose_name='记录人账号')),
                ('door', models.CharField(max_length=40, verbose_name='门牌')),
                ('contact_name', models.CharField(blank=True, max_length=40, verbose_name='联系人')),
                ('phone_sealed', models.BinaryField(null=True, verbose_name='电话（密文）')),
                ('phone_hash', models.CharField(blank=True, editable=False, max_length=32, verbose_name='电话（查找码）')),
                ('contact_consent_on', models.DateField(blank=True, null=True, verbose_name='同意留电话')),
                ('valid_from', models.DateField(verbose_name='登记')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='注销')),
                ('building', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.area', verbose_name='楼栋')),
            ],
            options={
                'verbose_name': '户',
                'verbose_name_plural': '户',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'indexes': [models.Index(condition=models.Q(('phone_hash', ''), _negated=True), fields=['phone_hash'], name='household_by_phone')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('valid_to__isnull', True)), fields=('building', 'door'), name='household_one_per_door'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='household_ends_after_start'), models.CheckConstraint(condition=models.Q(models.Q(('phone_hash', ''), ('phone_sealed__isnull', True)), models.Q(('contact_consent_on__isnull', False), ('phone_sealed__isnull', False), models.Q(('phone_hash', ''), _negated=True)), _connector='OR'), name='household_phone_only_with_consent')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='KeyFingerprint',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('fingerprint', models.CharField(max_length=32, verbose_name='指纹')),
            ],
            options={
                'verbose_name': '密钥指纹',
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='key_fingerprint_is_single')],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', linli.common.refs.RefField(default=linli.common.refs.new_ref, editable=False, max_length=10, unique=True, verbose_name='编号')),
                ('provenance', models.CharField(choices=[('entered', '当场记录'), ('on_behalf', '纸面或电话代录'), ('imported', '名册导入'), ('derived', '由其他记录生成'), ('demo', '演示数据')], default='entered', max_length=12, verbose_name='来源方式')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='记录时间')),
                ('recorded_by_id', models.BigIntegerField(editable=False, null=True, verbose_name='记录人账号')),
                ('name', models.CharField(max_length=40, verbose_name='姓名')),
                ('phone_sealed', models.BinaryField(null=True, verbose_name='电话（密文）')),
                ('phone_hash', models.CharField(blank=True, editable=False, max_length=32, verbose_name='电话（查找码）')),
                ('id_sealed', models.BinaryField(null=True, verbose_name='证件号（密文）')),
                ('id_hash', models.CharField(blank=True, editable=False, max_length=32, verbose_name='证件号（查找码）')),
                ('sex', models.CharField(blank=True, choices=[('f', '女'), ('m', '男')], max_length=1, verbose_name='性别（法定文书需要时）')),
                ('birth_month', models.CharField(blank=True, max_length=7, verbose_name='出生年月（法定文书需要时）')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.area', verbose_name='建档地区')),
            ],
            options={
                'verbose_name': '人员',
                'verbose_name_plural': '人员',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'indexes': [models.Index(condition=models.Q(('phone_hash', ''), _negated=True), fields=['phone_hash'], name='person_by_phone'), models.Index(condition=models.Q(('id_hash', ''), _negated=True), fields=['id_hash'], name='person_by_id')],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='person_has_name'), models.CheckConstraint(condition=models.Q(models.Q(('phone_hash', ''), ('phone_sealed__isnull', True)), models.Q(('phone_sealed__isnull', False), models.Q(('phone_hash', ''), _negated=True)), _connector='OR'), name='person_phone_sealed_and_findable'), models.CheckConstraint(condition=models.Q(models.Q(('id_hash', ''), ('id_sealed__isnull', True)), models.Q(('id_sealed__isnull', False), models.Q(('id_hash', ''), _negated=True)), _connector='OR'), name='person_id_sealed_and_findable')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', linli.common.refs.RefField(default=linli.common.refs.new_ref, editable=False, max_length=10, unique=True, verbose_name='编号')),
                ('provenance', models.CharField(choices=[('entered', '当场记录'), ('on_behalf', '纸面或电话代录'), ('imported', '名册导入'), ('derived', '由其他记录生成'), ('demo', '演示数据')], default='entered', max_length=12, verbose_name='来源方式')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='记录时间')),
                ('recorded_by_id', models.BigIntegerField(editable=False, null=True, verbose_name='记录人账号')),
                ('purpose', models.CharField(choices=[('keep_phone', '留存电话用于联系'), ('show_on_board', '姓名和电话上公示栏'), ('show_photo', '照片公开'), ('share_jobs', '求职信息在驿站之间共享'), ('named_notable', '列名群英谱')], max_length=24, verbose_name='用途')),
                ('text_version', models.CharField(max_length=20, verbose_name='文本版本')),
                ('way', models.CharField(choices=[('paper', '纸面签字'), ('online', '网上确认'), ('spoken', '口头并记录')], max_length=12, verbose_name='方式')),
                ('valid_from', models.DateField(verbose_name='同意日期')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='到期或撤回')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='people.person', verbose_name='人员')),
            ],
            options={
                'verbose_name': '同意',
                'verbose_name_plural': '同意',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'constraints': [models.CheckConstraint(condition=models.Q(('purpose__in', ['keep_phone', 'show_on_board', 'show_photo', 'share_jobs', 'named_notable'])), name='consent_purpose_known'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='consent_ends_after_start'), linli.common.constraints.NoOverlap(end='valid_to', fields=('person', 'purpose'), name='consent_once_per_purpose', start='valid_from', violation_error_message='同一时间段重复了。')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', linli.common.refs.RefField(default=linli.common.refs.new_ref, editable=False, max_length=10, unique=True, verbose_name='编号')),
                ('provenance', models.CharField(choices=[('entered', '当场记录'), ('on_behalf', '纸面或电话代录'), ('imported', '名册导入'), ('derived', '由其他记录生成'), ('demo', '演示数据')], default='entered', max_length=12, verbose_name='来源方式')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='记录时间')),
                ('recorded_by_id', models.BigIntegerField(editable=False, null=True, verbose_name='记录人账号')),
                ('post', models.CharField(choices=[('section_lead', '片长'), ('group_lead', '组长'), ('neighbour_lead', '邻长'), ('community_secretary', '社区（村）党组织书记'), ('community_officer', '社区（村）工作人员'), ('street_officer', '街道（乡镇、管理处）工作人员'), ('district_officer', '区级工作人员'), ('auditor', '审计管理员')], max_length=24, verbose_name='职务')),
                ('valid_from', models.DateField(verbose_name='上任')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='卸任')),
                ('basis', models.CharField(blank=True, max_length=120, verbose_name='依据')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.area', verbose_name='地区')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='people.person', verbose_name='人员')),
            ],
            options={
                'verbose_name': '任职',
                'verbose_name_plural': '任职',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'indexes': [models.Index(fields=['post', 'area', 'valid_from', 'valid_to'], name='appointment_by_post'), models.Index(fields=['area', 'post', 'valid_from', 'valid_to'], name='appointment_by_area')],
                'constraints': [models.CheckConstraint(condition=models.Q(('post__in', ['section_lead', 'group_lead', 'neighbour_lead', 'community_secretary', 'community_officer', 'street_officer', 'district_officer', 'auditor'])), name='appointment_post_known'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='appointment_ends_after_start'), linli.common.constraints.NoOverlap(end='valid_to', fields=('person', 'post', 'area'), name='appointment_once_per_person', start='valid_from', violation_error_message='这个人这段时间已经在这里担任同一职务。'), linli.common.constraints.NoOverlap(condition=models.Q(('post__in', ['section_lead', 'group_lead', 'neighbour_lead'])), end='valid_to', fields=('area', 'post'), name='appointment_one_lead_per_area', start='valid_from', violation_error_message='这里这段时间已有一位在任。请先办理前一位的卸任。')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('username', models.CharField(max_length=40, unique=True, verbose_name='用户名')),
                ('is_active', models.BooleanField(default=True, verbose_name='启用')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='开通时间')),
                ('person', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='account', to='people.person', verbose_name='人员')),
            ],
            options={
                'verbose_name': '账号',
                'verbose_name_plural': '账号',
            },
        ),
        migrations.CreateModel(
            name='Stay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', linli.common.refs.RefField(default=linli.common.refs.new_ref, editable=False, max_length=10, unique=True, verbose_name='编号')),
                ('provenance', models.CharField(choices=[('entered', '当场记录'), ('on_behalf', '纸面或电话代录'), ('imported', '名册导入'), ('derived', '由其他记录生成'), ('demo', '演示数据')], default='entered', max_length=12, verbose_name='来源方式')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='记录时间')),
                ('recorded_by_id', models.BigIntegerField(editable=False, null=True, verbose_name='记录人账号')),
                ('valid_from', models.DateField(verbose_name='自')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='至')),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stays', to='people.household', verbose_name='户')),
                ('micro_grid', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.area', verbose_name='微网格')),
                ('neighbourhood', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.area', verbose_name='邻')),
            ],
            options={
                'verbose_name': '联系服务家庭',
                'verbose_name_plural': '联系服务家庭',
                'abstract': False,
                'base_manager_name': 'everything',
                'default_manager_name': 'everything',
                'indexes': [models.Index(fields=['neighbourhood', 'valid_from', 'valid_to'], name='stay_by_neighbourhood')],
                'constraints': [linli.common.constraints.NoOverlap(end='valid_to', fields=('household',), name='stay_one_neighbourhood_at_a_time', start='valid_from', violation_error_message='一户同一时间只能在一个邻、一个微网格。'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='stay_ends_after_start')],
            },
            managers=[
                ('everything', django.db.models.manager.Manager()),
            ],
        ),
    ]
