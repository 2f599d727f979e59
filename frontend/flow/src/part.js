// The form beside the drawing: the words and rules of the part that is chosen. The server wrote its inputs; they are
// filled from the drawing and write back to it at once.
import { getBusinessObject, is } from "bpmn-js/lib/util/ModelUtil";

const KINDS = [["way", "bpmn:SequenceFlow"], ["lane", "bpmn:Lane"], ["flow", "bpmn:Participant"], ["sign", "bpmn:Gateway"],
  ["sign", "bpmn:StartEvent"], ["sign", "bpmn:EndEvent"], ["step", "bpmn:FlowNode"]];
const USUAL = { clock: "counted" };

export function part(drawing) {
  const holder = document.getElementById("part");
  const [modeling, moddle, bus] = ["modeling", "moddle", "eventBus"].map((name) => drawing.get(name));
  let element = null;

  const target = () => {
    const thing = getBusinessObject(element);
    return is(element, "bpmn:Participant") ? thing.processRef : thing;
  };
  const read = (name) => {
    const thing = target();
    if (name === "name") return (is(element, "bpmn:Participant") ? getBusinessObject(element).name : thing.name) ?? "";
    if (name === "condition") return thing.conditionExpression?.body ?? "";
    if (name === "otherwise") return thing.sourceRef?.default === thing;
    if (name === "who") return (thing.get("tb:post") ?? "").split("/")[0];
    if (name === "duty") return (thing.get("tb:post") ?? "").split("/")[1] ?? "";
    return thing.get(`tb:${name}`) ?? USUAL[name] ?? "";
  };
  const write = (name, value, group) => {
    const thing = target();
    if (name === "condition") {
      const conditionExpression = value ? moddle.create("bpmn:FormalExpression", { body: value }) : undefined;
      modeling.updateProperties(element, { conditionExpression });
    } else if (name === "otherwise") {
      modeling.updateProperties(element.source, { default: value ? thing : undefined });
    } else if (name === "who" || name === "duty") {
      const [who, duty] = ["who", "duty"].map((one) => group.querySelector(`[name="lane-${one}"]`).value);
      const alone = who === "@applicant" || who === "@system";
      modeling.updateProperties(element, { "tb:post": alone ? who : `${who}/${duty}` });
    } else if (name === "name") {
      modeling.updateProperties(element, { name: value });
      if (is(element, "bpmn:Participant")) modeling.updateModdleProperties(element, thing, { name: value });
    } else {
      modeling.updateModdleProperties(element, thing, { [`tb:${name}`]: value === USUAL[name] ? undefined : value || undefined });
    }
  };

  const show = (chosen) => {
    element = chosen?.labelTarget ?? chosen ?? null;
    const kind = element ? KINDS.find(([, type]) => is(element, type))?.[0] : undefined;
    for (const group of holder.querySelectorAll("[data-part]")) {
      group.hidden = group.dataset.part !== (kind ?? "none");
      if (group.hidden) continue;
      for (const input of group.querySelectorAll("input, select, textarea")) {
        const value = read(input.name.split("-")[1]);
        if (input.type === "checkbox") input.checked = value;
        else {
          if (input.tagName === "SELECT" && ![...input.options].some((one) => one.value === value)) input.add(new Option(value, value));
          input.value = value;
        }
      }
      const otherwise = group.querySelector('[name="way-otherwise"]');
      if (otherwise) otherwise.closest(".f, label, p, div").hidden = !is(element.source, "bpmn:ExclusiveGateway");
    }
  };
  holder.addEventListener("change", (event) => {
    const input = event.target;
    if (element && input.name) write(input.name.split("-")[1], input.type === "checkbox" ? input.checked : input.value.trim(), input.closest("[data-part]"));
  });
  holder.addEventListener("submit", (event) => event.preventDefault());
  bus.on("selection.changed", ({ newSelection }) => show(newSelection.length === 1 ? newSelection[0] : null));
  bus.on("commandStack.changed", () => element && !holder.contains(document.activeElement) && show(drawing.get("elementRegistry").get(element.id)));
  show(null);
}
