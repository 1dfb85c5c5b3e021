// In: where the snapshot keeps its elements; a step; for a look, the style sheet to look with.
//   "begin"  keeps what is shown now to compare with, and stops what moves
//   "look"   says what has become of the texts since: which are cut off, gone, on top of each other, beyond the window, not grown
//   "turn"   says how far the page is turned, and which texts have appeared since
//   "end"    takes everything back
// Elements in the answers are the snapshot's numbers. Lengths are CSS pixels.
const [OURS, step, css] = arguments;
const ours = window[OURS];
const MOST = 40;
const EDGE = 16; // what stands out by less is a margin rather than words

const frame = () => new Promise((next) => requestAnimationFrame(next));
const isClip = (value) => value === "hidden" || value === "clip";
const isScroll = (value) => value === "auto" || value === "scroll";
const number = (element) => ours.indices.get(element) ?? -1;
const EVERYWHERE = { left: -Infinity, right: Infinity, top: -Infinity, bottom: Infinity, byX: null, byY: null, scrolls: false };

// What the window itself hides: overflow of the root element, or of body in its place, counts for the window.
const windowClip = () => {
  const root = getComputedStyle(document.documentElement);
  const body = document.body && getComputedStyle(document.body);
  const given = root.overflowX === "visible" && root.overflowY === "visible" && body ? body : root;
  const clip = { ...EVERYWHERE };
  if (isClip(given.overflowX)) Object.assign(clip, { left: 0, right: innerWidth, byX: document.documentElement });
  if (isClip(given.overflowY)) Object.assign(clip, { top: -scrollY, bottom: innerHeight - scrollY, byY: document.documentElement });
  return clip;
};

const clipper = () => {
  const known = new Map();
  const top = windowClip();
  const takesOverflow = (style) => style.display !== "inline" && style.display !== "contents";
  // What an element's children are seen through: by containing blocks, since overflow of others does not concern them.
  const inside = (element) => {
    if (!element || element === document.documentElement || element === document.body) return { clip: top, fixed: false };
    let found = known.get(element);
    if (found) return found;
    const style = getComputedStyle(element);
    const outer = around(element, style);
    found = { clip: outer.clip, fixed: outer.fixed || style.position === "fixed" || style.position === "sticky" };
    if (takesOverflow(style) && (style.overflowX !== "visible" || style.overflowY !== "visible")) {
      const box = element.getBoundingClientRect();
      const clip = { ...outer.clip };
      if (isScroll(style.overflowX)) Object.assign(clip, { left: -Infinity, right: Infinity, byX: null, scrolls: true });
      else if (isClip(style.overflowX)) {
        if (box.left + element.clientLeft > clip.left) Object.assign(clip, { left: box.left + element.clientLeft, byX: element });
        if (box.left + element.clientLeft + element.clientWidth < clip.right) Object.assign(clip, { right: box.left + element.clientLeft + element.clientWidth, byX: element });
      }
      if (isScroll(style.overflowY)) Object.assign(clip, { top: -Infinity, bottom: Infinity, byY: null });
      else if (isClip(style.overflowY)) {
        if (box.top + element.clientTop > clip.top) Object.assign(clip, { top: box.top + element.clientTop, byY: element });
        if (box.top + element.clientTop + element.clientHeight < clip.bottom) Object.assign(clip, { bottom: box.top + element.clientTop + element.clientHeight, byY: element });
      }
      found.clip = clip;
    }
    known.set(element, found);
    return found;
  };
  const parentOf = (element) => element.assignedSlot ?? element.parentElement ?? element.getRootNode().host;
  const around = (element, style) => {
    let parent = parentOf(element);
    if (style.position !== "absolute" && style.position !== "fixed") return inside(parent);
    for (; parent && parent !== document.body; parent = parentOf(parent)) {
      const its = getComputedStyle(parent);
      if (its.transform !== "none" || its.filter !== "none" || its.perspective !== "none" || /paint|layout|strict|content/.test(its.contain)) break;
      if (style.position === "absolute" && its.position !== "static") break;
    }
    return inside(parent);
  };
  return inside;
};

