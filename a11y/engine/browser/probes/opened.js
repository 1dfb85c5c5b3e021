// In: a name of our own, what to do, and the selector path to an element that opens something.
// Out: by step:
//   before: where it is and what it says of its state; what is visible is remembered. null where it is not there.
//   focus:  focus it.
//   after:  what has become visible, the state it says now, and the dialog that opened.
//   state:  the state it says now, "" where it or what it controls is no longer there to be seen
//   where:  whether the focus is in that dialog, on something visible outside it, on what opened it, or nowhere.
//   closed: whether what had become visible is gone again, and nothing else is
const [NAME, step, path] = arguments;

const reach = (selectors) => {
  let root = document;
  let element = null;
  for (const selector of selectors) {
    if (element) root = element.shadowRoot ?? element.contentDocument;
    element = root?.querySelector(selector);
  }
  return element;
};
const everything = () => {
  const found = [];
  const collect = (root) => {
    for (const element of root.querySelectorAll("*")) {
      found.push(element);
      if (element.shadowRoot) collect(element.shadowRoot);
    }
  };
  collect(document);
  return found;
};
const isVisible = (element) => {
  if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true })) return false;
  const { width, height, right, bottom } = element.getBoundingClientRect();
  return width > 1 && height > 1 && right + scrollX > 0 && bottom + scrollY > 0;
};
const visible = () => new Set(everything().filter(isVisible));
const parent = (node) => node.parentElement ?? node.getRootNode().host;
const holds = (outer, inner) => {
  for (let node = inner; node; node = parent(node)) if (node === outer) return true;
  return false;
};
const active = () => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
};
const stateOf = (element) =>
  element.localName === "summary" ? String(element.parentElement.open) : element.getAttribute("aria-expanded") ?? "";
const controlled = (element) =>
  (element.getAttribute("aria-controls") ?? "").split(/\s+/).filter(Boolean)
    .flatMap((id) => element.getRootNode().getElementById?.(id) ?? []);
const pause = (milliseconds) => new Promise((next) => setTimeout(next, milliseconds));
const LATE_LOOKS = 25, LOOKS = 7, LOOK_AGAIN_MS = 40;
const DIALOG = "dialog[open], [role=dialog], [role=alertdialog]";

if (step === "before") {
  const element = reach(path);
  if (!element || !isVisible(element)) return null;
  element.scrollIntoView({ block: "nearest", behavior: "instant" });
  const { x, y, width, height } = element.getBoundingClientRect();
  const targets = controlled(element);
  window[NAME] = { element, visible: visible(), targets: targets.filter((target) => !isVisible(target)) };
  return { state: stateOf(element), middle: [x + width / 2, y + height / 2] };
}

const kept = window[NAME];
const whereFocusIs = () => {
  const element = active();
  if (kept.dialog?.isConnected && holds(kept.dialog, element)) return "inside";
  if (element === kept.element) return "opener";
  if (!element || element === document.body || element === document.documentElement) return "nowhere";
  return isVisible(element) ? "outside" : "nowhere";
};

if (step === "focus") {
  kept.element.focus();
  return active() === kept.element;
}
if (step === "after") {
  let shown = [];
  for (let look = 0; look < LOOKS; look += 1) {
    await pause(LOOK_AGAIN_MS);
    const before = shown.length;
    shown = [...visible()].filter((element) => !kept.visible.has(element));
    if (shown.length && shown.length === before) break;
  }
  kept.shown = shown;
  kept.dialog = shown.find((element) => element.matches(DIALOG));
  // Many move the focus when they have come into place.
  for (let look = 0; kept.dialog && look < LATE_LOOKS && whereFocusIs() !== "inside"; look += 1) await pause(LOOK_AGAIN_MS);
  kept.opened = kept.targets.filter(isVisible);
  return {
    shown: shown.length,
    state: kept.element.isConnected ? stateOf(kept.element) : null,
    controlled: kept.opened.length > 0,
    dialog: kept.dialog
      ? { modal: kept.dialog.getAttribute("aria-modal") === "true" || kept.dialog.matches(":modal"),
          native: kept.dialog.matches(":modal"), focus: whereFocusIs() }
      : null,
  };
}
if (step === "state") {
  // Some say it when they have come into place; one that has gone says nothing, nor does one that has closed by itself.
  const { element, opened } = kept;
  for (let look = 0; look < LOOKS && stateOf(element) === "false"; look += 1) await pause(2 * LOOK_AGAIN_MS);
  return element.isConnected && isVisible(element) && opened.every(isVisible) ? stateOf(element) : "";
}
if (step === "where") {
  await pause(LOOK_AGAIN_MS);
  return { focus: whereFocusIs(), open: Boolean(kept.dialog?.isConnected && isVisible(kept.dialog)) };
}
if (step === "closed") {
  for (let look = 0; look < LOOKS; look += 1) {
    await pause(LOOK_AGAIN_MS);
    if (!kept.shown.some((element) => element.isConnected && isVisible(element))) break;
  }
  const now = visible();
  return now.size === kept.visible.size && [...kept.visible].every((element) => now.has(element));
}
