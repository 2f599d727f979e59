"""The access log ends: entries older than the least of the law may be removed, by one function and nothing else.

184 days are the six months of the Cybersecurity Law art. 21, counted from when the database wrote the entry, whatever
moment it names. An entry is still never changed, and no role removes one with a statement of its own.
"""

from django.db import migrations

ENDS = """
DROP TRIGGER only_grows ON agencies_accesslog;
CREATE TRIGGER never_changed BEFORE UPDATE OR TRUNCATE ON agencies_accesslog
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse();
CREATE FUNCTION agencies_keep_access() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF OLD.recorded_at > clock_timestamp() - interval '184 days' THEN
    RAISE EXCEPTION 'agencies_accesslog: DELETE is refused; an entry is kept for at least 184 days'
      USING ERRCODE = 'TB002';
  END IF;
  RETURN OLD;
END $$;
CREATE FUNCTION agencies_sweep_alone() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF current_user <> (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN
    RAISE EXCEPTION 'agencies_accesslog: DELETE is refused; entries leave by agencies_sweep_access alone'
      USING ERRCODE = 'TB002';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER swept_alone BEFORE DELETE ON agencies_accesslog FOR EACH STATEMENT
  EXECUTE FUNCTION agencies_sweep_alone();
CREATE TRIGGER kept_by_law BEFORE DELETE ON agencies_accesslog FOR EACH ROW EXECUTE FUNCTION agencies_keep_access();
CREATE FUNCTION agencies_sweep_access(before timestamptz, most int) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  gone int;
BEGIN
  DELETE FROM public.agencies_accesslog WHERE id IN (
    SELECT id FROM public.agencies_accesslog
     WHERE at < before AND recorded_at < least(before, clock_timestamp() - interval '184 days')
     ORDER BY at, id LIMIT most);
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END $$;
REVOKE ALL ON FUNCTION agencies_sweep_access(timestamptz, int) FROM PUBLIC;
"""
BACK = """
DROP FUNCTION agencies_sweep_access(timestamptz, int);
DROP TRIGGER kept_by_law ON agencies_accesslog;
DROP FUNCTION agencies_keep_access();
DROP TRIGGER swept_alone ON agencies_accesslog;
DROP FUNCTION agencies_sweep_alone();
DROP TRIGGER never_changed ON agencies_accesslog;
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON agencies_accesslog
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("agencies", "0002_audit_administrator")]
    operations = [migrations.RunSQL([ENDS], [BACK])]
