/* Keys of staff pages. Rows to move through carry data-row and hold a link with data-open; the link back carries data-back.
   Any element with data-key="N" is focused, or followed when it is a link or button, by that key. Off inside fields. */
(function () {
  "use strict";
  var store = "tongban-keys-off", waiting = false;
  var dialog = document.getElementById("keys"), off = document.getElementById("keys-off");
  function isOff() { try { return localStorage.getItem(store) === "1"; } catch (fault) { return false; } }
  function rows() { return Array.prototype.slice.call(document.querySelectorAll("[data-row]")); }
  function opener(row) { return row && (row.matches("a") ? row : row.querySelector("[data-open], a")); }
  function move(step) {
    var all = rows(), at = all.findIndex(function (row) { return row.contains(document.activeElement); });
    var next = opener(all[Math.min(all.length - 1, Math.max(0, at + step))]);
    if (next) { next.focus(); }
  }
  function follow(target) {
    if (!target) { return false; }
    if (target.matches("input, textarea, select")) { target.focus(); if (target.select) { target.select(); } } else { target.click(); }
    return true;
  }
  function act(key) {
    if (waiting) { waiting = false; if (key === "d") { return follow(document.querySelector("[data-desk]")); } }
    if (key === "j" || key === "k") { move(key === "j" ? 1 : -1); return true; }
    if (key === "?" || key === "？") { dialog.showModal(); return true; }
    if (key === "Escape") { return !dialog.open && follow(document.querySelector("[data-back]")); }
    if (follow(document.querySelector('[data-key="' + (window.CSS ? CSS.escape(key) : key) + '"]'))) { return true; }
    waiting = key === "g";
    return false;
  }
  if (off) { off.checked = isOff(); off.addEventListener("change", function () { try { localStorage.setItem(store, off.checked ? "1" : "0"); } catch (fault) { /* private window: the choice lasts for this page */ } }); }
  document.addEventListener("keydown", function (event) {
    var inside = event.target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
    if (event.ctrlKey || event.metaKey || event.altKey || (inside && event.key !== "Escape") || dialog.open) { return; }
    if (isOff() && !/[?？]/.test(event.key) && event.key !== "Escape") { return; }
    if (inside) { inside.blur(); return; }
    if (act(event.key.length === 1 ? event.key.toLowerCase() : event.key)) { event.preventDefault(); }
  });
})();
