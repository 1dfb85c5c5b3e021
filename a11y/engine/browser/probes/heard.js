// An expression for the page's own world, with DevTools' command line API: only that can see the page's listeners.
// Out: the types of event listened for on the window, the document, and each element, by its place in the snapshot's order.
(() => {
  const typesOf = (target) => Object.keys(getEventListeners(target));
  const opaque = new Set(["script", "style", "template", "noscript"]);
  const elements = [];
  let place = 0;
  const stack = [document.documentElement];
  while (stack.length) {
    const element = stack.pop();
    const types = typesOf(element);
    if (types.length) elements.push([place, element.localName, types]);
    place++;
    if (opaque.has(element.localName)) continue;
    for (let child = element.lastElementChild; child; child = child.previousElementSibling) stack.push(child);
    for (let child = element.shadowRoot?.lastElementChild; child; child = child.previousElementSibling) stack.push(child);
  }
  return { window: typesOf(window), document: typesOf(document), elements };
})()
