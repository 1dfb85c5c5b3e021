// In: a name of our own under which the page keeps what later scripts need.
// Out: the document as JSON: every node with attributes, computed style and geometry, read in one pass.
// Styles are shared by number, since most elements look like others. Judging is done elsewhere.
//
// A node is [parent, kind, …]:  parent is an index, -1 for the document element.
//   element: [parent, 1, name, attributes (name, value, …), style, box, more]
//   text:    [parent, 3, data, line boxes]
//   comment: [parent, 8, data]  (audit comments only)
// Boxes are [x, y, width, height] in CSS pixels from the page's corner.
const OURS = arguments[0];

// Read for every element that has a box.
const COMMON = [
  "display", "visibility", "opacity", "position", "overflow-x", "overflow-y", "background-color", "background-image",
  "z-index", "float", "transform", "clip", "clip-path", "pointer-events", "cursor", "mix-blend-mode", "filter", "content-visibility",
  "flex-direction", "order", "isolation", "backdrop-filter",
];
// Read for elements with text of their own, and for those that are controls.
const TEXT = [
  "color", "font-size", "font-weight", "font-family", "font-style", "line-height", "letter-spacing", "text-align",
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
const CONTROLS = new Set(["a", "button", "input", "select", "textarea", "summary", "option", "progress", "meter", "area", "label"]);
const FIELDS = new Set(["input", "select", "textarea"]);
const OPAQUE = new Set(["script", "style", "template", "noscript"]); // what stands in them is not content

const nodes = [];
const elements = [];
const indices = new WeakMap();
const styles = [];
const styleNumbers = new Map();
const range = document.createRange();
const { scrollX, scrollY } = window;

const round = (value) => Math.round(value * 100) / 100;
const boxOf = (rect) => [round(rect.x + scrollX), round(rect.y + scrollY), round(rect.width), round(rect.height)];

const styleNumber = (style, lists) => {
  let key = "";
  for (const list of lists) for (const property of list) key += style.getPropertyValue(property) + "\u0001";
  key += lists.length;
  let number = styleNumbers.get(key);
  if (number === undefined) {
    number = styles.push(lists.flat().flatMap((property) => [property, style.getPropertyValue(property)])) - 1;
    styleNumbers.set(key, number);
  }
  return number;
};

// The elements that some style sheet gives generated content, or null where that cannot be told. To ask each
// element for its ::before and ::after costs as much as to ask for its box.
const GENERATING = /::?(?:before|after)\b/gi;
const generating = () => {
  const selectors = ["q"];
  const collect = (rules) => {
    for (const rule of rules) {
      if (rule.selectorText?.includes(":") && /:(?:before|after)\b/i.test(rule.selectorText)) {
        if (rule.parentRule instanceof CSSStyleRule) throw new Error("nested");
        selectors.push(rule.selectorText.replace(GENERATING, ""));
      }
      if (rule.styleSheet) collect(rule.styleSheet.cssRules);
      if (rule.cssRules?.length) collect(rule.cssRules);
    }
  };
  try {
    for (const sheet of [...document.styleSheets, ...document.adoptedStyleSheets]) collect(sheet.cssRules);
    const parts = selectors.flatMap((list) => list.split(",")).map((part) => part.trim() || "*");
    return new Set(document.querySelectorAll(parts.map((part) => (/[>+~\s]$/.test(part) ? part + " *" : part)).join(",")));
  } catch {
    return null; // a sheet of another origin, or a selector that does not stand without its end
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
  return [content, styleNumber(style, [COMMON, TEXT]), [width || 0, height || 0]];
};

// What only the live element knows; absent where it says nothing.
const moreOf = (element, style) => {
  const more = {};
  const name = element.localName;
  if (element.shadowRoot) more.shadow = 1;
  if (element.assignedSlot) more.slot = indices.get(element.assignedSlot);
  if (style) {
    if (!generated || generated.has(element) || element.getRootNode() !== document) {
      const before = pseudo(element, "::before"), after = pseudo(element, "::after");
      if (before) more.before = before;
      if (after) more.after = after;
    }
    if (style.backgroundImage !== "none") more.backdrop = [style.backgroundSize, style.backgroundRepeat, style.backgroundClip];
    if (style.overflowX !== "visible" || style.overflowY !== "visible")
      more.scroll = [element.scrollWidth, element.scrollHeight, element.clientWidth, element.clientHeight];
    if (element.placeholder && element.matches(":placeholder-shown")) more.placeholder = styleNumber(getComputedStyle(element, "::placeholder"), [["color", "-webkit-text-fill-color", "opacity", "font-size", "font-weight"]]);
  }
  if (name === "input" || name === "textarea" || name === "select") {
    if (element.value) more.value = String(element.value).slice(0, 200).toWellFormed();
    if (element.checked) more.checked = 1;
    if (element.matches(":disabled")) more.disabled = 1;
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
  if (element.isContentEditable && !element.parentElement?.isContentEditable) more.editable = 1;
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
  nodes[index][4] = styleNumber(getComputedStyle(element), [COMMON, TEXT, EDGES]);
  readFrame(nodes[index][0], levels - 1);
};

const addElement = (element, parent, parentRendered) => {
  const style = getComputedStyle(element);
  const rendered = parentRendered && style.display !== "none";
  const index = nodes.length;
  indices.set(element, index);
  elements[index] = element;
  const attributes = [];
  for (const { name, value } of element.attributes) attributes.push(name, value.length > 2000 ? value.slice(0, 2000).toWellFormed() : value.toWellFormed());
  const node = [parent, 1, element.localName, attributes, -1, 0, 0];
  if (element.namespaceURI !== "http://www.w3.org/1999/xhtml") node.push(element.namespaceURI);
  nodes.push(node);
  if (rendered) {
    const lists = [COMMON];
    const control = CONTROLS.has(element.localName) || element.hasAttribute("tabindex") || element.hasAttribute("role") || element.parentElement?.localName === "a";
    if (control || hasText(element)) lists.push(TEXT);
    if (control) lists.push(EDGES);
    if (element.namespaceURI === "http://www.w3.org/2000/svg") lists.push(DRAWN);
    node[4] = styleNumber(style, lists);
    if (style.display !== "contents") node[5] = boxOf(element.getBoundingClientRect());
  } else {
    node[4] = styleNumber(style, [["display", "visibility"]]);
  }
  node[6] = moreOf(element, rendered ? style : null);
  if (rendered && FIELDS.has(element.localName)) readFrame(parent, 2);
  return rendered;
};

// Whether the canvas, where nothing is painted on it, is dark: CSS Color Adjust 1, section 2.
const isCanvasDark = () => {
  let schemes = getComputedStyle(document.documentElement).colorScheme;
  if (schemes === "normal") schemes = document.querySelector("meta[name='color-scheme' i]")?.content.toLowerCase() ?? "";
  const words = schemes.split(/\s+/);
  return words.includes("dark") && (!words.includes("light") || matchMedia("(prefers-color-scheme: dark)").matches);
};

// Iteratively: a page may nest deeper than a script's stack.
const walk = () => {
  const stack = [[document.documentElement, -1, true]];
  while (stack.length) {
    const [node, parent, parentRendered] = stack.pop();
    if (node.nodeType === Node.TEXT_NODE) addText(node, parent, parentRendered);
    else if (node.nodeType === Node.COMMENT_NODE) {
      if (/^\/?a11y\b/.test(node.data)) nodes.push([parent, 8, node.data]);
    } else if (node.nodeType === Node.ELEMENT_NODE) {
      const rendered = addElement(node, parent, parentRendered);
      const index = nodes.length - 1;
      if (OPAQUE.has(node.localName)) continue;
      for (let child = node.lastChild; child; child = child.previousSibling) stack.push([child, index, rendered]);
      if (node.shadowRoot) {
        nodes.push([index, 11]);
        const root = nodes.length - 1;
        for (let child = node.shadowRoot.lastChild; child; child = child.previousSibling) stack.push([child, root, rendered]);
      }
    }
  }
};

walk();
Object.defineProperty(window, OURS, { value: { elements, indices }, configurable: true });
return JSON.stringify({
  nodes,
  styles,
  url: document.URL,
  title: document.title,
  type: document.contentType,
  mode: document.compatMode,
  dark: isCanvasDark(),
  charset: document.characterSet,
  viewport: [innerWidth, innerHeight],
  size: [document.documentElement.scrollWidth, document.documentElement.scrollHeight],
  focused: indices.get(document.activeElement) ?? -1,
});