const SEEN = { opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true };
const range = document.createRange();

// The boxes of a text's lines, without white space at its ends.
const linesOf = (node) => {
  const { data } = node;
  range.setStart(node, data.length - data.trimStart().length);
  range.setEnd(node, data.trimEnd().length);
  const lines = [];
  for (const box of range.getClientRects()) if (box.width >= 1 && box.height >= 1) lines.push(box);
  return lines;
};

const blockOf = (element) => {
  while (element.parentElement && /^(inline|contents)$/.test(getComputedStyle(element).display)) element = element.parentElement;
  return element;
};
// Whether a text runs out of its own block, rather than its block out of something else.
const overflowsOwnBlock = (element, by, lines) => {
  const block = blockOf(element);
  if (block === by) return true;
  const box = block.getBoundingClientRect();
  return lines.some((line) => line.right > box.right + 1 || line.left < box.left - 1);
};
const isShortened = (by, axis) => {
  const { textOverflow, webkitLineClamp } = getComputedStyle(by);
  return axis === "x" ? textOverflow === "ellipsis" : webkitLineClamp !== "none";
};

// How a text is seen: its lines, and what of them is cut off.
const seenOf = ({ node, element }, inside) => {
  if (!node.isConnected || !element.checkVisibility(SEEN)) return { state: "hidden" };
  const { clip, fixed } = inside(element);
  const style = getComputedStyle(element);
  const size = parseFloat(style.fontSize);
  const seen = { state: "whole", lines: [], fixed, size, share: 0, by: null, axis: "", scrolls: clip.scrolls };
  let all = 0, shown = 0;
  const lines = linesOf(node);
  for (const line of lines) {
    const left = Math.max(line.left, clip.left), right = Math.min(line.right, clip.right);
    const top = Math.max(line.top, clip.top), bottom = Math.min(line.bottom, clip.bottom);
    const area = Math.max(0, right - left) * Math.max(0, bottom - top);
    all += line.width * line.height;
    shown += area;
    if (area) seen.lines.push({ left, right, top, bottom });
    const lostX = line.width - Math.max(0, right - left), lostY = line.height - Math.max(0, bottom - top);
    // A line's box is taller than its letters: only beyond some 30 % of it are these touched for certain.
    if (lostY > Math.max(2, 0.3 * line.height)) Object.assign(seen, { state: "cut", by: clip.byY, axis: "y" });
    else if (lostX > Math.max(4, size / 2)) Object.assign(seen, { state: "cut", by: clip.byX, axis: "x" });
  }
  if (!all) return { state: "hidden" };
  if (shown / all < 0.02) return { state: "gone", by: seen.by };
  seen.share = 1 - shown / all;
  if (seen.by) Object.assign(seen, { own: overflowsOwnBlock(element, seen.by, lines), short: isShortened(seen.by, seen.axis) });
  return seen;
};

const overlaps = (seen) => {
  const lines = [];
  seen.forEach((text, at) => {
    if (!text.fixed) for (const line of text.lines ?? []) lines.push([line, at]);
  });
  lines.sort(([one], [other]) => one.top - other.top);
  const pairs = new Map();
  for (let i = 0; i < lines.length; i++) {
    const [one, a] = lines[i];
    for (let k = i + 1; k < lines.length && lines[k][0].top < one.bottom; k++) {
      const [other, b] = lines[k];
      if (a === b) continue;
      const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      if (wide < Math.max(4, Math.min(seen[a].size, seen[b].size) / 2)) continue;
      const high = Math.min(one.bottom, other.bottom) - other.top;
      if (high < 0.4 * Math.min(one.bottom - one.top, other.bottom - other.top)) continue;
      const middle = [Math.max(one.left, other.left) + wide / 2, other.top + high / 2];
      pairs.set(a < b ? `${a} ${b}` : `${b} ${a}`, [a, b, middle]);
    }
  }
  return pairs;
};

