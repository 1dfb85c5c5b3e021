// In: where the snapshot keeps its elements; what to do; the number of an element.
//   "paste"   paste into a field: whether the page forbids it
//   "change"  choose another option, or tick: whether the focus is taken elsewhere; everything is set back
//   "submit"  activate a form's button with the form as it is: what the page says of it
// The page is held meanwhile; what it would have done is known there.
const [OURS, task, number] = arguments;
const ours = window[OURS];
const element = ours.elements[number];
const SEEN = { opacityProperty: true, visibilityProperty: true };
const ANSWER_MS = 150;

const rest = (milliseconds) => new Promise((next) => setTimeout(next, milliseconds));
const tell = (type) => element.dispatchEvent(new Event(type, { bubbles: true, composed: true }));

const paste = () => {
  const { value } = element;
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", "123456");
  const allowed = element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true, composed: true }));
  const taken = element.value !== value;
  element.value = value;
  return !allowed && !taken;
};

const change = async () => {
  element.focus();
  if (document.activeElement !== element) return null;
  const was = element.localName === "select" ? element.selectedIndex : element.checked;
  const group = element.type === "radio" ? [...document.getElementsByName(element.name)].find((radio) => radio.checked) : null;
  if (element.localName === "select") {
    const other = [...element.options].findIndex((option, at) => at !== was && !option.disabled && option.value);
    if (other < 0) return null;
    element.selectedIndex = other;
    tell("input");
    tell("change");
  } else {
    element.click();
  }
  await rest(20);
  const moved = document.activeElement !== element && document.activeElement !== document.body;
  if (element.localName === "select") element.selectedIndex = was;
  else if (group) group.checked = true;
  else element.checked = was;
  return moved;
};

const live = (node) => {
  for (let at = node; at; at = at.parentElement)
    if (/^(alert|status|log|alertdialog)$/.test(at.getAttribute("role")) || /^(polite|assertive)$/.test(at.getAttribute("aria-live")) || at.localName === "output") return true;
  return false;
};
const shownTexts = () => {
  const found = new Map();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { data, parentElement } = walker.currentNode;
    if (/[^\W\d_]{2}/.test(data) && parentElement.checkVisibility(SEEN)) found.set(walker.currentNode, data.trim());
  }
  return found;
};
const invalid = () => [...document.querySelectorAll("[aria-invalid]")].filter((field) => !/^(false)?$/.test(field.getAttribute("aria-invalid")));
const explained = (field) =>
  ["aria-describedby", "aria-errormessage"].some((name) => (field.getAttribute(name) ?? "").split(/\s+/).some((id) => id && document.getElementById(id)?.checkVisibility(SEEN) && document.getElementById(id).textContent.trim()));
const said = (field, added) => added.some(([node]) => field.labels && [...field.labels].some((label) => label.contains(node)));
const submit = async () => {
  const { form } = element;
  const native = Boolean(form) && !form.noValidate && !element.formNoValidate && !form.checkValidity();
  if (native) return { native: true, marked: [], added: [], moved: true };
  element.focus();
  const texts = shownTexts(), before = new Set(invalid());
  element.click();
  await rest(ANSWER_MS);
  const added = [...shownTexts()].filter(([node, text]) => texts.get(node) !== text);
  return {
    native: false,
    marked: invalid().filter((field) => !before.has(field)).map((field) => [ours.indices.get(field) ?? -1, explained(field) || said(field, added)]),
    added: added.slice(0, 20).map(([node, text]) => [ours.indices.get(node.parentElement) ?? -1, text.slice(0, 120), live(node.parentElement)]),
    moved: document.activeElement !== element && document.activeElement !== document.body,
  };
};

if (!element?.isConnected) return null;
return task === "paste" ? paste() : task === "change" ? await change() : await submit();
