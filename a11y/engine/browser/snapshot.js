// In: a name of our own under which the page keeps what later scripts need.
// Out: the document as JSON, and whether it has frames: every node with attributes, computed style and geometry, read in one pass.
// Styles are shared by number, since most elements look like others. Judging is done elsewhere.
//
// A node is [parent, kind, …]:  parent is an index, -1 for the document element.
//   element: [parent, 1, name, attributes (name, value, …), style, box, more]
//   text:    [parent, 3, data, line boxes]
//   comment: [parent, 8, data]  (audit comments only)
// Boxes are [x, y, width, height] in CSS pixels from the page's corner.
const OURS = arguments[0];

// Read for every element that has a box. To read a property takes about a microsecond: those that mean nothing to an
// element are not read.
const COMMON = [
  "display", "visibility", "opacity", "position", "background-color", "background-image", "clip-path", "pointer-events", "cursor",
  "mix-blend-mode", "filter", "isolation", "backdrop-filter",
];
// Read for what is not a plain run of text in a line.
const BLOCK = ["overflow-x", "overflow-y", "float", "transform", "content-visibility", "flex-direction"];
// Read for what has a place of its own, and what is placed by the container it is in.
const PLACED = ["z-index", "clip", "order"];
// Read for elements with text of their own, and for those that are controls.
const TEXT = [
  "color", "font-size", "font-weight", "font-family", "font-style", "font-variant-caps", "line-height", "letter-spacing", "word-spacing", "text-align",
  "text-transform", "text-decoration-line", "text-shadow", "-webkit-text-fill-color", "background-clip",
  "direction", "-webkit-text-stroke-width", "-webkit-text-stroke-color",
];
// Read for elements whose edges matter: controls and what can take the focus.
const EDGES = [
  "border-top-width", "border-right-width", "border-bottom-width", "border-left-width",
  "border-top-color", "border-right-color", "border-bottom-color", "border-left-color",
  "border-top-style", "border-right-style", "border-bottom-style", "border-left-style",
  "outline-width", "outline-color", "outline-style", "box-shadow", "appearance", "height",
];
// Read for what SVG draws.
const DRAWN = ["fill", "fill-opacity", "stroke", "stroke-width"];
// Those of them that no browser's own style sheet sets and few pages do. Where nothing sets one, it has its usual value everywhere.
const RARE = [
  "clip-path", "pointer-events", "mix-blend-mode", "filter", "isolation", "backdrop-filter", "transform", "clip", "order",
  "font-variant-caps", "letter-spacing", "word-spacing", "text-transform", "text-shadow", "background-clip",
  "-webkit-text-fill-color", "-webkit-text-stroke-width", "-webkit-text-stroke-color",
];
const CONTROLS = new Set(["a", "button", "input", "select", "textarea", "summary", "option", "progress", "meter", "area", "label"]);
const PLACEHOLDER = ["color", "-webkit-text-fill-color", "opacity", "font-size", "font-weight"];
const HIDDEN = ["display", "visibility"];
const HTML = "http://www.w3.org/1999/xhtml";
const SVG = "http://www.w3.org/2000/svg";
const REPLACED = new Set(["img", "video", "canvas", "iframe", "object", "embed", "audio", "input"]);
const FIELDS = new Set(["input", "select", "textarea"]);
const OPAQUE = new Set(["script", "style", "template", "noscript"]); // what stands in them is not content

const nodes = [];
const elements = [];
const indices = new WeakMap();
const styles = [];
const traits = []; // what further reading depends on, for each style
const styleNumbers = new Map();
const range = document.createRange();
const { scrollX, scrollY } = window;

const round = (value) => Math.round(value * 100) / 100;
const boxOf = (rect) => [round(rect.x + scrollX), round(rect.y + scrollY), round(rect.width), round(rect.height)];

const styleNumber = (style, lists) => {
  let key = "";
  for (const list of lists) {
    key += list[0];
    for (const property of list) key += style.getPropertyValue(property) + "\u0001";
  }
  let number = styleNumbers.get(key);
  if (number === undefined) {
    const values = Object.fromEntries(lists.flat().map((property) => [property, style.getPropertyValue(property)]));
    number = styles.push(Object.entries(values).flat()) - 1;
    const overflows = [values["overflow-x"] ?? "visible", values["overflow-y"] ?? "visible"];
    traits.push({ hasBackdrop: values["background-image"] !== "none", scrolls: overflows.some((value) => value !== "visible") });
    styleNumbers.set(key, number);
  }
  return number;
};

