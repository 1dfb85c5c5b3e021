// In: the name of our sign that axe is in a document; a page may bring an axe of its own.
// Out: whether ours is in this one, and the frames in it, also those inside open shadow roots.
const frames = [];
const collect = (root) => {
  for (const element of root.querySelectorAll("*")) {
    if (element.localName === "iframe" || element.localName === "frame") frames.push(element);
    if (element.shadowRoot) collect(element.shadowRoot);
  }
};
collect(document);
return { ready: window[arguments[0]] === true, frames };
