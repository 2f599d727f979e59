// What can be put on the drawing: only what the reader of flows reads, in plain words.
import { is } from "bpmn-js/lib/util/ModelUtil";
import { say } from "./words.js";

const PARTS = {
  user: ["bpmn:UserTask", "bpmn-icon-user-task", "Step done by people"],
  service: ["bpmn:ServiceTask", "bpmn-icon-service-task", "Step done by the system"],
  receive: ["bpmn:ReceiveTask", "bpmn-icon-receive-task", "Step that waits for a message"],
  timer: [
    "bpmn:IntermediateCatchEvent", "bpmn-icon-intermediate-event-catch-timer", "Step that waits for time to pass",
    { eventDefinitionType: "bpmn:TimerEventDefinition" },
  ],
  choice: ["bpmn:ExclusiveGateway", "bpmn-icon-gateway-xor", "Choice: one way of several"],
  together: ["bpmn:ParallelGateway", "bpmn-icon-gateway-parallel", "At the same time: all ways"],
  start: ["bpmn:StartEvent", "bpmn-icon-start-event-none", "Start"],
  end: ["bpmn:EndEvent", "bpmn-icon-end-event-none", "End"],
};
const shapeOf = (factory, key) => factory.createShape({ type: PARTS[key][0], ...PARTS[key][3] });

function Tools(palette, create, elementFactory, handTool, lassoTool, spaceTool, globalConnect) {
  const tool = (one, icon, words) => ({
    group: "tools", className: icon, title: say(words), action: { click: (event) => one(event) },
  });
  const made = (key) => {
    const start = (event) => create.start(event, shapeOf(elementFactory, key));
    return { group: "parts", className: PARTS[key][1], title: say(PARTS[key][2]), action: { dragstart: start, click: start } };
  };
  palette.registerProvider({
    getPaletteEntries: () => ({
      hand: tool((event) => handTool.activateHand(event), "bpmn-icon-hand-tool", "Move the sheet"),
      lasso: tool((event) => lassoTool.activateSelection(event), "bpmn-icon-lasso-tool", "Choose several"),
      space: tool((event) => spaceTool.activateSelection(event), "bpmn-icon-space-tool", "Make room"),
      line: tool((event) => globalConnect.start(event), "bpmn-icon-connection-multi", "Draw a line"),
      between: { group: "tools", separator: true },
      ...Object.fromEntries(Object.keys(PARTS).map((key) => [key, made(key)])),
    }),
  });
}
Tools.$inject = ["palette", "create", "elementFactory", "handTool", "lassoTool", "spaceTool", "globalConnect"];

function Beside(contextPad, modeling, connect, create, elementFactory, autoPlace) {
  const entry = (group, icon, words, click, dragstart) => ({
    group, className: icon, title: say(words), action: dragstart ? { click, dragstart } : { click },
  });
  const next = (key) => entry(
    "next", PARTS[key][1], PARTS[key][2],
    (event, element) => autoPlace.append(element, shapeOf(elementFactory, key)),
    (event, element) => create.start(event, shapeOf(elementFactory, key), { source: element }),
  );
  const line = entry(
    "line", "bpmn-icon-connection-multi", "Connect",
    (event, element) => connect.start(event, element), (event, element) => connect.start(event, element),
  );
  const remove = entry("remove", "bpmn-icon-trash", "Remove", (event, element) => modeling.removeElements([element].flat()));
  const lane = (icon, words, where) => entry("lane", icon, words, (event, element) => modeling.addLane(element, where));
  const lanes = {
    above: lane("bpmn-icon-lane-insert-above", "Lane above", "top"),
    below: lane("bpmn-icon-lane-insert-below", "Lane below", "bottom"),
  };
  const entries = (element) => {
    if (is(element, "bpmn:Lane")) return { ...lanes, remove };
    if (is(element, "bpmn:Participant")) return { below: { ...lanes.below, title: say("Lane inside") } };
    if (element.type === "label") return {};
    if (!is(element, "bpmn:FlowNode")) return { remove };
    if (is(element, "bpmn:EndEvent")) return { remove };
    return { user: next("user"), choice: next("choice"), together: next("together"), end: next("end"), line, remove };
  };
  contextPad.registerProvider({ getContextPadEntries: entries, getMultiElementContextPadEntries: () => ({ remove }) });
}
Beside.$inject = ["contextPad", "modeling", "connect", "create", "elementFactory", "autoPlace"];

export const palette = { paletteProvider: ["type", Tools] };
export const pad = { contextPadProvider: ["type", Beside] };
