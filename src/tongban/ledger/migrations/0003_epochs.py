"""A second epoch of the tree: where the first was closed, and tiles that say to which tree they belong.

The border is one row that only grows; the sealer's role opens the epoch from the newest checkpoint, and `ledger.seal`
takes nothing for an epoch that is over.
"""

from django.db import migrations

TABLES = """
CREATE TABLE ledger.epoch (
  no smallint PRIMARY KEY CHECK (no = 2),
  hashing text NOT NULL CHECK (hashing = 'sm3'),
  after bigint NOT NULL REFERENCES ledger.checkpoint,
  root bytea NOT NULL CHECK (octet_length(root) = 32),
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.epoch
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse();
REVOKE ALL ON ledger.epoch FROM PUBLIC;
ALTER TABLE ledger.tile ADD COLUMN epoch smallint NOT NULL DEFAULT 1, DROP CONSTRAINT tile_pkey,
  ADD PRIMARY KEY (epoch, level, no);
DROP FUNCTION ledger.seal(bigint, bigint, bytea, text, text, smallint[], bigint[], bytea[], bytea[]);
"""

# False when another sealer was faster or the epoch is over: the caller then reads anew how far the ledger is sealed.
SEAL = """
CREATE FUNCTION ledger.seal(in_epoch smallint, after bigint, reached bigint, of_root bytea, signed text, key_line text,
                            levels smallint[], numbers bigint[], packed bytea[], roots bytea[]) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('ledger.seal', 0));
  IF after <> (SELECT coalesce(max(size), 0) FROM ledger.checkpoint)
     OR in_epoch <> (SELECT coalesce(max(no), 1) FROM ledger.epoch) THEN
    RETURN false;
  END IF;
  IF reached <= after OR reached > (SELECT coalesce(max(idx) + 1, 0) FROM ledger.leaf) THEN
    RAISE EXCEPTION 'ledger.seal: a checkpoint moves forward and not past the last leaf' USING ERRCODE = 'TB002';
  END IF;
  INSERT INTO ledger.tile (epoch, level, no, hashes, root)
    SELECT in_epoch, * FROM unnest(levels, numbers, packed, roots);
  INSERT INTO ledger.checkpoint (size, root, note) VALUES (reached, of_root, signed);
  INSERT INTO ledger.log_key (line, since_size) VALUES (key_line, reached) ON CONFLICT (line) DO NOTHING;
  RETURN true;
END $$;

CREATE FUNCTION ledger.open_epoch(of_hashing text) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE closed ledger.checkpoint;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('ledger.seal', 0));
  SELECT * INTO closed FROM ledger.checkpoint ORDER BY size DESC LIMIT 1;
  IF closed.size IS NULL OR EXISTS (SELECT FROM ledger.epoch) THEN
    RAISE EXCEPTION 'ledger.open_epoch: there is one border, after a signed checkpoint' USING ERRCODE = 'TB002';
  END IF;
  INSERT INTO ledger.epoch (no, hashing, after, root) VALUES (2, of_hashing, closed.size, closed.root);
  RETURN closed.size;
END $$;
REVOKE ALL ON FUNCTION
  ledger.seal(smallint, bigint, bigint, bytea, text, text, smallint[], bigint[], bytea[], bytea[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION ledger.open_epoch(text) FROM PUBLIC;
"""
BACK = """
DROP FUNCTION ledger.open_epoch(text);
DROP FUNCTION ledger.seal(smallint, bigint, bigint, bytea, text, text, smallint[], bigint[], bytea[], bytea[]);
DROP TABLE ledger.epoch;
ALTER TABLE ledger.tile DROP CONSTRAINT tile_pkey, DROP COLUMN epoch, ADD PRIMARY KEY (level, no);
CREATE FUNCTION ledger.seal(after bigint, reached bigint, of_root bytea, signed text, key_line text,
                            levels smallint[], numbers bigint[], packed bytea[], roots bytea[]) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('ledger.seal', 0));
  IF after <> (SELECT coalesce(max(size), 0) FROM ledger.checkpoint) THEN
    RETURN false;
  END IF;
  INSERT INTO ledger.tile (level, no, hashes, root) SELECT * FROM unnest(levels, numbers, packed, roots);
  INSERT INTO ledger.checkpoint (size, root, note) VALUES (reached, of_root, signed);
  INSERT INTO ledger.log_key (line, since_size) VALUES (key_line, reached) ON CONFLICT (line) DO NOTHING;
  RETURN true;
END $$;
REVOKE ALL ON FUNCTION ledger.seal(bigint, bigint, bytea, text, text, smallint[], bigint[], bytea[], bytea[])
  FROM PUBLIC;
"""


class Migration(migrations.Migration):
    """Adds the border; going back is for a ledger that has not crossed it."""

    dependencies = [("ledger", "0002_tiles_and_checkpoints")]
    operations = [migrations.RunSQL([TABLES, SEAL], [BACK])]
