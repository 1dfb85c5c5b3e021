// In: the name under which the snapshot keeps its elements, what to do, and what that needs.
// Out: by step:
//   start:   from now on every release of Tab is noted, with what has the focus then
//   stops:   [the stops noted since, the elements that got the focus otherwise than by Tab]
//   focus:   focus the element, wait until that is drawn, and return the stop
//   blur:    take the focus away, scrolled as it is, and wait until that is drawn
//   pause:   wait so many milliseconds and return the stop
//   end:     everything as it was, as far as that is ours; and whether the page has changed anything in its documents
// An element is told by its number in the snapshot, one in a frame by the frame's number and its own.
const [OURS, step, reference, scroll] = arguments;
const ours = window[OURS];

const insideOf = (frame) => {
  try {
    return frame.contentDocument;
  } catch {
    return null;
  }
};
const elementAt = (path) => {
  let view = window;
  let element = null;
  for (const index of path) {
    if (element) view = element.contentWindow;
    element = view[OURS]?.elements[index];
  }
  return element;
};
const pathOf = (element) => {
  const view = element.ownerDocument.defaultView;
  const own = view?.[OURS]?.indices.get(element) ?? -1;
  return view === window || !view?.frameElement ? [own] : [...pathOf(view.frameElement), own];
};
const active = () => {
  let element = document.activeElement;
  for (;;) {
    const inner = element?.shadowRoot?.activeElement
      ?? (/^i?frame$/.test(element?.localName) ? insideOf(element)?.activeElement : null);
    if (!inner || inner.localName === "body") return element;
    element = inner;
  }
};
// Where an element is in the window, also when it stands in a frame.
const place = (element) => {
  const { x, y, width, height } = element.getBoundingClientRect();
  const around = element.ownerDocument.defaultView?.frameElement;
  if (!around || element.ownerDocument === document) return [x, y, width, height];
  const outer = place(around);
  return [x + outer[0] + around.clientLeft, y + outer[1] + around.clientTop, width, height];
};

// What of it lies under something else
const topmost = (x, y) => {
  let root = document;
  for (;;) {
    const found = root.elementFromPoint(x, y);
    if (!found?.shadowRoot || found.shadowRoot === root) return found;
    root = found.shadowRoot;
    if (!root.elementFromPoint(x, y)) return found;
  }
};
const flatParent = (node) => node.assignedSlot ?? node.parentElement ?? node.getRootNode().host;
const holds = (outer, inner) => {
  for (let node = inner; node; node = flatParent(node)) if (node === outer) return true;
  return false;
};
const alpha = (colour) => Number(/rgba\(.*?([\d.]+)\)$/.exec(colour)?.[1] ?? 1);
const opaqueLayer = (element, target) => {
  let opaque = false;
  for (let node = element; node && !holds(node, target); node = flatParent(node)) {
    const style = getComputedStyle(node);
    if (Number(style.opacity) < 0.9) return null;
    opaque ||= alpha(style.backgroundColor) > 0.9 || /^(img|video|canvas|iframe)$/.test(node.localName);
    if (opaque && /^(fixed|sticky)$/.test(style.position)) return node;
  }
  return null;
};
const SHARES = [0.1, 0.3, 0.5, 0.7, 0.9];
const covered = (element) => {
  const [x, y, width, height] = place(element);
  const left = Math.max(x, 0), top = Math.max(y, 0);
  const right = Math.min(x + width, innerWidth), bottom = Math.min(y + height, innerHeight);
  if (right - left < 2 || bottom - top < 2) return [0, -1];
  const whole = right - left >= width - 1 && bottom - top >= height - 1;
  let hidden = 0;
  let by = null;
  for (const across of SHARES)
    for (const down of SHARES) {
      const found = topmost(left + across * (right - left), top + down * (bottom - top));
      const layer = found && !holds(element, found) && !holds(found, element) ? opaqueLayer(found, element) : null;
      if (layer) hidden += 1;
      by ??= layer;
    }
  return [whole || hidden === SHARES.length ** 2 ? hidden / SHARES.length ** 2 : 0, by ? pathOf(by).at(-1) : -1];
};

// How it shows that it has the focus
const LOOK = ["outlineStyle", "outlineWidth", "outlineColor", "boxShadow", "borderTopColor", "borderTopWidth", "borderBottomColor",
  "borderBottomWidth", "backgroundColor", "backgroundImage", "color", "textDecorationLine", "transform", "opacity"];
const look = (element) => {
  const style = getComputedStyle(element);
  return LOOK.map((property) => style[property]).join("|");
};
// The browser's own ring is drawn in two colours and shows on anything, as long as nothing cuts it off.
const RING = 3;
const showsRing = (element) => {
  const style = getComputedStyle(element);
  if (style.outlineStyle !== "auto" || parseFloat(style.outlineWidth) < 1 || alpha(style.outlineColor) < 0.5) return false;
  const box = element.getBoundingClientRect();
  if (box.width < 4 || box.height < 4) return false;
  for (let node = element; node; node = flatParent(node)) {
    const around = getComputedStyle(node);
    if (Number(around.opacity) < 0.5 || around.clipPath !== "none" || around.clip !== "auto") return false;
    if (node === element || around.overflow === "visible" || node === document.documentElement || node === document.body) continue;
    const edge = node.getBoundingClientRect();
    if (box.left - RING < edge.left || box.top - RING < edge.top || box.right + RING > edge.right || box.bottom + RING > edge.bottom) return false;
  }
  return true;
};
const style = (element) =>
  [element.localName, element.getAttribute("role"), element.className?.baseVal ?? element.className, element.parentElement?.className, look(element)].join("|");

