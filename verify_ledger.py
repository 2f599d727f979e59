#!/usr/bin/env python3
"""Checks what a Tongban ledger has given out, without Tongban: one file, Python 3.11, nothing else (docs/ledger.md).

    verify_ledger.py RECEIPT.json [--checkpoint FILE]       a receipt: true, false or not to be told, and why
    verify_ledger.py --ledger EXPORT [--checkpoint FILE]…   all events of an export, recomputed from their bodies

FILE may be the address of the ledger's checkpoint. --key KEY: the public key as published (else the receipt's); after
a change of keys each. --witness KEY: signed the last checkpoint. --offline asks nothing. Ends 0 true, 1 false, 2 open.
"""
import argparse, base64, hashlib, json, re, sys, urllib.request
from datetime import UTC, datetime
from unicodedata import is_normalized
P, ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D, BASE_Y = -121665 * pow(121666, P - 2, P) % P, 4 * pow(5, P - 2, P) % P
class Wrong(ValueError): """False, and why."""
class Unknown(Exception): """Neither true nor false, and what is missing."""
def read(path):
    with urllib.request.urlopen(path, timeout=20) if path[:4] == "http" else open(path, "rb") as file:
        return file.read().decode()
def need(condition, why):
    if not condition: raise Wrong(why)
def sha(*parts): return hashlib.sha256(b"".join(parts)).digest()
def sm3(*parts):
    if "sm3" not in hashlib.algorithms_available: raise Unknown("sealed with SM3, which this Python's OpenSSL lacks")
    return hashlib.new("sm3", b"".join(parts)).digest()