// Whether both texts are painted where they meet: neither lies behind something opaque of the other's.
const isPainted = (one, other, [x, y]) => {
  const before = [scrollX, scrollY];
  window.scrollTo(before[0], y + before[1] - innerHeight / 2);
  const stack = document.elementsFromPoint(x, y + before[1] - scrollY);
  window.scrollTo(...before);
  const places = [stack.indexOf(one), stack.indexOf(other)];
  if (places.includes(-1)) return false;
  const [upper, lower] = places[0] < places[1] ? [one, other] : [other, one];
  if (upper.contains(lower)) return true;
  return stack.slice(0, Math.max(...places)).every((element) => {
    if (element.contains(lower)) return true;
    const { backgroundColor, backgroundImage } = getComputedStyle(element);
    return backgroundImage === "none" && /^(transparent|rgba\(.*, 0\))$/.test(backgroundColor);
  });
};

const angleOf = (element) => {
  const { transform, rotate } = getComputedStyle(element);
  const matrix = new DOMMatrix(transform === "none" ? "" : transform);
  const own = /(-?[\d.]+)deg$/.exec(rotate);
  return Math.round((Math.atan2(matrix.b, matrix.a) * 180) / Math.PI + (own ? Number(own[1]) : 0));
};
const turnable = () => {
  const found = [document.documentElement, document.body];
  for (const child of document.body?.children ?? []) found.push(child, ...child.children);
  return found.filter(Boolean);
};

// How much of the window's height is under what stays in place while the page scrolls.
const coverage = () => {
  const before = [scrollX, scrollY];
  window.scrollTo(0, Math.min(innerHeight * 2, document.documentElement.scrollHeight));
  const by = new Map();
  let rows = 0;
  for (let y = 2; y < innerHeight; y += 4, rows++) {
    let element = document.elementFromPoint(innerWidth / 2, y);
    while (element && !/fixed|sticky/.test(getComputedStyle(element).position)) element = element.parentElement;
    if (element) by.set(element, (by.get(element) ?? 0) + 1);
  }
  window.scrollTo(...before);
  const most = [...by].sort((one, other) => other[1] - one[1])[0];
  return most ? { node: number(most[0]), share: [...by.values()].reduce((a, b) => a + b) / rows } : null;
};

const STILL = "*, ::before, ::after { transition: none !important; animation-play-state: paused !important; scroll-behavior: auto !important }";
const wear = (text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return () => { document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet); };
};

const collect = () => {
  const texts = [];
  for (const element of ours.elements) {
    if (!element || /^(script|style|noscript|template|title|option|textarea)$/.test(element.localName) || element instanceof SVGElement) continue;
    for (let node = element.firstChild; node; node = node.nextSibling)
      if (node.nodeType === Node.TEXT_NODE && /\S/.test(node.data)) texts.push({ node, element });
  }
  return texts;
};

const mentionsOrientation = () => {
  const visit = (rules) => [...rules].some((rule) => /orientation|aspect-ratio/.test(rule.media?.mediaText ?? rule.conditionText ?? "") || (rule.cssRules && rule.cssRules.length && visit(rule.cssRules)) || (rule.styleSheet && readable(rule.styleSheet)));
  const readable = (sheet) => {
    try {
      return visit(sheet.cssRules);
    } catch {
      return true; // of another origin: it may
    }
  };
  return [...document.styleSheets, ...document.adoptedStyleSheets].some(readable);
};

const begin = () => {
  const undo = [wear(STILL)];
  const texts = collect();
  const inside = clipper();
  const base = texts.map((text) => seenOf(text, inside));
  ours.reflow = { texts, base, pairs: overlaps(base), openers: openers(), undo, width: innerWidth, scroll: [scrollX, scrollY] };
  return mentionsOrientation();
};

// How far boxes stand out of the window on the side that one can scroll to.
const overhang = (boxes, rtl, width = innerWidth) =>
  rtl ? -Math.min(...boxes.map((box) => box.left + scrollX)) : Math.max(...boxes.map((box) => box.right + scrollX)) - width;

