/* Checks a receipt on the device of whoever holds it: hashes by WebCrypto, Ed25519 (RFC 8032) and SM3 (GB/T 32905) written
   out, because browsers need not have them. The receipt stays here; the ledger is only asked what it has signed by today
   and for the proof that it goes on from the receipt. It answers with a code; the words stand in the page. */
(function () {
  "use strict";
  var P = (1n << 255n) - 19n, ORDER = (1n << 252n) + 27742317777372353535851937790883648493n;
  var mod = function (a) { a %= P; return a < 0n ? a + P : a; };
  function power(a, n) { var r = 1n; for (a = mod(a); n > 0n; n >>= 1n) { if (n & 1n) r = mod(r * a); a = mod(a * a); } return r; }
  var D = mod(-121665n * power(121666n, P - 2n));
  var little = function (b) { return b.reduceRight(function (n, x) { return (n << 8n) | BigInt(x); }, 0n); };
  var same = function (a, b) { return a.length === b.length && a.every(function (x, i) { return x === b[i]; }); };
  var text = function (t) { return new TextEncoder().encode(t); };
  function join() {
    var parts = [].slice.call(arguments), at = 0, all = new Uint8Array(parts.reduce(function (sum, a) { return sum + a.length; }, 0));
    parts.forEach(function (a) { all.set(a, at); at += a.length; });
    return all;
  }
  var hex = function (t) { return Uint8Array.from(t.match(/../g) || [], function (x) { return parseInt(x, 16); }); };
  function raw(t) {  /* base64 and nothing else: no blank, not a sign too many or too few */
    var found = /^([A-Za-z0-9+/]*)(={0,2})$/.exec(t), open = found ? -found[1].length & 3 : 3;
    if (open === 3 || found[2].length !== open) throw new Error("base64");
    return Uint8Array.from(atob(found[1]), function (c) { return c.charCodeAt(0); });
  }
  function hash(kind) { return function () { return crypto.subtle.digest(kind, join.apply(null, arguments)).then(function (d) { return new Uint8Array(d); }); }; }
  var sha = hash("SHA-256"), sha512 = hash("SHA-512");
  function turn(x, n) { n %= 32; return (x << n | x >>> 32 - n) >>> 0; }
  function block(v, data, at) {  /* SM3: one block of 64 bytes folded into the state */
    var w = [], view = new DataView(data.buffer, at, 64), j, x;
    for (j = 0; j < 68; j++) {
      x = j < 16 ? 0 : w[j - 16] ^ w[j - 9] ^ turn(w[j - 3], 15);
      w[j] = j < 16 ? view.getUint32(4 * j) : (x ^ turn(x, 15) ^ turn(x, 23) ^ turn(w[j - 13], 7) ^ w[j - 6]) >>> 0;
    }
    var s = v.slice(), early, one, two, ff, gg;
    for (j = 0; j < 64; j++) {
      early = j < 16;
      one = turn(turn(s[0], 12) + s[4] + turn(early ? 0x79cc4519 : 0x7a879d8a, j) >>> 0, 7);
      two = (one ^ turn(s[0], 12)) >>> 0;
      ff = early ? s[0] ^ s[1] ^ s[2] : s[0] & s[1] | s[0] & s[2] | s[1] & s[2];
      gg = early ? s[4] ^ s[5] ^ s[6] : s[4] & s[5] | ~s[4] & s[6];
      x = gg + s[7] + one + w[j] >>> 0;
      s = [ff + s[3] + two + (w[j] ^ w[j + 4]) >>> 0, s[0], turn(s[1], 9), s[2], (x ^ turn(x, 9) ^ turn(x, 17)) >>> 0, s[4], turn(s[5], 19), s[6]];
    }
    return s.map(function (word, i) { return (word ^ v[i]) >>> 0; });
  }
  function sm3() {
    var data = join.apply(null, arguments), whole = new Uint8Array(Math.ceil((data.length + 9) / 64) * 64), out = new DataView(new ArrayBuffer(32));
    var v = [0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e];
    whole.set(data);
    whole[data.length] = 128;
    new DataView(whole.buffer).setUint32(whole.length - 4, data.length * 8);
    for (var at = 0; at < whole.length; at += 64) v = block(v, whole, at);
    v.forEach(function (word, i) { out.setUint32(4 * i, word); });
    return new Uint8Array(out.buffer);
  }

  function point(data) {
    var n = little(data), y = n & ((1n << 255n) - 1n), odd = n >> 255n;
    var square = mod((y * y - 1n) * power(D * y * y + 1n, P - 2n)), x = power(square, (P + 3n) / 8n);
    if (mod(x * x - square)) x = mod(x * power(2n, (P - 1n) / 4n));
    if (y >= P || mod(x * x - square) || (x === 0n && odd)) return null;
    x = (x & 1n) === odd ? x : P - x;
    return [x, y, 1n, mod(x * y)];
  }
  function plus(a, b) {
    var e = mod((a[1] - a[0]) * (b[1] - b[0])), f = mod((a[1] + a[0]) * (b[1] + b[0]));
    var g = mod(2n * a[3] * b[3] * D), h = mod(2n * a[2] * b[2]), x = f - e, y = h - g, z = h + g, t = f + e;
    return [mod(x * y), mod(z * t), mod(y * z), mod(x * t)];
  }
  function times(n, a) { var r = [0n, 1n, 1n, 0n]; for (; n > 0n; n >>= 1n) { if (n & 1n) r = plus(r, a); a = plus(a, a); } return r; }
  function bytes(n) { return Uint8Array.from({ length: 32 }, function (_, i) { return Number((n >> BigInt(8 * i)) & 255n); }); }
  async function signed(key, message, signature) {
    var a = point(key), r = point(signature.slice(0, 32)), s = little(signature.slice(32));
    if (key.length !== 32 || signature.length !== 64 || !a || !r || s >= ORDER) return false;
    var h = little(await sha512(signature.slice(0, 32), key, message)) % ORDER;
    var left = times(s, point(bytes(mod(4n * power(5n, P - 2n))))), right = plus(r, times(h, a));
    return !mod(left[0] * right[2] - right[0] * left[2]) && !mod(left[1] * right[2] - right[1] * left[2]);
  }

  async function opened(note, line) {  /* the lines of a signed note's text, null for a wrong signature, undefined without one */
    var parts = line.split("+"), key = raw(parts.slice(2).join("+")), whole = note.split("\n\n").join("\n\0"), end = whole.lastIndexOf("\0");
    var body = whole.slice(0, Math.max(end, 0)), id = (await sha(text(parts[0] + "\n"), key)).slice(0, 4), found;
    for (var row of whole.slice(end + 1).split(/[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/)) {
      var words = row.split(" "), value = raw(words[2] || "");
      if (found === undefined && words[0] === "—" && words[1] === parts[0] && same(value.slice(0, 4), id))
        found = key[0] === 1 && await signed(key.slice(1), text(body), value.slice(4)) ? body.split("\n") : null;
    }
    return found;
  }
  async function climb(place, last, proof, both, hashed) {  /* RFC 9162: `both` is [older, newer] or [leaf]; null when a length is wrong */
    for (var sibling of proof) {
      if (last <= 0 || sibling.length !== 32) return null;
      if (place % 2 || place === last) {
        for (var i = 0; i < both.length; i++) both[i] = await hashed([1], sibling, both[i]);
        while (place && place % 2 === 0) { place /= 2; last = Math.floor(last / 2); }
      } else both[both.length - 1] = await hashed([1], both[both.length - 1], sibling);
      place = Math.floor(place / 2); last = Math.floor(last / 2);
    }
    return last === 0 ? both : null;
  }
  async function checkpoint(note, keys) {  /* {size, root, border} as one of these keys signed it, null when it is wrong, undefined when none did */
    for (var key of keys) {
      var said = await opened(note, key);
      if (said === undefined) continue;
      if (!said || said[0] !== key.split("+")[0] || !/^\d+$/.test(said[1])) return null;
      var line = /^epoch sm3 after ([1-9]\d*) ([A-Za-z0-9+/]{43}=)$/.exec(said[3]), size = Number(said[1]);
      var stated = said.slice(3).filter(function (each) { return each.slice(0, 5) === "epoch"; }).length;
      var border = line && { size: Number(line[1]), root: raw(line[2]) };
      return stated !== (border ? 1 : 0) || border && border.size >= size ? null : { size: size, root: raw(said[2]), border: border };
    }
  }
  async function grown(older, newer, proof) {  /* whether a checkpoint is the beginning of another, within an epoch or over the border */
    var border = newer.border, first = border ? border.size : 0;
    if (older.border ? !border || older.border.size !== first || !same(older.border.root, border.root) : border && older.size > first) return false;
    if (border && !older.border) { newer = border; first = 0; }
    if (older.size === newer.size) return same(older.root, newer.root);
    var place = older.size - first - 1, last = newer.size - first - 1, whole = (place + 1).toString(2).lastIndexOf("1") === 0;
    var path = (whole ? [older.root] : []).concat(proof);
    if (place < 0 || place >= last || !path.length) return false;
    while (place % 2) { place = (place - 1) / 2; last = Math.floor(last / 2); }
    var roots = await climb(place, last, path.slice(1), [path[0], path[0]], first ? sm3 : sha);
    return !!roots && same(roots[0], older.root) && same(roots[1], newer.root);
  }
  async function check(receipt, published, ask) {  /* true, grown, alone, wait, or what is wrong */
    if (!receipt || receipt.format !== "tongban-receipt-1") return "format";
    if (published && !published.includes(receipt.key)) return "key";
    var name = receipt.key.split("+")[0], digest = await sha(hex(receipt.event.prev), text(receipt.event.body));
    var promise = await opened(receipt.promise, receipt.key);
    if (!promise || promise[0] !== name + " promise" || !same(hex(promise[1]), digest)) return "promise";
    if (!receipt.proof) return "wait";
    var held = await checkpoint(receipt.proof.checkpoint, [receipt.key]), index = receipt.proof.index;
    if (!held || !(index >= 0 && index < held.size)) return "signature";
    var border = held.border, first = border && index >= border.size ? border.size : 0, hashed = first ? sm3 : sha;
    var end = border && !first ? border : held;
    var leaf = await hashed([0], await hashed(hex(receipt.event.prev), text(receipt.event.body)));
    var root = await climb(index - first, end.size - first - 1, receipt.proof.hashes.map(raw), [leaf], hashed);
    if (!root || !same(root[0], end.root)) return "proof";
    return ask ? today(held, published || [receipt.key], ask) : "true";
  }
  async function today(held, keys, ask) {  /* does the ledger of today go on from what the receipt holds? */
    try {
      var now = await checkpoint(await ask("checkpoint"), keys);
      if (!now) return "alone";
      if (now.size < held.size) return "cut";
      var proof = now.size === held.size ? "" : await ask("proof/" + held.size + "/" + now.size);
      return await grown(held, now, proof.split("\n").filter(Boolean).map(raw)) ? "grown" : "fork";
    } catch (fault) { return "alone"; }
  }
  async function answer(data, published, ask) {
    if (typeof crypto === "undefined" || !crypto.subtle) return "device";
    try { return await check(JSON.parse(data), published, ask); } catch (fault) { return "format"; }
  }
  if (typeof module !== "undefined") { module.exports = answer; return; }
  window.tongbanLedger = { answer: answer, checkpoint: checkpoint, grown: grown, sm3: sm3, join: join, same: same, hex: hex, raw: raw, ask: ask };

  var words = document.querySelector("#ledger-words"), field = document.querySelector("[data-check]");
  function say(where, code) {
    where.textContent = words.querySelector('[data-code="' + code + '"]').textContent;
    where.hidden = false;
    return code;
  }
  function ask(path) {
    return fetch(words.dataset.ledger + path, { cache: "no-store" }).then(function (r) { if (!r.ok) throw new Error(path); return r.text(); });
  }
  function look(link, left) {  /* of a page opened before the seal: it asks again, and shows itself anew once it is sealed */
    fetch(link.dataset.receipt, { cache: "no-store" }).then(function (r) { return r.text(); })
      .then(function (data) { return answer(data, null, ask); }).then(function (code) {
        if (say(link, code) === "wait" && left) setTimeout(look, 2000, link, left - 1);
        else if (code !== "wait" && left < 15) location.reload();
      });
  }
  var link = document.querySelector("[data-receipt]");
  if (link) look(link, 15);
  if (field) {
    field.hidden = false;
    field.querySelector("input").addEventListener("change", function () {
      var verdict = document.querySelector("[data-verdict]"), keys = document.querySelector("[data-keys]").dataset.keys.split(" ");
      if (this.files[0]) this.files[0].text().then(function (data) { return answer(data, keys, ask); }).then(function (code) { say(verdict, code); });
    });
  }
})();
