// In: "begin" or "end", the name under which the snapshot keeps its elements, an element's number, whether to focus it.
// What happens between the two, around one key or click, is watched.
// Out: begin: how much changes by itself, where the element's middle is in the window, whether a pointer would meet it there,
//      and whether it has the focus. end: whether the page, a field or the focus changed.
const [step, OURS, index, focusing] = arguments;
const ours = window[OURS];
const element = ours.elements[index];
if (step === "begin") {
  element.scrollIntoView({ block: "center", behavior: "instant" });
  if (focusing) element.focus();
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
