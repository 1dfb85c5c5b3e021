// In: the name under which we keep the axe we put into a document; a page may bring one of its own in its place.
// Out: whether ours is in this one, and the frames in it, also those inside open shadow roots.
const frames = [];
const collect = (root) => {
  for (const element of root.querySelectorAll("*")) {
    if (element.localName === "iframe" || element.localName === "frame") frames.push(element);
    if (element.shadowRoot) collect(element.shadowRoot);
  }
};
collect(document);
return { ready: Boolean(window.axe) && window[arguments[0]] === window.axe, frames };
