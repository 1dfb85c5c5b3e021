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
const kept = numbers.map((number) => {
  const element = elements[number];
  if (!element?.isConnected) return false;
  element.focus({ preventScroll: true });
  return innermost() === element;
});
if (before && before !== document.body) before.focus({ preventScroll: true });
else document.activeElement?.blur();
return kept;