const seen = () => {
  const element = active();
  const nowhere = !element || element === document.body || element === document.documentElement;
  if (nowhere && !document.hasFocus()) return { away: true };
  if (nowhere) return { nowhere: true, path: ours.walk.last };
  return {
    path: pathOf(element), place: place(element), covered: covered(element), style: style(element), ring: showsRing(element),
    scroll: [scrollX, scrollY], shown: document.hasFocus() && element.matches(":focus-visible"),
  };
};
const drawn = () => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));

const documents = () => {
  const found = [document];
  for (const one of found)
    for (const frame of one.querySelectorAll("iframe, frame")) {
      const inner = insideOf(frame);
      if (inner?.defaultView?.[OURS]) found.push(inner);
    }
  return found;
};
// A caret that blinks and a colour half-way through a change are not signs of the focus. Events that end changes still come.
const STILL = `*, *::before, *::after { caret-color: transparent !important; scroll-behavior: auto !important;
transition-duration: 1ms !important; transition-delay: 0s !important;
animation-duration: 1ms !important; animation-delay: 0s !important; animation-iteration-count: 1 !important }`;

const rootsOf = (one) => [one, ...(one.defaultView[OURS]?.elements ?? []).flatMap((element) => element?.shadowRoot ?? [])];
const EVERYTHING = { subtree: true, childList: true, attributes: true, characterData: true };
// Tells whether anything in the documents has changed since.
const watched = () => {
  let changed = false;
  const observer = new MutationObserver(() => { changed = true; });
  for (const one of documents()) for (const root of rootsOf(one)) observer.observe(root, EVERYTHING);
  return () => {
    changed ||= observer.takeRecords().length > 0;
    observer.disconnect();
    return changed;
  };
};

const start = () => {
  const record = { stops: [], strays: [], undo: [], pressed: false, scroll: [scrollX, scrollY], focused: document.activeElement };
  const listen = (view, type, listener) => {
    view.addEventListener(type, listener, true);
    record.undo.push(() => view.removeEventListener(type, listener, true));
  };
  for (const one of documents()) {
    const view = one.defaultView;
    listen(view, "keydown", (event) => { record.pressed = event.key === "Tab" || event.key === "Shift"; });
    listen(view, "focus", (event) => {
      if (event.target === view) return;
      record.last = pathOf(event.composedPath()[0]);
      if (!record.pressed && !record.left) record.strays.push(record.last);
      record.pressed = false; // Tab moves the focus once
    });
    listen(view, "blur", (event) => {
      if (event.target !== view || document.hasFocus()) return;
      record.left = true;
      record.stops.push({ away: true });
    });
    listen(view, "keyup", (event) => {
      if (event.key !== "Tab") return;
      record.pressed = false;
      if (document.hasFocus()) record.stops.push(seen());
    });
    // Once the focus has left the page, events do not tell who moves it: there are none without the window's focus, and the
    // browser brings it back when it likes.
    const { prototype } = view.HTMLElement;
    const { focus } = prototype;
    prototype.focus = function (...options) {
      if (record.left && !(record.pressed && document.hasFocus())) record.strays.push(pathOf(this));
      return focus.apply(this, options);
    };
    record.undo.push(() => { prototype.focus = focus; });
    const sheet = new view.CSSStyleSheet();
    sheet.replaceSync(STILL);
    for (const root of rootsOf(one)) {
      root.adoptedStyleSheets.push(sheet);
      record.undo.push(() => { root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== sheet); });
    }
  }
  ours.walk = record;
  // Tab goes on from where the focus was, also when that is no longer there.
  const first = document.createElement("span");
  first.tabIndex = -1;
  document.body.prepend(first);
  first.focus();
  first.remove();
  record.strays.length = 0; // that was ours
  scrollTo(0, 0);
  record.hasChanged = watched();
};

if (step === "start") start();
else if (step === "stops") return [ours.walk.stops.splice(0), ours.walk.strays.splice(0)];
else if (step === "focus") {
  const element = elementAt(reference);
  if (scroll) scrollTo(...scroll);
  element.focus();
  await drawn();
  return seen();
} else if (step === "blur") {
  const at = [scrollX, scrollY];
  active()?.blur();
  scrollTo(...at);
  await drawn();
  return { scroll: [scrollX, scrollY] };
} else if (step === "pause") {
  await new Promise((next) => setTimeout(next, reference));
  return seen();
} else if (step === "end") {
  for (const one of ours.walk.undo) one();
  active()?.blur();
  if (ours.walk.focused !== document.body) ours.walk.focused?.focus({ preventScroll: true });
  scrollTo(...ours.walk.scroll);
  const { hasChanged } = ours.walk;
  delete ours.walk;
  return hasChanged();
}
