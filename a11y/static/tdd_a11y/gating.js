// The links in the gate's messages lead to fields of the editor that is open. Wagtail follows such
// a fragment only when a page is loaded, and does not open what the field is folded away in.

import { fieldAt, leadTo } from "./fields.js";

const PREFIX = "#:w:contentpath=";

document.addEventListener("click", (event) => {
  const link = event.target.closest?.(".tdd-a11y-gate a");
  const isElsewhere = link?.pathname !== location.pathname || !link.hash.startsWith(PREFIX);
  if (isElsewhere || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const form = document.querySelector("[data-edit-form]");
  const field = fieldAt(form, decodeURIComponent(link.hash.slice(PREFIX.length)));
  if (!field) return;
  event.preventDefault();
  leadTo(field);
});
