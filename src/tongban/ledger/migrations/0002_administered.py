"""Acts of administering are found by who did them, newest first, however many events of cases there are.

The condition keeps the index off everything that each step of a case writes.
"""

from django.db import migrations

INDEX = """
CREATE INDEX event_administered ON ledger.event (post, at DESC, id DESC)
WHERE (kind IN (
  'access_log', 'body', 'calendar', 'data_request', 'document_mark', 'official', 'place', 'population', 'post',
  'review_line', 'sign_in', 'system', 'token', 'unit'
) OR type IN (
  'party.access_reset', 'party.account_opened', 'party.corrected', 'party.erased', 'record.queued_again'
))
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_tables")]
    operations = [migrations.RunSQL([INDEX], ["DROP INDEX ledger.event_administered"])]
