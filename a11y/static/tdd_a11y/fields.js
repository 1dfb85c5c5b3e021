// Leads to fields of the page editor: what they are folded away in is opened.

const FOCUSABLE = "input:not([type=hidden]), textarea, select, [contenteditable=true]";

export const isVisible = (element) => element.checkVisibility({ visibilityProperty: true });

export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

export async function until(isSo, milliseconds) {
  const end = Date.now() + milliseconds;
  while (!isSo() && Date.now() < end) await pause(20);
  return isSo();
}

/** The element at a content path in the form, or null where it is no longer there. */
export function fieldAt(form, path) {
  return path
    .split(".")
    .reduce((at, step) => at?.querySelector(`[data-contentpath="${CSS.escape(step)}"]`) ?? null, form);
}

/** Unfold the field and put the keyboard there; false where it cannot be seen. `before` is called
 * when it is known that it can. */
export async function leadTo(field, before = () => {}) {
  if (!(await unfold(field))) return false;
  let control = controlIn(field);
  if (!control) {
    // The block is in sight, and its own fields are folded away.
    const folded = field.querySelector("[data-panel] [hidden]")?.firstElementChild;
    if (folded) await unfold(folded);
    control = controlIn(field);
  }
  before();
  (control ?? field).scrollIntoView({ block: "center" });
  if (!control) field.tabIndex = -1;
  (control ?? field).focus();
  return true;
}

/** The field's own control, when it can be seen. */
function controlIn(field) {
  const visible = (selector) => [...field.querySelectorAll(selector)].find(isVisible);
  return visible(FOCUSABLE) ?? visible(".chooser button, .unchosen button, .chosen button");
}

/** Open what the element is folded away in: panels, groups of settings, tabs. */
async function unfold(element) {
  element.dispatchEvent(new Event("beforematch", { bubbles: true }));
  const tabPanel = element.closest("[role=tabpanel][hidden]");
  document.querySelector(`[role=tab][aria-controls="${tabPanel?.id}"]`)?.click();
  return until(() => isVisible(element), 1000);
}