// What an element is styled by, as far as it means anything to it.
const boxLists = (element, style, display, isItem) => {
  const lists = [common];
  const isRun = display === "inline" && !REPLACED.has(element.localName) && element.namespaceURI === HTML;
  if (!isRun) lists.push(block);
  if (isItem || style.getPropertyValue("position") !== "static") lists.push(placed);
  return lists;
};

// Every rule of the page's style sheets; null where one is of another origin and does not tell.
const sheetRules = () => {
  const found = [];
  const collect = (rules) => {
    for (const rule of rules) {
      found.push(rule);
      if (rule.styleSheet) collect(rule.styleSheet.cssRules);
      if (rule.cssRules?.length) collect(rule.cssRules);
    }
  };
  try {
    for (const sheet of [...document.styleSheets, ...document.adoptedStyleSheets]) collect(sheet.cssRules);
  } catch {
    return null;
  }
  return found;
};
const rules = sheetRules();

// The properties of RARE that something may set: a sheet, an element's style or its presentation attribute, a script's animation.
const hasShadows = () => [...document.querySelectorAll("*")].some((element) => element.shadowRoot);
const isOfStyles = (animation) => animation instanceof CSSTransition || animation instanceof CSSAnimation;
const declared = () => {
  if (!rules || hasShadows() || !document.getAnimations().every(isOfStyles)) return new Set(RARE);
  const found = new Set();
  const note = (style) => {
    for (let at = 0; at < style.length; at += 1) found.add(style[at]);
  };
  for (const rule of rules) if (rule.style) note(rule.style);
  for (const element of document.querySelectorAll("[style]")) if (element.style) note(element.style);
  for (const property of RARE) if (document.querySelector(`svg [${property}], svg[${property}]`)) found.add(property);
  return found;
};
const settable = declared();
const usual = RARE.filter((property) => !settable.has(property));
const isRead = (property) => !usual.includes(property);
const [common, block, placed, text] = [COMMON, BLOCK, PLACED, TEXT].map((list) => list.filter(isRead));

// The elements that some style sheet gives generated content, or null where that cannot be told. To ask each
// element for its ::before and ::after costs as much as to ask for its box.
const GENERATING = /::?(?:before|after)\b/gi;
const generating = () => {
  if (!rules) return null;
  const selectors = ["q"];
  for (const rule of rules) {
    // Many a sheet sizes the boxes of all of them; there is none without content.
    if (rule.selectorText?.includes(":") && /:(?:before|after)\b/i.test(rule.selectorText) && rule.style.content) {
      if (rule.parentRule instanceof CSSStyleRule) return null;
      selectors.push(rule.selectorText.replace(GENERATING, ""));
    }
  }
  try {
    const parts = selectors.flatMap((list) => list.split(",")).map((part) => part.trim() || "*");
    return new Set(document.querySelectorAll(parts.map((part) => (/[>+~\s]$/.test(part) ? part + " *" : part)).join(",")));
  } catch {
    return null; // a selector that does not stand without its end
  }
};
const generated = generating();

const isText = (node) => node.nodeType === Node.TEXT_NODE && /\S/.test(node.data);

// Of its own, directly in its shadow tree, or slotted into it.
const hasText = (element) => {
  for (let child = element.firstChild; child; child = child.nextSibling) if (isText(child)) return true;
  if (element.shadowRoot) return [...element.shadowRoot.childNodes].some(isText);
  return element.localName === "slot" && element.assignedNodes().some(isText);
};

const pseudo = (element, name) => {
  const style = getComputedStyle(element, name);
  const content = style.content;
  if (content === "none" || content === "normal" || style.display === "none") return undefined;
  const width = parseFloat(style.width), height = parseFloat(style.height);
  const lists = [...boxLists(element, style, style.display, false), text];
  return [content, styleNumber(style, lists), [width || 0, height || 0]];
};

