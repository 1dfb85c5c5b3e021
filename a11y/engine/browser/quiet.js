// Runs before a page's own scripts, in every frame. Nobody is there to answer a dialog or to look at a second window:
// they behave as if they had been dismissed, or blocked.
window.alert = () => {};
window.confirm = () => false;
window.prompt = () => null;
window.print = () => {};
window.open = () => null;
// Asking before leaving is a dialog too. A page cannot be asked before its scripts have run.
addEventListener("beforeunload", (event) => event.stopImmediatePropagation(), true);
// A page that is driven is without a network (held.py). It must not react to that: who listens first can keep it from the others.
for (const type of ["offline", "online"])
  addEventListener(type, (event) => event.stopImmediatePropagation(), true);
