// The attributes of our own namespace, so that they are read, shown in the form beside the drawing, and written back.
const words = (...names) => names.map((name) => ({ name, isAttr: true, type: "String" }));

export const ours = {
  name: "Tongban",
  uri: "urn:tongban:flow:1",
  prefix: "tb",
  xml: { tagAlias: "lowerCase" }, // as BPMN itself writes its tags
  types: [
    { name: "Step", extends: ["bpmn:FlowNode"], properties: words("act", "limit", "clock", "form", "document", "persons", "risk", "risk_en") },
    { name: "Named", extends: ["bpmn:FlowElement"], properties: words("name_en") },
    { name: "Whole", extends: ["bpmn:Process"], properties: words("name_en") },
    { name: "Lane", extends: ["bpmn:Lane"], properties: words("name_en", "post") },
  ],
};
