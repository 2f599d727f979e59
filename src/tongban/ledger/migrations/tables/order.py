"""The ledger itself: heads, events, the outbox, the global order and the cursors of followers, with their guards.

`event` is one plain table: partitions by id would need the id in every unique key, and one number per subject is dearer
than cheap detaching of old months.
"""

from django.db import migrations, models

SCHEMA = """
CREATE SCHEMA ledger;

CREATE TABLE ledger.ledger_head (
  kind text NOT NULL,
  subject_id uuid NOT NULL,
  seq int NOT NULL CHECK (seq >= 1),
  prev bytea NOT NULL CHECK (octet_length(prev) = 32),
  hash bytea NOT NULL CHECK (octet_length(hash) = 32),
  txid xid8 NOT NULL,
  PRIMARY KEY (kind, subject_id)
) WITH (fillfactor = 70);

CREATE TABLE ledger.event (
  id uuid PRIMARY KEY,
  origin text NOT NULL,
  kind text NOT NULL,
  subject_id uuid NOT NULL,
  seq int NOT NULL CHECK (seq >= 1),
  type text NOT NULL,
  type_version smallint NOT NULL CHECK (type_version >= 1),
  actor uuid,
  post uuid,
  body_id uuid,
  place_id uuid,
  on_behalf_ref uuid,
  at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  body bytea NOT NULL CHECK (octet_length(body) <= 65536),
  prev bytea NOT NULL CHECK (octet_length(prev) = 32),
  hash bytea NOT NULL CHECK (octet_length(hash) = 32),
  UNIQUE (kind, subject_id, seq)
);

-- `no` is handed out inside the lock on the head, so it follows the order of each subject; across subjects it is only
-- the order of work, and a late commit simply waits here.
CREATE TABLE ledger.outbox (
  no bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id uuid NOT NULL
) WITH (fillfactor = 70);

CREATE TABLE ledger.leaf (
  idx bigint PRIMARY KEY CHECK (idx >= 0),
  event_id uuid NOT NULL UNIQUE
);

-- `idx` is the next leaf this follower has not handled yet, which is also how many it has handled.
CREATE TABLE ledger.cursor (
  follower text PRIMARY KEY,
  idx bigint NOT NULL CHECK (idx >= 0)
) WITH (fillfactor = 70);
"""

# A stale caller is told by SQLSTATE TB001 and by nothing else: not by a unique violation, which would also name values.
APPEND = """
CREATE FUNCTION ledger.append(body bytea) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  told jsonb := convert_from(append.body, 'UTF8')::jsonb;
  of_kind text := told ->> 'kind';
  of_subject uuid := (told ->> 'subject')::uuid;
  number int := (told ->> 'seq')::int;
  before bytea;
  after bytea;
BEGIN
  IF number = 1 THEN
    before := decode(repeat('00', 32), 'hex');
    after := sha256(before || append.body);
    INSERT INTO ledger.ledger_head (kind, subject_id, seq, prev, hash, txid)
      VALUES (of_kind, of_subject, 1, before, after, pg_current_xact_id())
      ON CONFLICT (kind, subject_id) DO NOTHING;
  ELSE
    UPDATE ledger.ledger_head
      SET seq = number, prev = hash, hash = sha256(hash || append.body), txid = pg_current_xact_id()
      WHERE kind = of_kind AND subject_id = of_subject AND seq = number - 1
      RETURNING prev, hash INTO before, after;
  END IF;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'ledger.append: the head of this % is not at the number before %', of_kind, number
      USING ERRCODE = 'TB001';
  END IF;
  INSERT INTO ledger.event (id, origin, kind, subject_id, seq, type, type_version, actor, post, body_id, place_id,
                            on_behalf_ref, at, body, prev, hash)
    VALUES ((told ->> 'id')::uuid, told ->> 'origin', of_kind, of_subject, number, told ->> 'type',
            (told ->> 'version')::smallint, (told ->> 'actor')::uuid, (told ->> 'post_id')::uuid,
            (told ->> 'body_id')::uuid, (told ->> 'place_id')::uuid, (told ->> 'on_behalf')::uuid,
            (told ->> 'at')::timestamptz, append.body, before, after);
  INSERT INTO ledger.outbox (event_id) VALUES ((told ->> 'id')::uuid);
  RETURN number;
END $$;

-- The hash of the newest event of a subject; volatile, so that it sees what `append` wrote in the same statement.
CREATE FUNCTION ledger.head_hash(of_kind text, of_subject uuid) RETURNS bytea
LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
  SELECT hash FROM ledger.ledger_head WHERE kind = of_kind AND subject_id = of_subject
$$;
"""

