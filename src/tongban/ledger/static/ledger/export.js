/* Audits a whole export on the device of whoever holds it, line by line as it is read: each event in its canonical form, its
   chain, the tree over all of them, and what was signed of it. The file stays here; the ledger is only asked what it has
   signed by today and for the proof that it goes on from the file. SHA-256 (FIPS 180-4) is written out: a million calls of
   WebCrypto take minutes. The same verdicts as verify_ledger.py, which was written apart. */
(function () {
  "use strict";
  var ledger = window.tongbanLedger, join = ledger.join, same = ledger.same, LONGEST = 64 + 1 + 65536;
  var words = function (t) { return Uint32Array.from(t.match(/.{8}/g), function (x) { return parseInt(x, 16); }); };
  var START = words("6a09e667bb67ae853c6ef372a54ff53a510e527f9b05688c1f83d9ab5be0cd19"), K = words(
    "428a2f9871374491b5c0fbcfe9b5dba53956c25b59f111f1923f82a4ab1c5ed5d807aa9812835b01243185be550c7dc3" +
    "72be5d7480deb1fe9bdc06a7c19bf174e49b69c1efbe47860fc19dc6240ca1cc2de92c6f4a7484aa5cb0a9dc76f988da" +
    "983e5152a831c66db00327c8bf597fc7c6e00bf3d5a7914706ca63511429296727b70a852e1b21384d2c6dfc53380d13" +
    "650a7354766a0abb81c2c92e92722c85a2bfe8a1a81a664bc24b8b70c76c51a3d192e819d6990624f40e3585106aa070" +
    "19a4c1161e376c082748774c34b0bcb5391c0cb34ed8aa4a5b9cca4f682e6ff3748f82ee78a5636f84c878148cc70208" +
    "90befffaa4506cebbef9a3f7c67178f2");
  function block(v, data, at, w) {
    var i, x, y, a = v[0], b = v[1], c = v[2], d = v[3], e = v[4], f = v[5], g = v[6], h = v[7];
    for (i = 0; i < 16; i++, at += 4) w[i] = data[at] << 24 | data[at + 1] << 16 | data[at + 2] << 8 | data[at + 3];
    for (; i < 64; i++) {
      x = w[i - 15]; y = w[i - 2];
      w[i] = w[i - 16] + w[i - 7] + ((x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3) + ((y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10) | 0;
    }
    for (i = 0; i < 64; i++) {
      x = h + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7)) + (e & f ^ ~e & g) + K[i] + w[i] | 0;
      y = ((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10)) + (a & b ^ a & c ^ b & c) | 0;
      h = g; g = f; f = e; e = d + x | 0; d = c; c = b; b = a; a = x + y | 0;
    }
    v[0] += a; v[1] += b; v[2] += c; v[3] += d; v[4] += e; v[5] += f; v[6] += g; v[7] += h;
  }
  function sha() {
    var data = join.apply(null, arguments), whole = data.length & ~63, v = START.slice(), w = new Int32Array(64), at;
    var rest = new Uint8Array(data.length - whole < 56 ? 64 : 128), out = new DataView(new ArrayBuffer(32));
    rest.set(data.subarray(whole));
    rest[data.length - whole] = 128;
    new DataView(rest.buffer).setUint32(rest.length - 4, data.length * 8);
    for (at = 0; at < whole; at += 64) block(v, data, at, w);
    for (at = 0; at < rest.length; at += 64) block(v, rest, at, w);
    v.forEach(function (word, i) { out.setUint32(4 * i, word); });
    return new Uint8Array(out.buffer);
  }

  function letters(t) {  /* text as it may stand in an event: Unicode NFC, no U+0000, no half of a pair */
    if (!/^[ -~]*$/.test(t) && (t.normalize("NFC") !== t || t.includes("\0") || /\p{Cs}/u.test(t))) throw new Error("text");
    return JSON.stringify(t);
  }
  function members(value, left) {
    return Object.keys(value).sort().map(function (key) {
      if (!/^[a-z][a-z0-9_]{0,63}$/.test(key)) throw new Error("key");
      return '"' + key + '":' + canonical(value[key], left);
    });
  }
  function canonical(value, left) {  /* the one writing of a value, or an error: RFC 8785 for what an event may hold */
    if (typeof value === "string") return letters(value);
    if (typeof value === "number" && Number.isSafeInteger(value) || typeof value === "boolean" || value === null) return String(value);
    left = left === undefined ? 32 : left;
    if (typeof value !== "object" || left === 0) throw new Error("value");
    if (Array.isArray(value)) return "[" + value.map(function (each) { return canonical(each, left - 1); }).join(",") + "]";
    return "{" + members(value, left - 1).join(",") + "}";
  }
  function event(line) {  /* {prev, body, told} of a line that is written as a ledger writes, or an error */
    var before = String.fromCharCode.apply(null, line.subarray(0, 65)), body = line.subarray(65);
    if (line.length > LONGEST || !/^[0-9a-f]{64} $/.test(before)) throw new Error("line");
    var said = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body), told = JSON.parse(said);
    if (canonical(told) !== said || typeof told.kind !== "string" || typeof told.subject !== "string" || typeof told.seq !== "number") throw new Error("event");
    return { prev: ledger.hex(before), body: body, told: told };
  }

  function Tree(hashed) { this.peaks = []; this.hashed = hashed; }
  Tree.prototype.add = function (leaf) {
    for (var height = 0; this.peaks.length && this.peaks[this.peaks.length - 1][0] === height; height++)
      leaf = this.hashed([1], this.peaks.pop()[1], leaf);
    this.peaks.push([height, leaf]);
  };
  Tree.prototype.root = function () {
    var hashed = this.hashed;
    return this.peaks.reduceRight(function (right, peak) { return right ? hashed([1], peak[1], right) : peak[1]; }, null);
  };
  var alike = function (a, b) { return a === b || !!a && !!b && a.size === b.size && same(a.root, b.root); };

  function Audit(held) {  /* what is held of the ledger, in the order of its sizes; also the root with which an epoch was closed */
    this.closed = new Map();
    held.forEach(function (one) { if (one.border) this.closed.set(one.border.size, one.border); }, this);
    this.held = held.concat(Array.from(this.closed.values(), function (one) { return { size: one.size, root: one.root, border: null }; }));
    this.held.sort(function (a, b) { return a.size - b.size; });
    this.heads = new Map(); this.tree = new Tree(sha); this.border = null; this.count = 0; this.agreed = 0;
  }
  Audit.prototype.take = function (line) {  /* the next line; null, or what is wrong */
    var found, number = this.count + 1;
    try { found = event(line); } catch (fault) { return { code: "export-line", line: number }; }
    var told = found.told, subject = told.kind + "\0" + told.subject, last = this.heads.get(subject) || { seq: 0, hash: new Uint8Array(32) };
    if (told.seq !== last.seq + 1 || !same(found.prev, last.hash)) return { code: "export-chain", line: number };
    var hash = sha(found.prev, found.body);
    this.heads.set(subject, { seq: told.seq, hash: hash });
    this.tree.add(this.tree.hashed([0], this.border ? ledger.sm3(found.prev, found.body) : hash));
    this.count = number;
    for (; this.held.length && this.held[0].size === number; this.agreed = number) {
      var one = this.held.shift();
      if (!same(one.root, this.tree.root()) || !alike(one.border, this.border)) return { code: "export-signed", first: this.agreed + 1, last: number };
    }
    if (!this.border && this.closed.has(number)) { this.border = this.closed.get(number); this.tree = new Tree(ledger.sm3); }
    return null;
  };

  async function lines(stream, take, tell) {  /* hands on line by line what is read, and what follows the last line feed */
    var reader = stream.getReader(), rest = new Uint8Array(0), wrong = null, size = 0, rested = Date.now();
    for (;;) {
      var part = await reader.read(), data = part.done ? rest : join(rest, part.value), from = 0, end;
      while (!wrong && (end = data.indexOf(10, from)) >= 0) { wrong = take(data.subarray(from, end)); from = end + 1; }
      rest = data.slice(from);
      if (!wrong && (part.done ? rest.length : rest.length > LONGEST)) wrong = take(rest);
      if (!wrong && !part.done && tell) tell(size += part.value.length);
      if (Date.now() - rested > 40) { await new Promise(function (go) { setTimeout(go); }); rested = Date.now(); }  /* the page stays alive */
      if (wrong && !part.done) await reader.cancel();
      if (wrong || part.done) return wrong;
    }
  }
  async function signed(notes, keys) {  /* what is held, or a word: one is not signed by this ledger, or falsely */
    var held = [];
    for (var note of notes) {
      var one = null;
      try { one = await ledger.checkpoint(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(note), keys); } catch (fault) { one = null; }
      if (!one) return { code: one === undefined ? "note-other" : "note-false" };
      held.push(one);
    }
    return held;
  }
  async function compared(audit, now, ask) {  /* does the ledger of today go on from all the events of the file? */
    try {
      var proof = await ask("proof/" + audit.count + "/" + now.size), read = { size: audit.count, root: audit.tree.root(), border: audit.border };
      if (audit.border && audit.border.size === audit.count) read = { size: audit.count, root: audit.border.root, border: null };
      return await ledger.grown(read, now, proof.split("\n").filter(Boolean).map(ledger.raw)) ? "export-grown" : "export-fork";
    } catch (fault) { return "export-behind"; }
  }
  async function today(keys, ask) {  /* what the ledger has signed by now, or null */
    try { return await ledger.checkpoint(await ask("checkpoint"), keys) || null; } catch (fault) { return null; }
  }
  async function judged(stream, held, now, ask, tell) {  /* {code, …}: the code stands in the page with its sentence */
    var audit = new Audit(now ? held.concat([now]) : held), wrong = await lines(stream, audit.take.bind(audit), tell);
    if (wrong) return wrong;
    var left = audit.held.filter(function (one) { return !now || one.size !== now.size; });
    if (left.length) return { code: "export-cut", signed: left[0].size, count: audit.count };
    if (now && held.some(function (one) { return one.size > now.size; })) return { code: "export-short", now: now.size };
    if (audit.held.length) return { code: audit.count ? await compared(audit, now, ask) : "export-behind", count: audit.count, now: now.size };
    return { code: audit.agreed === audit.count && audit.count ? "export-whole" : audit.agreed ? "export-part" : "export-alone", count: audit.count, agreed: audit.agreed };
  }
  ledger.signed = signed; ledger.judged = judged; ledger.canonical = canonical;

  var place = document.querySelector("[data-export]");
  if (!place) return;
  var file = place.querySelector("#export-file"), kept = place.querySelector("#export-notes"), bar = place.querySelector("progress");
  var verdict = place.querySelector("[data-found]"), busy = false;
  function say(found) {
    var sentence = document.querySelector('#export-words [data-code="' + found.code + '"]').textContent;
    verdict.textContent = sentence.replace(/\{(\w+)\}/g, function (all, name) { return String(found[name]); });
    verdict.dataset.found = found.code;
    verdict.hidden = false;
    bar.hidden = true;
  }
  async function run() {
    var keys = document.querySelector("[data-keys]").dataset.keys.split(" "), whole = file.files[0];
    verdict.hidden = true;
    bar.hidden = false;
    bar.value = 0;
    try {
      var notes = await Promise.all(Array.from(kept.files, function (each) { return each.arrayBuffer(); }));
      var held = await signed(notes, keys);
      if (held.code) return held;
      return await judged(whole.stream(), held, await today(keys, ledger.ask), ledger.ask, function (read) { bar.value = read / whole.size; });
    } catch (fault) { return { code: "export-unread" }; }
  }
  place.hidden = false;
  place.querySelector("button").addEventListener("click", function () {
    if (!file.files[0]) { say({ code: "export-none" }); file.focus(); return; }
    if (busy) return;
    busy = true;
    run().then(say).finally(function () { busy = false; });
  });
})();
