// In: a colour that every text of the page is to have from now on, or null to have its own again; addresses of images.
// Out: those of the images that have not loaded.
// Constructed style sheets do it: a strict content security policy lets them, and no node of the page changes.
const [colour, addresses] = arguments;
const KEY = "a11yInk";

const roots = [];
const collect = (root) => {
  roots.push(root);
  for (const element of root.querySelectorAll("*")) {
    if (element.shadowRoot) collect(element.shadowRoot);
    if (element.localName === "iframe" && element.contentDocument) collect(element.contentDocument);
  }
};

const restore = () => {
  for (const [root, sheets] of window[KEY] ?? []) root.adoptedStyleSheets = sheets;
  delete window[KEY];
};

const rules = `
*, *::before, *::after, *::placeholder, *::marker {
  -webkit-text-fill-color: ${colour} !important;
  caret-color: transparent !important;
  text-decoration-color: transparent !important;
  transition: none !important;
  animation-play-state: paused !important;
}
text, tspan, textPath { fill: ${colour} !important; transition: none !important; }`;

restore();
if (colour) {
  collect(document);
  window[KEY] = roots.map((root) => [root, [...root.adoptedStyleSheets]]);
  for (const root of roots) {
    const { CSSStyleSheet } = (root.ownerDocument ?? root).defaultView;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rules);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  }
}

const loads = (address) => new Promise((done) => {
  const image = new Image();
  image.onload = () => done(true);
  image.onerror = () => done(false);
  setTimeout(done, 2000, false);
  image.src = address;
});
const missing = [];
for (const address of addresses) if (!(await loads(address))) missing.push(address);
await new Promise(requestAnimationFrame);
return missing;
