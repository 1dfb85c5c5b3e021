// In: selector paths of elements, each step but the last naming a frame or a shadow host.
// Out: the elements' texts, and what lies around them in document order: audit comments opening and closing,
// shadow roots entered and left, and the elements themselves. An element in a frame stands where its
// outermost frame stands: comments inside a frame speak of another page.
const TEXT_LENGTH = 120;
const targets = arguments[0];

// By characters, not by halves of them: half a pair cannot be sent. A form's own fields may shadow innerText.
const excerpt = (element) =>
  [...String(element.innerText ?? element.textContent).toWellFormed().trim()].slice(0, TEXT_LENGTH).join("");
const texts = [];
const wanted = new Map();

targets.forEach((path, index) => {
  let root = document;
  let element = null;
  let place = null;
  for (const selector of path) {
    element = root && root.querySelector(selector);
    if (!element) break;
    if (element.ownerDocument === document) place = element;
    root = element.contentDocument || element.shadowRoot;
  }
  texts.push(element ? excerpt(element) : "");
  if (place) wanted.set(place, [...(wanted.get(place) || []), index]);
});

const tokens = [];
const walk = (root) => {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_COMMENT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.nodeType === Node.COMMENT_NODE) {
      if (node.data.startsWith("a11y:")) tokens.push(["open", node.data.slice("a11y:".length)]);
      else if (node.data === "/a11y") tokens.push(["close"]);
      continue;
    }
    for (const index of wanted.get(node) || []) tokens.push(["element", index]);
    if (node.shadowRoot) {
      tokens.push(["enter"]);
      walk(node.shadowRoot);
      tokens.push(["leave"]);
    }
  }
};
walk(document);
return { texts, tokens };
