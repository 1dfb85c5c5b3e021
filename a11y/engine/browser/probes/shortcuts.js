// In: where the snapshot keeps its elements; what to do: "keys", "motion" or "down"; for "down" the numbers of elements.
// Out: what the page did in answer. Events are made here: the page cannot tell them from a person's but by isTrusted.
const [OURS, task, numbers] = arguments;
const ours = window[OURS];
const MOST = 5;

const later = () => new Promise((next) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = next;
  port2.postMessage(0);
});
const rest = (milliseconds) => new Promise((next) => setTimeout(next, milliseconds));
const active = () => document.activeElement ?? document.body;
const nearest = (node) => {
  while (node && ours.indices.get(node) === undefined) node = node.parentNode ?? node.host;
  return ours.indices.get(node) ?? -1;
};

// Classes on the root say that keys are used at all; everything else that is shown counts.
const ATTRIBUTES = ["class", "style", "hidden", "open", "aria-expanded", "aria-selected", "aria-checked", "aria-pressed", "value", "disabled", "src"];
const isRoot = (node) => node === document.documentElement || node === document.body;
const records = [];
const observer = new MutationObserver((more) => records.push(...more));
const watch = () => observer.observe(document.documentElement, { subtree: true, childList: true, characterData: true, attributes: true, attributeOldValue: true, attributeFilter: ATTRIBUTES });
const isShown = (node) => {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  return Boolean(element?.checkVisibility({ opacityProperty: true, visibilityProperty: true }));
};
const matters = (record) => {
  if (record.target === document.head || document.head?.contains(record.target)) return false;
  if (record.type === "attributes") return !isRoot(record.target) && record.target.getAttribute(record.attributeName) !== record.oldValue;
  if (record.type === "childList") return [...record.addedNodes].some((node) => isShown(node) && (node.textContent.trim() || node.querySelector?.("img, svg, input"))) || [...record.removedNodes].some((node) => node.textContent?.trim());
  return isShown(record.target);
};
const changes = () => [...records.splice(0), ...observer.takeRecords()].filter(matters);

const state = () => ({ focus: active(), x: scrollX, y: scrollY });
const answer = (before) => {
  const changed = changes();
  if (active() !== before.focus) return ["focus", nearest(active())];
  if (changed.length) return ["change", nearest(changed[0].target)];
  if (Math.abs(scrollX - before.x) + Math.abs(scrollY - before.y) > 1) return ["scroll", -1];
  return null;
};

// Keys

const PUNCTUATION = {
  "-": [189, "Minus"], "=": [187, "Equal"], "[": [219, "BracketLeft"], "]": [221, "BracketRight"], "\\": [220, "Backslash"],
  ";": [186, "Semicolon"], "'": [222, "Quote"], "`": [192, "Backquote"], ",": [188, "Comma"], ".": [190, "Period"], "/": [191, "Slash"],
  _: [189, "Minus"], "+": [187, "Equal"], "{": [219, "BracketLeft"], "}": [221, "BracketRight"], "|": [220, "Backslash"],
  ":": [186, "Semicolon"], '"': [222, "Quote"], "~": [192, "Backquote"], "<": [188, "Comma"], ">": [190, "Period"], "?": [191, "Slash"],
  "!": [49, "Digit1"], "@": [50, "Digit2"], "#": [51, "Digit3"], $: [52, "Digit4"], "%": [53, "Digit5"], "&": [55, "Digit7"], "*": [56, "Digit8"],
};
const SHIFTED = /[A-Z_+{}|:"~<>?!@#$%&*]/;
const codesOf = (key) => {
  if (/[a-z]/i.test(key)) return [key.toUpperCase().charCodeAt(0), `Key${key.toUpperCase()}`];
  return /\d/.test(key) ? [key.charCodeAt(0), `Digit${key}`] : PUNCTUATION[key];
};
const press = (key) => {
  const [keyCode, code] = codesOf(key);
  const common = { key, code, shiftKey: SHIFTED.test(key), bubbles: true, cancelable: true, composed: true, view: window };
  const fire = (type, number, charCode) => active().dispatchEvent(new KeyboardEvent(type, { ...common, keyCode: number, which: number, charCode }));
  if (fire("keydown", keyCode, 0)) fire("keypress", key.charCodeAt(0), key.charCodeAt(0));
  fire("keyup", keyCode, 0);
};
const KEYS = [..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", ...Object.keys(PUNCTUATION)];

const keys = async () => {
  const found = [];
  for (const key of KEYS) {
    active().blur?.();
    changes();
    const before = state();
    press(key);
    await later();
    const seen = answer(before);
    if (seen) found.push([key, ...seen]);
    if (found.length > MOST) break;
  }
  return found;
};

// Moving the device

const motion = async () => {
  const before = state();
  for (const tilt of [0, 20, -35, 50]) {
    const acceleration = { x: tilt, y: -tilt, z: tilt / 2 };
    const rotationRate = { alpha: tilt, beta: tilt, gamma: tilt };
    window.dispatchEvent(new DeviceOrientationEvent("deviceorientation", { alpha: tilt, beta: tilt, gamma: tilt }));
    window.dispatchEvent(new DeviceMotionEvent("devicemotion", { acceleration, accelerationIncludingGravity: acceleration, rotationRate, interval: 16 }));
    await later();
  }
  return answer(before);
};

// Pressing without letting go

const pointer = (element, type, Type, extra) => {
  const box = element.getBoundingClientRect();
  const place = { clientX: box.x + box.width / 2, clientY: box.y + box.height / 2 };
  return element.dispatchEvent(new Type(type, { ...place, bubbles: true, cancelable: true, composed: true, view: window, button: 0, buttons: 1, ...extra }));
};
const EFFECTS = ["open", "hidden", "aria-expanded", "aria-checked", "aria-selected", "checked"];
const down = async () => {
  const found = [];
  for (const number of numbers) {
    const element = ours.elements[number];
    if (!element?.isConnected) continue;
    changes();
    const shown = document.body.innerText;
    const set = () => EFFECTS.map((name) => element.getAttribute(name)).join();
    const was = set();
    pointer(element, "pointerdown", PointerEvent, { isPrimary: true, pointerType: "mouse" });
    pointer(element, "mousedown", MouseEvent, {});
    await later();
    const acted = document.body.innerText !== shown || set() !== was;
    // Let go somewhere else: who takes it back then lets people change their mind.
    pointer(document.body, "pointerup", PointerEvent, { isPrimary: true, pointerType: "mouse", buttons: 0 });
    pointer(document.body, "mouseup", MouseEvent, { buttons: 0 });
    await later();
    found.push([number, acted && (document.body.innerText !== shown || set() !== was)]);
  }
  return found;
};

watch();
try {
  if (task === "motion") return await motion();
  if (task === "down") return await down();
  // What changes by itself changes now as well, and is no answer to a key.
  await rest(100);
  return changes().length ? [] : await keys();
} finally {
  observer.disconnect();
}
