/* Keeps the grid worker's one page and what it is made of, so that it opens without a network. Always asks the network
   first; nothing but this page and static files is kept, and nothing is sent from here. */
(function () {
  "use strict";
  var KEPT = "tongban-grid-1", PAGE = "/grid/";
  self.addEventListener("install", function (event) { event.waitUntil(self.skipWaiting()); });
  self.addEventListener("activate", function (event) { event.waitUntil(self.clients.claim()); });
  function fresh(request) {
    return fetch(request).then(function (answer) {
      if (answer.ok && !answer.redirected) {
        var copy = answer.clone();
        caches.open(KEPT).then(function (all) { all.put(request, copy); });
      }
      return answer;
    });
  }
  self.addEventListener("fetch", function (event) {
    var address = new URL(event.request.url);
    if (event.request.method !== "GET" || address.origin !== self.location.origin) { return; }
    if (event.request.mode === "navigate" && address.pathname !== PAGE) { return; }
    if (address.pathname !== PAGE && address.pathname.indexOf("/static/") !== 0) { return; }
    event.respondWith(fresh(event.request).catch(function () {
      return caches.match(event.request, { ignoreSearch: true }).then(function (found) { return found || Response.error(); });
    }));
  });
}());