# The order is given after the commit, by one sequencer at a time: a number drawn inside the act would become visible
# after a higher one, and a follower that had passed it would never see it.
SEQUENCE = """
CREATE FUNCTION ledger.sequence(batch int) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  first bigint;
  moved int;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('ledger.sequence', 0));
  SELECT coalesce(max(idx) + 1, 0) INTO first FROM ledger.leaf;
  WITH taken AS (
    DELETE FROM ledger.outbox WHERE no IN (SELECT no FROM ledger.outbox ORDER BY no LIMIT batch) RETURNING no, event_id
  )
  INSERT INTO ledger.leaf (idx, event_id) SELECT first + row_number() OVER (ORDER BY no) - 1, event_id FROM taken;
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved > 0 THEN
    PERFORM pg_notify('ledger_leaf', (first + moved)::text);
  END IF;
  RETURN moved;
END $$;

CREATE FUNCTION ledger.advance(of_follower text, handled bigint, reached bigint) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF reached <= handled OR reached > (SELECT coalesce(max(idx) + 1, 0) FROM ledger.leaf) THEN
    RAISE EXCEPTION 'ledger.advance: a cursor moves forward and not past the last leaf' USING ERRCODE = 'TB002';
  END IF;
  IF handled = 0 THEN
    INSERT INTO ledger.cursor (follower, idx) VALUES (of_follower, reached) ON CONFLICT (follower) DO NOTHING;
  ELSE
    UPDATE ledger.cursor SET idx = reached WHERE follower = of_follower AND idx = handled;
  END IF;
  RETURN FOUND;
END $$;
"""

# These hold for the owner's ordinary statements too. An owner can still drop a trigger; the hashes then show what was
# done.
GUARDS = """
CREATE FUNCTION ledger.refuse() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION '%.%: % is refused; this table only grows', TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'TB002';
END $$;

CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.event
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse();
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.leaf
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse();
CREATE TRIGGER only_grows BEFORE DELETE OR TRUNCATE ON ledger.ledger_head
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse();
CREATE TRIGGER one_link_at_a_time BEFORE UPDATE ON ledger.ledger_head FOR EACH ROW
  WHEN (NEW.kind <> OLD.kind OR NEW.subject_id <> OLD.subject_id OR NEW.seq <> OLD.seq + 1 OR NEW.prev <> OLD.hash
        OR NEW.txid <> pg_current_xact_id())
  EXECUTE FUNCTION ledger.refuse();
CREATE TRIGGER only_sequenced BEFORE UPDATE OR TRUNCATE ON ledger.outbox
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse();
CREATE TRIGGER only_grows BEFORE DELETE OR TRUNCATE ON ledger.cursor
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse();

CREATE FUNCTION ledger.refuse_loss() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM gone WHERE NOT EXISTS (SELECT 1 FROM ledger.leaf WHERE leaf.event_id = gone.event_id)) THEN
    RAISE EXCEPTION 'ledger.outbox: a row leaves only by becoming a leaf' USING ERRCODE = 'TB002';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER only_sequenced_rows_leave AFTER DELETE ON ledger.outbox REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_loss();
"""

# Whoever may do what is said by `manage prepare`; nobody may do anything by being there.
RIGHTS = """
REVOKE ALL ON SCHEMA ledger FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA ledger FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ledger FROM PUBLIC;
"""


def read_only(name, table, ordering=()):
    """A model of the state that Django only reads; of an unmanaged model it compares no columns."""
    options = {"managed": False, "db_table": f'"ledger"."{table}"'}
    if ordering:
        options["ordering"] = list(ordering)
    return migrations.CreateModel(name, [("id", models.TextField(primary_key=True))], options)


TABLES = [
    migrations.RunSQL([SCHEMA], ["DROP SCHEMA ledger CASCADE"]),
    migrations.RunSQL([APPEND], migrations.RunSQL.noop),
    migrations.RunSQL([SEQUENCE], migrations.RunSQL.noop),
    migrations.RunSQL([GUARDS], migrations.RunSQL.noop),
    migrations.RunSQL([RIGHTS], migrations.RunSQL.noop),
    read_only("LedgerHead", "ledger_head"),
    read_only("LedgerEvent", "event", ["kind", "subject_id", "seq"]),
    read_only("Leaf", "leaf", ["idx"]),
    read_only("Cursor", "cursor"),
]
