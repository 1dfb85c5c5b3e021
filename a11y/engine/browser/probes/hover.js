// In: the name under which the snapshot keeps its elements, what to do, and an element's number.
// Out: by step:
//   styled: the numbers of elements for which style sheets have something else to show when a pointer is over them
//   begin:  [where its middle is in the window, whether a pointer would meet it]; what is visible is remembered
//   shown:  what has become visible: {text, place, covers: whether it lies on text of others}; null where nothing with text has
//   still:  whether that is visible now, after a while
//   gone:   wait until that is not visible, for a while at most
//   focus:  whether that is visible when the element, or what takes the focus around or in it, has the focus
//   end:    the focus and the scrolling as they were
const [OURS, step, argument] = arguments;
const ours = window[OURS];
const LOOKS = 6, LOOK_AGAIN_MS = 60;
const pause = (milliseconds) => new Promise((next) => setTimeout(next, milliseconds));
const SHOWS = /^(display|visibility|opacity|clip|clip-path|transform|scale|height|max-height|width|max-width|left|right|top|bottom|inset.*|translate)$/;

const isVisible = (element) => {
  if (!element.isConnected || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
  const { width, height, right, bottom } = element.getBoundingClientRect();
  if (width < 2 || height < 2 || right + scrollX <= 0 || bottom + scrollY <= 0) return false;
  let opacity = 1;
  for (let node = element; node; node = node.parentElement) opacity *= Number(getComputedStyle(node).opacity);
  return opacity > 0.3;
};
const all = () => [...document.querySelectorAll("body *")];
const place = (element) => {
  const { x, y, width, height } = element.getBoundingClientRect();
  return [x, y, width, height];
};
const hasText = (element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && /\S/.test(node.data));
const overlap = (one, other) =>
  one[0] + 1 < other[0] + other[2] && other[0] + 1 < one[0] + one[2] && one[1] + 1 < other[1] + other[3] && other[1] + 1 < one[1] + one[3];

if (step === "styled") {
  const found = new Set();
  const read = (rules) => {
    for (const rule of rules ?? []) {
      if (rule.selectorText?.includes(":hover") && [...rule.style].some((property) => SHOWS.test(property)))
        for (const selector of rule.selectorText.split(",")) {
          const [trigger, rest] = selector.split(":hover");
          if (!rest || !/[\s>+~]/.test(rest) || /[\s>+~]$/.test(trigger) || !trigger.trim()) continue;
          try {
            for (const element of document.querySelectorAll(trigger)) found.add(ours.indices.get(element) ?? -1);
          } catch { /* a selector with a comma in brackets, cut in two */ }
        }
      if (rule.cssRules) read(rule.cssRules);
    }
  };
  for (const sheet of document.styleSheets) {
    try {
      read(sheet.cssRules);
    } catch { /* a sheet of another origin */ }
  }
  return [...found].filter((index) => index >= 0).sort((one, other) => one - other);
}
if (step === "begin") {
  const element = ours.elements[argument];
  ours.hover ??= { focused: document.activeElement, scroll: [scrollX, scrollY] };
  element.scrollIntoView({ block: "center", behavior: "instant" });
  ours.hover.visible = new Set(all().filter(isVisible));
  const [x, y, width, height] = place(element);
  const middle = [x + width / 2, y + height / 2];
  const met = document.elementFromPoint(...middle);
  ours.hover.element = element;
  return [middle, Boolean(met && element.contains(met))];
}
const { hover } = ours;
if (step === "shown") {
  let shown = [];
  for (let look = 0; look < LOOKS; look += 1) {
    await pause(LOOK_AGAIN_MS);
    const before = shown.length;
    shown = all().filter((element) => !hover.visible.has(element) && isVisible(element));
    if (shown.length && shown.length === before) break;
  }
  const area = (element) => element.offsetWidth * element.offsetHeight;
  const content = shown.filter((element) => element.innerText?.trim() && !shown.includes(element.parentElement))
    .sort((one, other) => area(other) - area(one))[0];
  if (!content) return null;
  hover.content = content;
  const at = place(content);
  const covers = all().some((element) =>
    hover.visible.has(element) && hasText(element) && !content.contains(element) && !element.contains(content)
    && !hover.element.contains(element) && isVisible(element) && overlap(at, place(element)));
  return { text: content.innerText.trim().slice(0, 80), place: at, covers };
}
if (step === "still") {
  await pause(argument);
  return Boolean(hover.content && isVisible(hover.content));
}
if (step === "gone") {
  for (const end = performance.now() + argument; performance.now() < end;) {
    await pause(LOOK_AGAIN_MS);
    if (!hover.content || !isVisible(hover.content)) break;
  }
  return;
}
if (step === "focus") {
  const FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex]";
  const target = hover.element.closest(FOCUSABLE) ?? hover.element.querySelector(FOCUSABLE);
  if (!target) return false;
  target.focus({ preventScroll: true });
  for (let look = 0; look < LOOKS; look += 1) {
    if (isVisible(hover.content)) break;
    await pause(LOOK_AGAIN_MS);
  }
  const shown = isVisible(hover.content);
  target.blur();
  return shown;
}
if (step === "end" && hover) {
  if (hover.focused !== document.body) hover.focused?.focus({ preventScroll: true });
  scrollTo(...hover.scroll);
  delete ours.hover;
}
