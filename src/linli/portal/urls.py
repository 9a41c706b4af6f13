"""Addresses at /, for everybody."""

from django.urls import path

from linli.portal import home_views, lead_views, notable_views, receipt_views, tell_views, where_views

app_name = "portal"

urlpatterns = [
    path("", home_views.home, name="home"),
    path("elder/<slug:choice>/", home_views.elder, name="elder"),
    path("phone/", home_views.phone, name="phone"),
    path("doors/<slug:key>/", home_views.door, name="door"),
    path("leads/", lead_views.find, name="leads"),
    path("leads/<slug:code>/", lead_views.place, name="lead"),
    path("tell/", tell_views.tell, name="tell"),
    path("tell/official/", tell_views.accuse, name="accuse"),
    path("notables/", notable_views.index, name="notables"),
    path("notables/<slug:code>/", notable_views.place, name="notables-of"),
    path("r/", receipt_views.look_up, name="look-up"),
    path("r/<slug:receipt>/", receipt_views.receipt, name="receipt"),
    path("r/<slug:receipt>/where/", where_views.where, name="where"),
    path("r/<slug:receipt>/where/<slug:slug>.svg", where_views.picture, name="where-picture"),
    path("r/<slug:receipt>/verdict/", receipt_views.verdict, name="verdict"),
]
