// The drawing of a flow: opens what the server laid out, lets it be changed, and sends it as one ordinary form.
// The server reads, checks and keeps it; nothing is decided here.
import "./editor.css";
import BaseModeler from "bpmn-js/lib/BaseModeler";
import Viewer from "bpmn-js/lib/Viewer";
import KeepSelectionVisible from "diagram-js/lib/features/keep-selection-visible";
import KeyboardMove from "diagram-js/lib/navigation/keyboard-move";
import MoveCanvas from "diagram-js/lib/navigation/movecanvas";
import AutoPlace from "bpmn-js/lib/features/auto-place";
import AutoResize from "bpmn-js/lib/features/auto-resize";
import AutoScroll from "diagram-js/lib/features/auto-scroll";
import Bendpoints from "diagram-js/lib/features/bendpoints";
import Connect from "diagram-js/lib/features/connect";
import ConnectionPreview from "diagram-js/lib/features/connection-preview";
import ContextPad from "bpmn-js/lib/features/context-pad";
import Create from "diagram-js/lib/features/create";
import EditorActions from "bpmn-js/lib/features/editor-actions";
import GridSnapping from "bpmn-js/lib/features/grid-snapping";
import InteractionEvents from "bpmn-js/lib/features/interaction-events";
import Keyboard from "bpmn-js/lib/features/keyboard";
import KeyboardMoveSelection from "diagram-js/lib/features/keyboard-move-selection";
import LabelEditing from "bpmn-js/lib/features/label-editing";
import Modeling from "bpmn-js/lib/features/modeling";
import Move from "diagram-js/lib/features/move";
import Outline from "bpmn-js/lib/features/outline";
import Palette from "bpmn-js/lib/features/palette";
import Resize from "diagram-js/lib/features/resize";
import Snapping from "bpmn-js/lib/features/snapping";
import { ours } from "./ours.js";
import { part } from "./part.js";
import { marks } from "./marks.js";
import { pad, palette } from "./tools.js";

class Drawing extends BaseModeler {}
Drawing.prototype._modules = [
  ...Viewer.prototype._modules, KeepSelectionVisible, KeyboardMove, MoveCanvas, AutoPlace, AutoResize, AutoScroll,
  Bendpoints, Connect, ConnectionPreview, ContextPad, Create, EditorActions, GridSnapping, InteractionEvents, Keyboard,
  KeyboardMoveSelection, LabelEditing, Modeling, Move, Outline, Palette, Resize, Snapping,
];

async function begin(place) {
  const form = document.getElementById("drawing-form");
  const text = form.elements.namedItem("xml");
  const state = document.getElementById("drawing-state");
  const page = getComputedStyle(document.body);
  const font = { fontFamily: page.fontFamily, fontSize: 14, lineHeight: 1.3 };
  const drawing = new Drawing({
    container: place,
    moddleExtensions: { tb: ours },
    additionalModules: [palette, pad],
    textRenderer: { defaultStyle: font, externalStyle: font },
  });
  try {
    await drawing.importXML(text.value);
  } catch {
    state.textContent = state.dataset.broken;
    return;
  }
  const canvas = drawing.get("canvas");
  const tools = 60;
  const { inner, outer } = canvas.viewbox();
  const scale = Math.max(0.85, Math.min(1, (outer.width - tools - 16) / inner.width, outer.height / inner.height));
  canvas.viewbox({ // beside the tools, and never so small that nobody can read it
    x: inner.x - tools / scale, y: inner.y - 12, width: outer.width / scale, height: outer.height / scale,
  });
  place.querySelector(".djs-container svg")?.setAttribute("aria-label", place.dataset.name);
  for (const tool of place.querySelectorAll(".djs-palette [aria-label]")) tool.title = tool.getAttribute("aria-label");
  document.getElementById("drawing-open").hidden = false;

  let changed = form.dataset.unsaved === "1";
  drawing.on("commandStack.changed", () => {
    changed = true;
    state.textContent = state.dataset.unsaved;
  });
  window.addEventListener("beforeunload", (event) => changed && event.preventDefault());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { xml } = await drawing.saveXML({ format: true });
    text.value = xml;
    changed = false;
    form.submit();
  });
  document.getElementById("drawing-undo").addEventListener("click", () => drawing.get("commandStack").undo());
  document.getElementById("drawing-redo").addEventListener("click", () => drawing.get("commandStack").redo());
  part(drawing);
  marks(drawing);
}

const place = document.getElementById("drawing");
if (place) begin(place);
