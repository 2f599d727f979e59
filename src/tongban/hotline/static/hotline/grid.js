/* Grid reports without a network. What is sent is first kept in the phone under an id made here, then posted; what has
   arrived is forgotten. The same id sent twice is one event, so a lost answer does no harm. */
(function () {
  "use strict";
  var form = document.querySelector("form[data-grid]"), box = document.getElementById("unsent"), running = false;
  if (!form || !window.indexedDB || !window.fetch || !window.crypto || !crypto.randomUUID) { return; }
  if (navigator.serviceWorker) { navigator.serviceWorker.register(form.dataset.worker, { scope: form.dataset.scope }); }

  function store(mode, act) {
    return new Promise(function (done, failed) {
      var asked = indexedDB.open("tongban-grid", 1);
      asked.onupgradeneeded = function () { asked.result.createObjectStore("unsent", { keyPath: "id" }); };
      asked.onerror = function () { failed(asked.error); };
      asked.onsuccess = function () {
        var base = asked.result, change = base.transaction("unsent", mode), answer = act(change.objectStore("unsent"));
        change.oncomplete = function () { base.close(); done(answer && answer.result); };
        change.onerror = change.onabort = function () { base.close(); failed(change.error); };
      };
    });
  }
  function kept() { return store("readonly", function (all) { return all.getAll(); }); }

  function show() {
    return kept().then(function (all) {
      box.hidden = !all.length;
      box.dataset.count = all.length;
      box.textContent = all.length ? form.dataset.kept.replace("0", all.length) : "";
      all.forEach(function (one) {
        if (!one.refused) { return; }
        var line = document.createElement("p"), drop = document.createElement("button");
        line.textContent = one.fields.text + " " + one.refused + " ";
        drop.type = "button"; drop.className = "btn btn-row"; drop.textContent = form.dataset.drop;
        drop.addEventListener("click", function () {
          store("readwrite", function (rows) { rows.delete(one.id); }).then(show);
        });
        line.appendChild(drop); box.appendChild(line);
      });
    });
  }

  function send(one) {
    var data = new FormData();
    Object.keys(one.fields).forEach(function (name) { data.append(name, one.fields[name]); });
    one.bodies.forEach(function (body) { data.append("bodies", body); });
    data.append("id", one.id);
    if (one.photo) { data.append("photo", one.photo, "photo"); }
    return fetch(form.dataset.report, {
      method: "POST", body: data, redirect: "manual", credentials: "same-origin",
      headers: { "X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]").value }
    }).then(function (answer) {
      if (answer.ok) { return store("readwrite", function (rows) { rows.delete(one.id); }); }
      if (answer.status !== 409) { throw new Error("later"); }
      return answer.json().then(function (told) {
        one.refused = told.sentence;
        return store("readwrite", function (rows) { rows.put(one); });
      });
    });
  }

  function sync() {
    if (running) { return Promise.resolve(); }
    running = true;
    return kept().then(function (all) {
      return all.filter(function (one) { return !one.refused; }).reduce(function (before, one) {
        return before.then(function () { return send(one); });
      }, Promise.resolve());
    }).catch(function () { /* no network: they stay */ }).then(function () { running = false; return show(); });
  }

  form.addEventListener("submit", function (event) {
    var fields = {}, photo = form.elements.photo.files[0] || null, bodies = [];
    event.preventDefault();
    ["kind", "text", "spot", "lat", "lon"].forEach(function (name) { fields[name] = form.elements[name].value; });
    fields.found_at = new Date().toISOString();
    form.querySelectorAll("[name=bodies]:checked").forEach(function (one) { bodies.push(one.value); });
    store("readwrite", function (rows) {
      rows.put({ id: crypto.randomUUID(), fields: fields, bodies: bodies, photo: photo });
    }).then(function () { form.reset(); return show(); }).then(sync);
  });
  form.querySelector("[data-place]").addEventListener("click", function () {
    if (!navigator.geolocation) { return; }
    navigator.geolocation.getCurrentPosition(function (found) {
      form.elements.lat.value = found.coords.latitude.toFixed(6);
      form.elements.lon.value = found.coords.longitude.toFixed(6);
      form.querySelector("[data-placed]").hidden = false;
    });
  });
  window.addEventListener("online", sync);
  show().then(sync);
}());