# Ed25519 (RFC 8032) in plain Python: slow, and only for checking.
def point(data):
    odd, y = divmod(int.from_bytes(data, "little"), 2**255)
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x * pow(2, (P - 1) // 4, P) % P if (x * x - square) % P else x
    if y >= P or (x * x - square) % P or (x == 0 and odd): return None
    return P - x if x % 2 != odd else x, y
def plus(a, b):
    k = D * a[0] * b[0] * a[1] * b[1] % P
    return (a[0] * b[1] + b[0] * a[1]) * pow(1 + k, -1, P) % P, (a[1] * b[1] + a[0] * b[0]) * pow(1 - k, -1, P) % P
def times(number, a):
    found = (0, 1)
    while number: found, a, number = plus(found, a) if number & 1 else found, plus(a, a), number >> 1
    return found
def ed25519(public, message, signature):
    a, r, s = point(public), point(signature[:32]), int.from_bytes(signature[32:], "little")
    if len(public) != 32 or len(signature) != 64 or a is None or r is None or s >= ORDER: return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    return times(s, point(BASE_Y.to_bytes(32, "little"))) == plus(r, times(h, a))
def read_key(line):
    name, _, rest = line.strip().partition("+")
    key = base64.b64decode(rest.partition("+")[2], validate=True)
    need(len(key) == 33 and rest[:8] == sha(name.encode(), b"\n", key)[:4].hex(), f"{line!r} is no key")
    return name, key
def names(keys, word=""): return [read_key(line)[0] + word for line in keys.split()]
def open_note(note, keys, absent=Wrong):
    """The text of a note that one of these keys signed; for a witness' key also the time it signs."""
    text, _, lines = note.replace("\n\n", "\n\0").rpartition("\0")
    for line, (name, key) in ((line, read_key(each)) for line in lines.splitlines() for each in keys.split()):
        mark, who, value = (line.split(" ") + ["", ""])[:3]
        data = base64.b64decode(value, validate=True)
        if mark == "—" and who == name and data[:4] == sha(name.encode(), b"\n", key)[:4]:
            seconds = int.from_bytes(data[4:12], "big") if key[0] == 4 else None
            signed = text if seconds is None else f"cosignature/v1\ntime {seconds}\n{text}"
            right = ed25519(key[1:], signed.encode(), data[4 if seconds is None else 12 :])
            need(right, f"the signature of {name} does not fit the text")
            return text, seconds
    raise absent(f"{keys.partition('+')[0]} has not signed this with the key that was asked for; a newer key? --key")
def open_checkpoint(note, keys, absent=Wrong):
    """(size, root, border): the border is (size, root) at which the SHA-256 tree was closed and SM3 begins, or None."""
    lines = open_note(note, keys, absent)[0].split("\n")
    need(len(lines) >= 4 and lines[0] in names(keys) and lines[1].isdigit(), "this is no checkpoint of that key")
    border = re.fullmatch("epoch sm3 after ([1-9][0-9]*) ([A-Za-z0-9+/]{43}=)", lines[3])
    need(sum(line[:5] == "epoch" for line in lines[3:]) == bool(border), "its border of epochs is not as it must be")
    border = border and (int(border[1]), base64.b64decode(border[2]))
    need(not border or border[0] < int(lines[1]), "its border of epochs lies after its last event")
    return int(lines[1]), base64.b64decode(lines[2], validate=True), border
def climb(place, last, proof, both, hashed=sha):
    """Walks a proof up the tree (RFC 9162): `both` is (older, newer) or (leaf,); returns the roots it leads to."""
    for sibling in proof:
        need(len(sibling) == 32 and last > 0, "the proof has not the length it must have")
        if place % 2 or place == last:
            both = [hashed(b"\1", sibling, each) for each in both]
            while place and not place % 2: place, last = place >> 1, last >> 1
        else: both = [*both[:-1], hashed(b"\1", both[-1], sibling)]
        place, last = place >> 1, last >> 1
    need(last == 0, "the proof has not the length it must have")
    return both
def check_growth(older, newer, proof):
    """That a checkpoint is the beginning of another; over the border: of the root that was closed there."""
    (old, old_root, held), (new, new_root, border) = older, newer
    need(held in (None, border), "two different borders of epochs were signed: two different histories")
    if held != border:
        need(old <= border[0], f"{old} events were signed, but the epoch was closed at {border[0]}: two histories")
        (new, new_root), border = border, None
    if old == new: return need(old_root == new_root, f"two different histories were signed for the same {old} events")
    first, hashed = (border[0], sm3) if border else (0, sha)
    place, last = old - first - 1, new - first - 1
    path = ([old_root] if place & (place + 1) == 0 else []) + proof
    need(0 <= place < last and path, "there is no proof that the ledger only grew")
    while place % 2: place, last = place >> 1, last >> 1
    roots = climb(place, last, path[1:], [path[0], path[0]], hashed)
    return need(roots == [old_root, new_root], f"{new} events do not go on from the {old} signed before: two histories")
def growth_between(ledger, old, new, offline):
    if old != new and (offline or not ledger.startswith(("https://", "http://"))):
        raise Unknown(f"checkpoints of {old} and {new} events can only be compared with a proof from the ledger")
    return [base64.b64decode(line) for line in read(f"{ledger}proof/{old}/{new}").split()] if old != new else []
def check_receipt(receipt, options):
    need(isinstance(receipt, dict) and receipt.get("format") == "tongban-receipt-1", "this is no receipt")
    key, body, proof = options.key or receipt["key"], receipt["event"]["body"].encode(), receipt["proof"]
    told, prev = json.loads(body), bytes.fromhex(receipt["event"]["prev"])
    said, digest, at = open_note(receipt["promise"], key)[0].split("\n")[:3]
    need(said in names(key, " promise") and digest == sha(prev, body).hex(), "the promise is of another event")
    if not proof: raise Unknown(f"promised at {at}, not sealed yet: fetch the receipt again in a moment")
    hashes, index, proof = [base64.b64decode(each) for each in proof["hashes"]], proof["index"], proof["checkpoint"]
    held = size, root, border = open_checkpoint(proof, key)
    need(0 <= index < size, "its place is not in the signed ledger")
    first, hashed = (border[0], sm3) if border and index >= border[0] else (0, sha)
    end, root = border if border and not first else (size, root)
    found = climb(index - first, end - first - 1, hashes, [hashed(b"\0", hashed(prev, body))], hashed)
    need(found == [root], "the event is not in the signed ledger")
    for path in options.checkpoint:
        other, live = open_checkpoint(proof := read(path), key, Unknown), path[:4] == "http"
        need(size <= other[0] or not live, "the ledger of today is shorter than the receipt: its end was cut")
        older, newer = sorted([held, other], key=lambda one: one[0])
        address = path.removesuffix("checkpoint") if live else receipt["ledger"]
        check_growth(older, newer, growth_between(address, older[0], newer[0], options.offline))
    for line in options.witness:
        sys.stdout.write(f"{names(line)[0]} saw it at {datetime.fromtimestamp(open_note(proof, line)[1], UTC)}\n")
    if not options.key: sys.stdout.write(f"the key is that of the receipt; compare it with the published one: {key}\n")
    return f"{told['type']} no. {told['seq']} of {told['at']} is event {index} of {size}, unchanged since {at}"
# Canonical JSON (RFC 8785 for what an event may hold): one value, one writing.
KEY, KEYS, LINE = re.compile("[a-z][a-z0-9_]{0,63}"), set(), re.compile(rb"([0-9a-f]{64}) ([^\n]{1,65536})\n?")
NUL = re.compile(r"(?<!\\)(\\\\)*\\u0000")
def members(told):
    known = KEYS.issuperset(told) or all(map(KEY.fullmatch, told)) and not KEYS.update(told)
    return told if known else need(0, "a key no event has")
def whole(text): return int(text) if len(text) < 18 and abs(int(text)) < 2**53 else need(0, "a number no event has")
def deep(it): return type(it) in (dict, list) and 1 + max(map(deep, it if type(it) is list else it.values()), default=0)
PARSE = json.JSONDecoder(object_hook=members, parse_int=whole, parse_float=whole, parse_constant=whole).decode
WRITE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
def read_line(line):
    """(hash before, body, what it tells) of a line of an export, which is written as a ledger writes it."""
    need(parts := LINE.fullmatch(line), "no hash, blank and event")
    told = PARSE(text := parts[2].decode())
    need(WRITE(told) == text and is_normalized("NFC", text) and not NUL.search(text), "another writing of the same")
    need(text.count("[") + text.count("{") < 33 or deep(told) < 33, "nested too deep")
    need([type(told[name]) for name in ("kind", "subject", "seq")] == [str, str, int], "no event")
    return bytes.fromhex(parts[1].decode()), parts[2], told
class Tree:
    """The roots of full subtrees, (height, hash) from the left, over one hash."""
    def __init__(self, hashed): self.peaks, self.hashed = [], hashed
    def add(self, leaf, height=0):
        while self.peaks and self.peaks[-1][0] == height:
            leaf, height = self.hashed(b"\1", self.peaks.pop()[1], leaf), height + 1
        self.peaks.append((height, leaf))
    def root(self):
        found = self.peaks[-1][1]
        for _, left in self.peaks[-2::-1]: found = self.hashed(b"\1", left, found)
        return found
def check_ledger(lines, held, live=0):
    """All events in their order: chains of subjects, trees, checkpoints held as (size, root, border); today's size."""
    closed = dict(one[2] for one in held if one[2])
    held = sorted([*held, *((*one, None) for one in closed.items())], key=lambda one: one[0])
    heads, tree, border, count, agreed = {}, Tree(sha), None, 0, 0
    for line in lines:
        try: prev, body, told = read_line(line)
        except (ValueError, KeyError, TypeError, RecursionError) as fault:
            raise Wrong(f"event {count} is not written as a ledger writes: {fault}") from None
        subject, seq = hash((told["kind"], told["subject"])), told["seq"]
        follows = 0 < seq <= count + 1 and heads.get(subject, bytes(36)) == prev + (seq - 1).to_bytes(4, "big")
        need(follows, f"event {count} breaks its chain")
        heads[subject] = (digest := sha(prev, body)) + seq.to_bytes(4, "big")
        tree.add(tree.hashed(b"\0", sm3(prev, body) if border else digest))
        count += 1
        while held and held[0][0] == count:
            need(held.pop(0)[1:] == (tree.root(), border), f"events {agreed} to {count - 1} are not what was signed")
            agreed = count
        if count in closed and not border: tree, border = Tree(sm3), (count, closed[count])
    need({one[0] for one in held} <= {live}, f"{held and held[0][0]} events were signed, here are {count}: a cut end")
    if held: raise Unknown(f"the ledger has {live} events by now, the export {count}: right so far; export it again")
    return f"{count} events, {agreed} of them as they were signed"
def check(options):
    options.key = " ".join(options.key)
    if options.receipt and not options.ledger: return check_receipt(json.loads(read(options.receipt)), options)
    if not (options.ledger and options.key):
        raise Unknown("give a receipt, or --ledger with an export and --key with the ledger's public key (--help)")
    held = [open_checkpoint(read(path), options.key, Unknown) for path in options.checkpoint]
    live = [one[0] for one, path in zip(held, options.checkpoint, strict=True) if path[:4] == "http"]
    return check_ledger(open(options.ledger, "rb"), held, max(live, default=0))
def main(words):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("receipt", nargs="?")
    parser.add_argument("--ledger")
    for name, kind in {"key": lambda line: names(line) and line, "checkpoint": str, "witness": str}.items():
        parser.add_argument(f"--{name}", action="append", default=[], type=kind)
    parser.add_argument("--offline", action="store_true")
    try: status, verdict = 0, f"TRUE 属实  {check(parser.parse_args(words))}"
    except (Unknown, OSError) as unknown: status, verdict = 2, f"NOT TO BE TOLD 尚不能断定  {unknown}"
    except (Wrong, ValueError, KeyError, TypeError, AttributeError) as wrong:
        status, verdict = 1, f"FALSE 不属实  {'' if isinstance(wrong, Wrong) else 'it cannot be read: '}{wrong}"
    sys.stdout.write(verdict + "\n")
    return status
if __name__ == "__main__": sys.exit(main(sys.argv[1:]))
