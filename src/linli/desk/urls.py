"""Addresses below /desk/ that belong to no system."""

from django.urls import path

from linli.desk import (
    account_views,
    approval_views,
    area_views,
    burden_views,
    due_views,
    export_views,
    feedback_views,
    giving_views,
    handover_views,
    inbox_views,
    me_views,
    own_account_views,
    people_views,
    post_views,
    register_views,
    retention_views,
    rights_views,
    search_views,
    settings_views,
    setup_views,
    sign_in_views,
    style_views,
    views,
)
from linli.desk.audit_views import acts, export
from linli.desk.me_doors import DESK

app_name = "desk"

urlpatterns = [
    path("", views.home, name="home"),
    path("all/", views.everything_there_is, name="all"),
    # signing in, one's own account, the first run (allauth's own names: sign_in_urls.py)
    path("sign-in/", sign_in_views.SignIn.as_view(), name="sign-in"),
    path("sign-in/message/", sign_in_views.by_message, name="sign-in-message"),
    path("sign-out/", sign_in_views.sign_out, name="sign-out"),
    path("account/", own_account_views.overview, name="own-account"),
    path("account/password/", own_account_views.password, name="own-password"),
    path("account/factors/", own_account_views.factors, name="own-factors"),
    path("account/places/end/", own_account_views.end_others, name="own-sign-out-others"),
    path("setup/", setup_views.set_up, name="setup"),
    path("theme/", views.choose_theme, name="theme"),
    path("place/", views.choose_place, name="place"),
    path("search/", search_views.search, name="search"),
    path("due/", due_views.due, name="due"),
    path("areas/<slug:code>/", area_views.area, name="area"),
    path("feedback/", feedback_views.give, name="feedback"),
    path("feedback/received/", feedback_views.received, name="opinions"),
    path("feedback/<slug:ref>/", feedback_views.opinion, name="opinion"),
    # how long forms take
    path("form-time/", burden_views.told, name="form-time"),
    path("burden-meter/", burden_views.meter, name="burden-meter"),
    # messages to oneself
    path("inbox/", inbox_views.inbox, name="inbox"),
    path("inbox/settings/", inbox_views.settings, name="inbox-settings"),
    path("inbox/read/", inbox_views.all_read, name="inbox-all-read"),
    path("inbox/<slug:ref>/", inbox_views.opened, name="inbox-opened"),
    path("audit/", acts, name="audit"),
    path("audit/export.csv", export, name="audit-export"),
    # what takes two persons; handing over; the administrators' pages
    path("approvals/", approval_views.approval_list, name="approvals"),
    path("approvals/<slug:ref>/", approval_views.approval, name="approval"),
    path("handover/", handover_views.start, name="handover"),
    path("handover/<slug:ref>/", handover_views.leaving, name="handover-of"),
    path("admin/accounts/", account_views.accounts, name="accounts"),
    path("admin/accounts/<str:username>/", account_views.account, name="account"),
    path("admin/open-account/", account_views.new_account, name="account-new"),
    path("admin/open-account/<slug:ref>/", account_views.open_account, name="account-open"),
    path("admin/settings/", settings_views.clocks, name="settings"),
    path("admin/settings/<str:code>/", settings_views.clock, name="setting"),
    path("admin/posts/", post_views.posts, name="posts"),
    path("admin/posts/new/", post_views.new_post, name="post-new"),
    path("admin/posts/<slug:ref>/", post_views.post, name="post"),
    path("admin/permissions/", post_views.permissions, name="permissions"),
    path("style/", style_views.style, name="style"),
    path("systems/<slug:key>/", views.system, name="system"),
    # registers: lists, views kept for oneself, acts on picked records
    path("registers/<slug:slug>/", register_views.register, name="register"),
    path("registers/<slug:slug>/act/", register_views.act, name="register-act"),
    path("registers/<slug:slug>/give/", giving_views.give, name="give"),
    path("registers/<slug:slug>/views/", register_views.save_view, name="save-view"),
    path("registers/<slug:slug>/views/<slug:ref>/", register_views.change_view, name="change-view"),
    path("records/<slug:slug>/<slug:ref>/", views.record, name="record"),
    # taking records along
    path("registers/<slug:slug>/export.<slug:ending>", export_views.register, name="register-export"),
    path("exports/", export_views.exports, name="exports"),
    path("exports/<slug:ref>/", export_views.fetch, name="export-file"),
    # persons and households, and looking behind the mask for a purpose
    path("people/<slug:ref>/", people_views.person, name="person"),
    path(
        "people/<slug:ref>/reveal/<slug:field>/", people_views.reveal, {"kind": "person"}, name="person-reveal"
    ),
    path("households/<slug:ref>/", people_views.household, name="household"),
    path(
        "households/<slug:ref>/reveal/<slug:field>/",
        people_views.reveal,
        {"kind": "household"},
        name="household-reveal",
    ),
    # 我的信息, requests of the persons concerned, how long data is kept
    path("me/", me_views.me, {"door": DESK}, name="me"),
    path("me/ask/", me_views.ask, {"door": DESK}, name="me-ask"),
    path("me/copy.<slug:ending>", me_views.copy, {"door": DESK}, name="me-copy"),
    path("me/requests/<slug:ref>/", me_views.request_, {"door": DESK}, name="me-request"),
    path("me/consents/<slug:key>/<slug:what>/", me_views.end_consent, {"door": DESK}, name="me-consent"),
    path("rights/", rights_views.rights, name="rights"),
    path("rights/new/", rights_views.find, name="right-new"),
    path("rights/new/<slug:kind>/<slug:ref>/", rights_views.record, name="right-record"),
    path("rights/<slug:ref>/", rights_views.right, name="right"),
    path("rights/<slug:ref>/<slug:verb>/", rights_views.act, name="right-act"),
    path("retention/", retention_views.retention, name="retention"),
    path("retention/<str:code>/", retention_views.period, name="retention-period"),
]
