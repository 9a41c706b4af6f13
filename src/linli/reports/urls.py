from django.urls import path
from linli.reports.views import checking
app_name = "reports"
urlpatterns = [path("check/", checking.check, name="check")]
public_patterns = ([], "reports-public")