// What only the live element knows of how it looks; style is absent where it does not look like anything.
const addLooks = (more, element, style, number, isInShadow) => {
  if (!generated || isInShadow || element.shadowRoot || element.assignedSlot || generated.has(element)) {
    const before = pseudo(element, "::before"), after = pseudo(element, "::after");
    if (before) more.before = before;
    if (after) more.after = after;
  }
  if (traits[number].hasBackdrop) more.backdrop = [style.backgroundSize, style.backgroundRepeat, style.backgroundClip, style.backgroundBlendMode];
  if (traits[number].scrolls) more.scroll = [element.scrollWidth, element.scrollHeight, element.clientWidth, element.clientHeight];
};

// What only the live element knows of itself.
const addKind = (more, element, isRendered) => {
  const name = element.localName;
  if (name === "input" || name === "textarea" || name === "select") {
    if (element.value) more.value = String(element.value).slice(0, 200).toWellFormed();
    if (element.checked) more.checked = 1;
    if (element.indeterminate) more.mixed = 1;
    if (element.matches(":disabled")) more.disabled = 1;
    if (isRendered && element.placeholder && element.matches(":placeholder-shown"))
      more.placeholder = styleNumber(getComputedStyle(element, "::placeholder"), [PLACEHOLDER]);
  } else if (name === "button" || name === "fieldset" || name === "option") {
    if (element.matches(":disabled")) more.disabled = 1;
  } else if (name === "img") {
    more.natural = element.complete ? [element.naturalWidth, element.naturalHeight] : null;
    if (element.currentSrc) more.src = element.currentSrc.slice(0, 500);
  } else if (name === "video" || name === "audio") {
    more.media = {
      duration: Number.isFinite(element.duration) ? element.duration : null,
      source: element.currentSrc.slice(0, 500), paused: element.paused, muted: element.muted,
      tracks: [...element.textTracks].map((track) => track.kind),
      hasAudio: Boolean(element.webkitAudioDecodedByteCount || element.audioTracks?.length),
      size: [element.videoWidth || 0, element.videoHeight || 0],
    };
  } else if (name === "dialog" && element.open) {
    if (element.matches(":modal")) more.modal = 1;
  } else if (name === "slot") {
    more.assigned = element.assignedNodes().length;
  }
};

// Absent where there is nothing to say.
const moreOf = (element, style, number, isInShadow) => {
  const more = {};
  if (element.shadowRoot) more.shadow = 1;
  if (element.assignedSlot) more.slot = indices.get(element.assignedSlot);
  if (style) addLooks(more, element, style, number, isInShadow);
  addKind(more, element, Boolean(style));
  const mayBeEditable = element.hasAttribute("contenteditable") || element === document.documentElement;
  if (mayBeEditable && element.isContentEditable && !element.parentElement?.isContentEditable) more.editable = 1;
  for (const _ in more) return more;
  return 0;
};

const addText = (node, parent, rendered) => {
  if (!/\S/.test(node.data)) {
    nodes.push([parent, 3, " "]);
    indices.set(node, nodes.length - 1);
    return;
  }
  const lines = [];
  if (rendered) {
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) if (rect.width && rect.height) lines.push(boxOf(rect));
  }
  indices.set(node, nodes.push([parent, 3, node.data.toWellFormed(), lines]) - 1);
};

// What is around a field may draw its edges for it.
const readFrame = (index, levels) => {
  const element = elements[index];
  if (!element || !levels) return;
  const style = getComputedStyle(element);
  nodes[index][4] = styleNumber(style, [...boxLists(element, style, style.display, true), text, EDGES]);
  readFrame(nodes[index][0], levels - 1);
};

// The attributes, cut where they are long.
const attributesOf = (element) => {
  const attributes = [];
  for (const { name, value } of element.attributes) attributes.push(name, (value.length > 2000 ? value.slice(0, 2000) : value).toWellFormed());
  return attributes;
};

