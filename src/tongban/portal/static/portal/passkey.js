/* Passkeys. A form with data-passkey="create" or "get" asks the browser with data-options (or what data-from answers), puts
   the answer into its field "credential" and sends itself. Without this script, or without the browser's help, the form stays
   hidden and the way by password and code is there. */
(function () {
  "use strict";
  if (!window.PublicKeyCredential || !navigator.credentials) { return; }
  function bytes(text) {
    var plain = atob(text.replace(/-/g, "+").replace(/_/g, "/")), out = new Uint8Array(plain.length);
    for (var at = 0; at < plain.length; at += 1) { out[at] = plain.charCodeAt(at); }
    return out.buffer;
  }
  function text(buffer) {
    var plain = "";
    new Uint8Array(buffer).forEach(function (one) { plain += String.fromCharCode(one); });
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }
  function read(options) {
    var asked = options.publicKey;
    asked.challenge = bytes(asked.challenge);
    if (asked.user) { asked.user.id = bytes(asked.user.id); }
    (asked.excludeCredentials || []).concat(asked.allowCredentials || []).forEach(function (one) { one.id = bytes(one.id); });
    return { publicKey: asked };
  }
  function told(made) {
    var answer = made.response, out = { clientDataJSON: text(answer.clientDataJSON) };
    ["attestationObject", "authenticatorData", "signature", "userHandle"].forEach(function (name) {
      if (answer[name]) { out[name] = text(answer[name]); }
    });
    if (answer.getTransports) { out.transports = answer.getTransports(); }
    return JSON.stringify({
      id: made.id, rawId: text(made.rawId), type: made.type, response: out,
      authenticatorAttachment: made.authenticatorAttachment || undefined, clientExtensionResults: made.getClientExtensionResults()
    });
  }
  function options(form) {
    if (form.dataset.options) { return Promise.resolve(JSON.parse(form.dataset.options)); }
    return fetch(form.dataset.from, { headers: { Accept: "application/json" } }).then(function (answer) {
      return answer.json();
    }).then(function (found) { return found.request_options; });
  }
  document.querySelectorAll("form[data-passkey]").forEach(function (form) {
    form.hidden = false;
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      options(form).then(read).then(function (asked) {
        return form.dataset.passkey === "create" ? navigator.credentials.create(asked) : navigator.credentials.get(asked);
      }).then(function (made) {
        form.elements.credential.value = told(made);
        form.submit();
      }, function () {
        var said = form.querySelector("[data-refused]");
        if (said) { said.hidden = false; }
      });
    });
  });
})();
