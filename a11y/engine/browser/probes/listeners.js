// In: "listeners" (in the page's own world, with DevTools' command line at hand): nothing more.
//     "indices", the snapshot's name: the snapshot's number of every element, in the same order.
//     "begin" and "end", the name, an element's number: watch what happens around one key or click.
// Out: for "listeners", [[place, types heard, inline code], …] for elements that hear pointers or keys;
//      place -1 is the document and the window. For "end", whether the page changed or tried to go away.
const [step, OURS, index] = arguments;
const POINTER = ["click", "mousedown", "mouseup", "pointerdown", "pointerup", "touchstart", "touchend", "dblclick"];
const KEYS = ["keydown", "keyup", "keypress"];

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

if (step === "listeners") {
  const heard = (target) => {
    const listeners = getEventListeners(target);
    return [...POINTER, ...KEYS].filter((type) => listeners[type]?.some(({ listener }) => !/^\s*(async\s*)?(function\s*\w*\s*\(\w*\)|\(?\w*\)?\s*=>)\s*\{\s*\}\s*$/.test(String(listener))));
  };
  const found = everything().map((element, place) => [place, heard(element), element.getAttribute("onclick") ?? ""]);
  return JSON.stringify([
    ...found.filter(([, types]) => types.length),
    [-1, [...new Set([...heard(document), ...heard(window)])], ""],
  ]);
}

const ours = window[OURS];
if (step === "indices") return everything().map((element) => ours.indices.get(element) ?? -1);

const element = ours.elements[index];
if (step === "begin") {
  element.scrollIntoView({ block: "center", behavior: "instant" });
  if (arguments[3]) element.focus();
  const watch = { changes: 0, focused: document.activeElement };
  watch.observer = new MutationObserver((records) => { watch.changes += records.length; });
  const observe = (root) => watch.observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
  observe(document);
  for (const one of ours.elements) if (one?.shadowRoot) observe(one.shadowRoot);
  const values = () => ours.elements.map((one) => (one && "value" in one ? `${one.value}${one.checked}` : "")).join("\u0001");
  watch.values = values;
  watch.before = values();
  ours.watch = watch;
  // Is the page quiet, and would a pointer meet the element?
  await new Promise((next) => setTimeout(next, 40));
  watch.noise = watch.changes;
  const { x, y, width, height } = element.getBoundingClientRect();
  const middle = [x + width / 2, y + height / 2];
  let met = document.elementFromPoint(...middle);
  while (met?.shadowRoot?.elementFromPoint(...middle) && met.shadowRoot.elementFromPoint(...middle) !== met) met = met.shadowRoot.elementFromPoint(...middle);
  let meets = false;
  for (let node = met; node; node = node.parentElement ?? node.getRootNode().host) meets ||= node === element;
  watch.changes = 0;
  return { noise: watch.noise, middle, meets, focused: document.activeElement === element || Boolean(element.getRootNode().activeElement === element) };
}
if (step === "end") {
  await new Promise((next) => setTimeout(next, 40));
  const { watch } = ours;
  watch.observer.disconnect();
  return { changed: watch.changes > 0 || watch.values() !== watch.before, moved: document.activeElement !== watch.focused };
}