// around: what is known of the parent: {rendered, holdsItems, inShadow}. Returns the same of the element.
const addElement = (element, parent, around) => {
  const style = getComputedStyle(element);
  const display = style.getPropertyValue("display");
  const rendered = around.rendered && display !== "none";
  const index = nodes.length;
  indices.set(element, index);
  elements[index] = element;
  const node = [parent, 1, element.localName, attributesOf(element), -1, 0, 0];
  if (element.namespaceURI !== HTML) node.push(element.namespaceURI);
  nodes.push(node);
  if (rendered) {
    const lists = boxLists(element, style, display, around.holdsItems);
    const control = CONTROLS.has(element.localName) || element.hasAttribute("tabindex") || element.hasAttribute("role") || element.parentElement?.localName === "a";
    if (control || hasText(element) || element.hasAttribute("style")) lists.push(text);
    if (control) lists.push(EDGES);
    if (element.namespaceURI === SVG) lists.push(DRAWN);
    node[4] = styleNumber(style, lists);
    if (display !== "contents") node[5] = boxOf(element.getBoundingClientRect());
  } else {
    node[4] = styleNumber(style, [HIDDEN]);
  }
  node[6] = moreOf(element, rendered ? style : null, node[4], around.inShadow);
  if (rendered && FIELDS.has(element.localName)) readFrame(parent, 2);
  return { rendered, holdsItems: /flex|grid|contents/.test(display), inShadow: around.inShadow };
};

// Whether the canvas, where nothing is painted on it, is dark: CSS Color Adjust 1, section 2.
const isCanvasDark = () => {
  let schemes = getComputedStyle(document.documentElement).colorScheme;
  if (schemes === "normal") schemes = document.querySelector("meta[name='color-scheme' i]")?.content.toLowerCase() ?? "";
  const words = schemes.split(/\s+/);
  return words.includes("dark") && (!words.includes("light") || matchMedia("(prefers-color-scheme: dark)").matches);
};

// What the properties that were not read are everywhere; a colour that follows the text's is not the same everywhere.
const usualStyle = () => {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(usual.filter((property) => !property.endsWith("-color")).map((property) => [property, style.getPropertyValue(property)]));
};

// Iteratively: a page may nest deeper than a script's stack.
const walk = () => {
  const stack = [[document.documentElement, -1, { rendered: true, holdsItems: false, inShadow: false }]];
  while (stack.length) {
    const [node, parent, around] = stack.pop();
    if (node.nodeType === Node.TEXT_NODE) addText(node, parent, around.rendered);
    else if (node.nodeType === Node.COMMENT_NODE) {
      if (/^\/?a11y\b/.test(node.data)) nodes.push([parent, 8, node.data]);
    } else if (node.nodeType === Node.ELEMENT_NODE) {
      const inside = addElement(node, parent, around);
      const index = nodes.length - 1;
      if (OPAQUE.has(node.localName)) continue;
      for (let child = node.lastChild; child; child = child.previousSibling) stack.push([child, index, inside]);
      if (node.shadowRoot) {
        nodes.push([index, 11]);
        const root = nodes.length - 1;
        const inShadow = { ...inside, inShadow: true };
        for (let child = node.shadowRoot.lastChild; child; child = child.previousSibling) stack.push([child, root, inShadow]);
      }
    }
  }
};

// How many timers the page has set so far: each document numbers its own.
const next = setTimeout(() => {});
clearTimeout(next);

walk();
Object.defineProperty(window, OURS, { value: { elements, indices }, configurable: true });
// Some old libraries give arrays and others a toJSON of their own, which breaks JSON.
const writers = [Array, Object, String, Number]
  .map(({ prototype }) => [prototype, Object.getOwnPropertyDescriptor(prototype, "toJSON")])
  .filter(([, writer]) => writer?.configurable);
for (const [prototype] of writers) delete prototype.toJSON;
const written = JSON.stringify({
  nodes,
  styles,
  usual: usualStyle(),
  url: document.URL,
  title: document.title,
  type: document.contentType,
  mode: document.compatMode,
  dark: isCanvasDark(),
  charset: document.characterSet,
  viewport: [innerWidth, innerHeight],
  size: [document.documentElement.scrollWidth, document.documentElement.scrollHeight],
  timers: next - 1,
  focused: indices.get(document.activeElement) ?? -1,
});
for (const [prototype, writer] of writers) Object.defineProperty(prototype, "toJSON", writer);
return [written, elements.some((element) => /^i?frame$/.test(element?.localName))];
