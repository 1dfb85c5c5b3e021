// In: a name of our own under which the page keeps the guard.
// While it stands, nothing the page's scripts or default actions do leads away from the document: navigations, new windows,
// submissions and dialogs are noted instead of done, requests that are no GET stay unanswered. `lift` gives everything back, storage included.
const NAME = arguments[0];
if (window[NAME]) return;

const attempts = [];
const undo = [];
const note = (kind, detail) => { attempts.push([kind, String(detail ?? "")]); };

const replaced = (owner, name, value) => {
  const descriptor = Object.getOwnPropertyDescriptor(owner, name);
  if (!descriptor?.configurable) return;
  Object.defineProperty(owner, name, "value" in descriptor ? { ...descriptor, value } : { ...descriptor, get: () => value });
  undo.push(() => Object.defineProperty(owner, name, descriptor));
};
const listened = (target, type, listener) => {
  target.addEventListener(type, listener, true);
  undo.push(() => target.removeEventListener(type, listener, true));
};

// Away from the document
if (window.navigation)
  listened(navigation, "navigate", (event) => {
    if (event.destination.sameDocument) return;
    note(event.formData ? "submit" : "navigate", event.destination.url);
    event.preventDefault();
  });
for (const name of ["back", "forward", "go"]) replaced(History.prototype, name, () => note("navigate", `history.${name}`));
replaced(window, "open", (url) => { note("window", url); return null; });
replaced(window, "close", () => note("window", "close"));
replaced(window, "print", () => note("dialog", "print"));
replaced(window, "alert", (text) => note("dialog", text));
replaced(window, "confirm", (text) => { note("dialog", text); return false; });
replaced(window, "prompt", (text) => { note("dialog", text); return null; });

// A link or form with a target opens a window without telling the navigation of this one.
const elsewhere = (target) => Boolean(target) && !/^_(self|top|parent)$/i.test(target);
const linkIn = (event) => event.composedPath().find((node) => node instanceof Element && node.matches("a[href], area[href]"));
listened(window, "click", (event) => {
  const link = linkIn(event);
  if (!link || !elsewhere(link.getAttribute("target") || document.querySelector("base[target]")?.target)) return;
  note("window", link.href);
  event.preventDefault();
});
listened(window, "submit", (event) => {
  const target = event.submitter?.getAttribute("formtarget") || event.target.getAttribute("target");
  if (!elsewhere(target)) return;
  note("submit", event.target.action);
  event.preventDefault();
});
replaced(HTMLFormElement.prototype, "submit", function () { note("submit", this.action); });
const { click } = HTMLElement.prototype;
replaced(HTMLElement.prototype, "click", function () {
  if (!this.isConnected && this.localName === "a") note("window", this.href);
  else click.call(this);
});

// Requests
const reads = (method) => /^(get|head)$/i.test(method || "GET");
const { fetch } = window;
replaced(window, "fetch", (resource, options) => {
  const method = options?.method ?? resource?.method;
  if (reads(method)) return fetch(resource, options);
  note("request", resource?.url ?? resource);
  return new Promise(() => {});
});
const { open, send } = XMLHttpRequest.prototype;
const held = new WeakMap();
replaced(XMLHttpRequest.prototype, "open", function (method, url, ...rest) {
  if (reads(method)) held.delete(this);
  else held.set(this, url);
  return open.call(this, method, url, ...rest);
});
replaced(XMLHttpRequest.prototype, "send", function (...body) {
  if (!held.has(this)) return send.apply(this, body);
  note("request", held.get(this));
});
replaced(Navigator.prototype, "sendBeacon", (url) => { note("request", url); return true; });
replaced(WebSocket.prototype, "send", function () { note("request", this.url); });
replaced(Navigator.prototype, "onLine", true);

// Storage, where the page may have one
const kept = ["localStorage", "sessionStorage"].flatMap((name) => {
  try {
    return [[window[name], Object.entries(window[name])]];
  } catch {
    return [];
  }
});
const restoreStorage = () => {
  for (const [storage, entries] of kept) {
    storage.clear();
    for (const [key, value] of entries) storage.setItem(key, value);
  }
};

const lift = () => {
  for (const step of undo.reverse()) step();
  restoreStorage();
  delete window[NAME];
};
Object.defineProperty(window, NAME, { value: { attempts, lift }, configurable: true });
