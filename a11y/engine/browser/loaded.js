// In: the address asked for; how long to wait for the load event in milliseconds; how many characters a page may have.
// Out: {late} or {large}, or what there is to know of the document that is there.
// A page that is on its way to another address is waited for: its context, and this script with it, ends then.
const [asked, patience, limit] = arguments;
const LOOK_AGAIN_MS = 200;
const MOMENT_MS = 4; // longer than the shortest timer
const LONGEST_LEAVE_MS = 5000;
const TAG = 16; // roughly what a tag takes
if (window.leaving === undefined) {
  window.leaving = false;
  window.navigation?.addEventListener("navigate", (event) => {
    window.leaving ||= !event.destination.sameDocument && event.downloadRequest === null;
  });
}

const walker = document.createTreeWalker(document);
let size = 0;
const tooLarge = () => {
  while (walker.nextNode()) size += walker.currentNode.data?.length ?? TAG;
  const [entry] = performance.getEntriesByType("navigation");
  return Math.max(size, entry?.decodedBodySize ?? 0) > limit;
};
// Timers are left to the page: see timers in snapshot.js.
const pause = (milliseconds) => scheduler.postTask(() => {}, { delay: milliseconds });
const completed = new Promise((next) => {
  if (document.readyState === "complete") next();
  else addEventListener("load", () => pause(0).then(next), { once: true });
});

const start = performance.now();
while (document.readyState !== "complete") {
  await Promise.race([completed, pause(LOOK_AGAIN_MS)]);
  if (document.readyState !== "complete" && tooLarge()) {
    window.stop();
    return { large: true };
  }
  if (performance.now() - start > patience) return { late: true };
}
await completed;
if (tooLarge()) return { large: true };
await pause(MOMENT_MS); // a redirect by script or meta element begins now, if there is one
if (window.leaving) await pause(Math.min(patience, LONGEST_LEAVE_MS));
window.leaving = false; // it has come to nothing: an answer without content, a download

const [entry] = performance.getEntriesByType("navigation");
return {
  shown: !["chrome-error:", "about:"].includes(location.protocol),
  status: entry?.responseStatus ?? 0,
  type: document.contentType,
  title: document.title,
  asked: new URL(asked).href, // as the browser writes it
  landed: entry?.name ?? location.href,
};
