// Returns whether axe is in this document, and the frames in it, also those inside open shadow roots.
const frames = [];
const collect = (root) => {
  for (const element of root.querySelectorAll("*")) {
    if (element.localName === "iframe" || element.localName === "frame") frames.push(element);
    if (element.shadowRoot) collect(element.shadowRoot);
  }
};
collect(document);
return { ready: typeof window.axe === "object", frames };
