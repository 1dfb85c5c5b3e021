// In: the name under which the snapshot's elements are kept, and numbers of elements.
// Out: for each whether it has the focus after it was given it, null where that is not known. The focus goes back to where it was.
const [OURS, numbers] = arguments;
const { elements } = window[OURS];
// In a window without the focus no page hears that an element gets it: a guard could not hand it on.
if (!document.hasFocus()) return numbers.map(() => null);
const before = document.activeElement;
const innermost = () => {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
};
const HANDED_ON_MS = 60; // guards hand the focus on at once, or a moment later
const kept = [];
for (const number of numbers) {
  const element = elements[number];
  element?.focus({ preventScroll: true });
  let keeps = Boolean(element?.isConnected) && innermost() === element;
  if (keeps) {
    await new Promise((next) => setTimeout(next, HANDED_ON_MS));
    keeps = innermost() === element;
  }
  kept.push(keeps);
}
if (before && before !== document.body) before.focus({ preventScroll: true });
else document.activeElement?.blur();
return kept;
