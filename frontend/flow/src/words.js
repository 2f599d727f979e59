// The words of the tools on the drawing, in the language of the page.
const ZH = {
  Choose: "选择、移动", "Move the sheet": "拖动图纸", "Choose several": "框选多个", "Make room": "腾出位置",
  Connect: "连线", "Draw a line": "画线：先点起点，再点终点",
  "Step done by people": "人来办的环节", "Step done by the system": "系统办的环节",
  "Step that waits for a message": "等消息的环节", "Step that waits for time to pass": "等时间的环节",
  Start: "开始", End: "结束", "Choice: one way of several": "选择：几条路走一条",
  "At the same time: all ways": "同时：几条路都走", "Lane above": "上面加一条泳道", "Lane below": "下面加一条泳道",
  "Lane inside": "加一条泳道", Remove: "删除",
};

export const say = (words) => (document.documentElement.lang.startsWith("en") ? words : (ZH[words] ?? words));
