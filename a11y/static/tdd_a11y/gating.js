// The links in the gate's messages lead to fields of the editor that is open. Wagtail follows such
// a fragment only when a page is loaded, and does not open what the field is folded away in.

const PREFIX = "#:w:contentpath=";
const FIELD = "input:not([type=hidden]), textarea, select, [contenteditable=true]";

/** The field at a content path, or as far as the path leads. */
function fieldAt(path) {
  let field = document.querySelector("[data-edit-form]");
  for (const step of path.split(".")) {
    field = field?.querySelector(`[data-contentpath="${CSS.escape(step)}"]`) ?? null;
  }
  return field;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.(".tdd-a11y-gate a");
  const isElsewhere = link?.pathname !== location.pathname || !link.hash.startsWith(PREFIX);
  if (isElsewhere || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const field = fieldAt(decodeURIComponent(link.hash.slice(PREFIX.length)));
  if (!field) return;
  event.preventDefault();
  const tabPanel = field.closest("[role=tabpanel][hidden]");
  document.querySelector(`[role=tab][aria-controls="${tabPanel?.id}"]`)?.click();
  field.dispatchEvent(new Event("beforematch", { bubbles: true }));
  field.scrollIntoView({ block: "center" });
  const first = (selector) => [...field.querySelectorAll(selector)].find((one) => one.checkVisibility());
  (first(FIELD) ?? first("button"))?.focus();
});
