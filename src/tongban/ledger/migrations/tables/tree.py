"""The sealed tree: full tiles, signed checkpoints, the keys that signed them, witnesses' signatures, and the border.

All five only grow. The sealer's role calls `ledger.seal` and `ledger.open_epoch` and nothing else; the application may
only keep what a witness has signed. How far the ledger is sealed is the size of the newest checkpoint. The border to the
second epoch is one row; a tile says to which tree it belongs, and `seal` takes nothing for an epoch that is over.
"""

from django.db import migrations

SCHEMA = """
CREATE TABLE ledger.tile (
  epoch smallint NOT NULL DEFAULT 1,
  level smallint NOT NULL CHECK (level BETWEEN 0 AND 7),
  no bigint NOT NULL CHECK (no >= 0),
  hashes bytea NOT NULL CHECK (octet_length(hashes) = 8192),
  root bytea NOT NULL CHECK (octet_length(root) = 32),
  PRIMARY KEY (epoch, level, no)
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

CREATE TABLE ledger.epoch (
  no smallint PRIMARY KEY CHECK (no = 2),
  hashing text NOT NULL CHECK (hashing = 'sm3'),
  after bigint NOT NULL REFERENCES ledger.checkpoint,
  root bytea NOT NULL CHECK (octet_length(root) = 32),
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);
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
"""

EPOCH = """
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
"""

COSIGN = """
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
    for table in ("tile", "checkpoint", "log_key", "cosignature", "epoch")
)
RIGHTS = """
REVOKE ALL ON FUNCTION
  ledger.seal(smallint, bigint, bigint, bytea, text, text, smallint[], bigint[], bytea[], bytea[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION ledger.open_epoch(text) FROM PUBLIC;
REVOKE ALL ON FUNCTION ledger.keep_cosignature(bigint, text, text) FROM PUBLIC;
"""

TABLES = [migrations.RunSQL([SCHEMA, SEAL, EPOCH, COSIGN, GUARDS, RIGHTS], migrations.RunSQL.noop)]
