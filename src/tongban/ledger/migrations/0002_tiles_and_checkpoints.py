"""The sealed tree: full tiles, signed checkpoints, the keys that signed them, and witnesses' signatures below them.

All four only grow. The sealer's role calls `ledger.seal` and nothing else; the application may only keep what a witness
has signed. How far the ledger is sealed is the size of the newest checkpoint.
"""

from django.db import migrations

TABLES = """
CREATE TABLE ledger.tile (
  level smallint NOT NULL CHECK (level BETWEEN 0 AND 7),
  no bigint NOT NULL CHECK (no >= 0),
  hashes bytea NOT NULL CHECK (octet_length(hashes) = 8192),
  root bytea NOT NULL CHECK (octet_length(root) = 32),
  PRIMARY KEY (level, no)
);
-- Hashes do not shrink: trying to compress them costs the sealer time.
ALTER TABLE ledger.tile ALTER COLUMN hashes SET STORAGE EXTERNAL;

CREATE TABLE ledger.checkpoint (
  size bigint PRIMARY KEY CHECK (size > 0),
  root bytea NOT NULL CHECK (octet_length(root) = 32),
  note text NOT NULL CHECK (octet_length(note) <= 4096),
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE ledger.log_key (
  line text PRIMARY KEY CHECK (octet_length(line) <= 512),
  since_size bigint NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE ledger.cosignature (
  size bigint NOT NULL REFERENCES ledger.checkpoint,
  witness text NOT NULL CHECK (octet_length(witness) <= 512),
  line text NOT NULL CHECK (octet_length(line) <= 1024),
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (size, witness)
);
"""

# False when another sealer was faster: the caller then reads anew how far the ledger is sealed.
SEAL = """
CREATE FUNCTION ledger.seal(after bigint, reached bigint, of_root bytea, signed text, key_line text,
                            levels smallint[], numbers bigint[], packed bytea[], roots bytea[]) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('ledger.seal', 0));
  IF after <> (SELECT coalesce(max(size), 0) FROM ledger.checkpoint) THEN
    RETURN false;
  END IF;
  IF reached <= after OR reached > (SELECT coalesce(max(idx) + 1, 0) FROM ledger.leaf) THEN
    RAISE EXCEPTION 'ledger.seal: a checkpoint moves forward and not past the last leaf' USING ERRCODE = 'TB002';
  END IF;
  INSERT INTO ledger.tile (level, no, hashes, root)
    SELECT * FROM unnest(levels, numbers, packed, roots);
  INSERT INTO ledger.checkpoint (size, root, note) VALUES (reached, of_root, signed);
  INSERT INTO ledger.log_key (line, since_size) VALUES (key_line, reached) ON CONFLICT (line) DO NOTHING;
  RETURN true;
END $$;

CREATE FUNCTION ledger.keep_cosignature(of_size bigint, of_witness text, of_line text) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO ledger.cosignature (size, witness, line) VALUES (of_size, of_witness, of_line) ON CONFLICT DO NOTHING;
$$;
"""

GUARDS = "".join(
    f"""
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.{table}
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse();
REVOKE ALL ON ledger.{table} FROM PUBLIC;
"""
    for table in ("tile", "checkpoint", "log_key", "cosignature")
)
RIGHTS = """
REVOKE ALL ON FUNCTION ledger.seal(bigint, bigint, bytea, text, text, smallint[], bigint[], bytea[], bytea[])
  FROM PUBLIC;
REVOKE ALL ON FUNCTION ledger.keep_cosignature(bigint, text, text) FROM PUBLIC;
"""
BACK = """
DROP FUNCTION ledger.keep_cosignature(bigint, text, text);
DROP FUNCTION ledger.seal(bigint, bigint, bytea, text, text, smallint[], bigint[], bytea[], bytea[]);
DROP TABLE ledger.cosignature, ledger.log_key, ledger.checkpoint, ledger.tile;
"""


class Migration(migrations.Migration):
    """Adds the sealed tree; what is in the order already is sealed by the first run of the sealer."""

    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunSQL([TABLES, SEAL, GUARDS, RIGHTS], [BACK])]
