/* Notes on papers: a click on the page chooses the place. Without script the page and the place are chosen in words. */
(function () {
  "use strict";
  var box = document.querySelector("[data-note]"), form = box && box.querySelector("form");
  if (!form) { return; }
  box.querySelector("[data-click]").hidden = false;
  var x = form.elements.namedItem("x"), y = form.elements.namedItem("y");
  function part(value, whole) { return Math.max(0, Math.min(1000, Math.round(1000 * value / whole))); }
  Array.prototype.forEach.call(document.querySelectorAll(".leaf"), function (leaf) {
    leaf.addEventListener("click", function (event) {
      var at = leaf.querySelector("img").getBoundingClientRect();
      x.value = part(event.clientX - at.left, at.width);
      y.value = part(event.clientY - at.top, at.height);
      form.elements.namedItem("page").value = leaf.dataset.page;
      var row = Math.min(2, Math.floor(3 * y.value / 1000)), column = Math.min(2, Math.floor(3 * x.value / 1000));
      form.elements.namedItem("place").selectedIndex = 3 * row + column;
      box.open = true;
      form.elements.namedItem("text").focus();
    });
  });
  ["page", "place"].forEach(function (name) {
    form.elements.namedItem(name).addEventListener("change", function () { x.value = y.value = ""; });
  });
})();
