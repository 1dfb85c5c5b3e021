// A scan that is under way: fetch what has changed every two seconds, and put it in place.

const EVERY = 2000;
const QUARTER = 0.25;

/** Replaces the parts that have changed; leaves alone the one that has the focus. */
function replaceParts(scan, fetched) {
  let left = false;
  for (const part of fetched.querySelectorAll("[data-tdd-part]")) {
    const shown = scan.querySelector(`[data-tdd-part="${part.dataset.tddPart}"]`);
    if (!shown || withoutTokens(shown) === withoutTokens(part)) continue;
    if (shown.contains(document.activeElement)) left = true;
    else shown.replaceWith(part);
  }
  return left;
}

/** The part's HTML without what is another with each request. */
function withoutTokens(part) {
  const copy = part.cloneNode(true);
  for (const token of copy.querySelectorAll("[name=csrfmiddlewaretoken]")) token.remove();
  return copy.innerHTML;
}

/** Says how far the scan is: at each quarter, and at its end. */
function announce(scan, said, last) {
  const progress = scan.querySelector("progress");
  const quarter = Math.floor(progress.value / progress.max / QUARTER);
  const open = isOpen(scan);
  if (quarter > last || !open) said.textContent = scan.querySelector("[data-tdd-state]").textContent;
  return quarter;
}

function isOpen(scan) {
  return Boolean(scan.querySelector("[data-tdd-open]"));
}

async function watch(scan, said) {
  const start = scan.querySelector("progress");
  let last = Math.floor(start.value / start.max / QUARTER);
  let again = isOpen(scan);
  while (again) {
    await new Promise((resolve) => setTimeout(resolve, EVERY));
    if (document.hidden) continue;
    try {
      const answer = await fetch(scan.dataset.tddScan, { headers: { "X-Requested-With": "fetch" } });
      if (!answer.ok || answer.redirected) return;
      const fetched = new DOMParser().parseFromString(await answer.text(), "text/html");
      const left = replaceParts(scan, fetched);
      last = announce(scan, said, last);
      again = left || isOpen(scan);
    } catch {
      // The network may be back the next time.
    }
  }
}

for (const scan of document.querySelectorAll("[data-tdd-scan]")) {
  watch(scan, document.querySelector("[data-tdd-said]"));
}