// The outermost element that stands out of the window with this one in it, and whether the text's own block does: where it
// does not, a long word or a text that must not be wrapped is all that does.
const pushed = (element, rtl) => {
  const block = blockOf(element);
  let outermost = element;
  for (let above = element; above && above !== document.body; above = above.parentElement)
    if (overhang([above.getBoundingClientRect()], rtl) > EDGE) outermost = above;
  const { whiteSpaceCollapse, textWrapMode } = getComputedStyle(element);
  return [number(outermost), overhang([block.getBoundingClientRect()], rtl) > EDGE, whiteSpaceCollapse === "preserve" ? "pre" : textWrapMode];
};

const OPENERS = "button, summary, a[href], label, [role=button], [aria-expanded]";
const openers = () => new Set([...document.querySelectorAll(OPENERS)].filter((element) => element.checkVisibility(SEEN)));

const turn = () => {
  const { texts, base } = ours.reflow;
  const inside = clipper();
  const appeared = texts.filter((text, at) => /hidden|gone/.test(base[at].state) && /whole|cut/.test(seenOf(text, inside).state));
  return {
    angles: turnable().map((element) => [number(element), angleOf(element)]),
    appeared: appeared.slice(0, MOST).map(({ node, element }) => [number(element), node.data.trim().slice(0, 200)]),
  };
};

const look = () => {
  const { texts, base, pairs, width } = ours.reflow;
  const inside = clipper();
  const now = texts.map((text) => seenOf(text, inside));
  const cut = [], gone = [], small = [], beyond = [];
  const scrolls = document.scrollingElement.scrollWidth > innerWidth + EDGE;
  const rtl = getComputedStyle(document.documentElement).direction === "rtl";
  now.forEach((text, at) => {
    const was = base[at], { node, element } = texts[at];
    if (was.state === "hidden" || was.state === "gone") return;
    const said = node.data.trim().slice(0, 80);
    if (text.state === "hidden" || text.state === "gone") element.closest(OPENERS)?.checkVisibility(SEEN) || gone.push([number(element), said, text.by ? number(text.by) : -1]);
    else if (text.state === "cut" && (was.state !== "cut" || was.axis === text.axis))
      cut.push([number(element), number(text.by), text.axis, said, was.state === "cut", text.own, text.short]);
    if (text.size) small.push([number(element), was.size, text.size]);
    if (scrolls && !text.scrolls && !text.fixed && was.lines && text.lines?.length) {
      const pixels = overhang(text.lines, rtl);
      if (pixels > EDGE && overhang(was.lines, rtl, width) <= 1) beyond.push([number(element), ...pushed(element, rtl), Math.round(pixels), Math.round(Math.max(...text.lines.map((line) => line.right - line.left))), said]);
    }
  });
  const words = new Set(texts.filter((text, at) => now[at].lines).map(({ node }) => node.data.trim().slice(0, 80)));
  const met = [];
  for (const [key, [a, b, middle]] of overlaps(now)) {
    if (pairs.has(key) || met.length >= MOST || base[a].state !== "whole" || base[b].state !== "whole") continue;
    const [one, other] = [texts[a], texts[b]];
    if (one.element.contains(other.element) && one.element !== other.element && getComputedStyle(other.element).display === "inline") continue;
    met.push([number(one.element), number(other.element), one.node.data.trim().slice(0, 80), other.node.data.trim().slice(0, 80), isPainted(one.element, other.element, middle)]);
  }
  return {
    width: innerWidth, scrollWidth: document.scrollingElement.scrollWidth,
    cut: cut.slice(0, MOST), gone: gone.filter(([, said]) => !words.has(said)).slice(0, MOST), met,
    opened: [...openers()].some((element) => !ours.reflow.openers.has(element)),
    small: small.filter(([, before, after]) => (after * width) / innerWidth < 1.999 * before).slice(0, MOST),
    beyond: beyond.sort((one, other) => other[4] - one[4]).slice(0, MOST),
    covered: innerHeight <= 256 ? coverage() : null,
  };
};

if (step === "begin") return begin();
const takeOff = css ? wear(css) : () => {};
await frame();
await frame();
try {
  if (step === "look") return look();
  if (step === "turn") return turn();
} finally {
  takeOff();
}
if (ours.reflow) {
  for (const undo of ours.reflow.undo) undo();
  window.scrollTo(...ours.reflow.scroll);
  delete ours.reflow;
}
