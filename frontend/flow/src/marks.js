// What the reader of flows finds wrong, shown at its place: a number on the drawing and the same number in the list.
export function marks(drawing) {
  const [overlays, registry, canvas, selection] = ["overlays", "elementRegistry", "canvas", "selection"].map((one) => drawing.get(one));
  const count = {};
  for (const line of document.querySelectorAll("[data-element]")) {
    const element = registry.get(line.dataset.element);
    if (!element) continue;
    const mark = document.createElement("b");
    mark.className = `flow-mark ${line.dataset.kind}`;
    mark.textContent = line.dataset.number;
    mark.title = line.dataset.sentence;
    count[element.id] = (count[element.id] ?? -1) + 1;
    const middle = element.waypoints?.[Math.floor(element.waypoints.length / 2)];
    const left = 26 * count[element.id];
    overlays.add(element, "tongban", {
      position: middle ? { left: middle.x - element.waypoints[0].x + left, top: -12 } : { left: left - 12, top: -14 },
      html: mark,
    });
    canvas.addMarker(element, line.dataset.kind === "red" ? "flow-fault" : "flow-hint");
    line.querySelector("a")?.addEventListener("click", (event) => {
      event.preventDefault();
      selection.select(element);
      canvas.scrollToElement(element, 60);
      canvas.getContainer().scrollIntoView({ block: "nearest" });
    });
  }
}
