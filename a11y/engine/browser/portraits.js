// In: the path to an element, each step but the last a frame or a shadow host; a margin; the largest size.
// Out: the place of a picture of it on the page, [x, y, width, height, whether it is beyond the window], or null.
const [target, margin, [mostWidth, mostHeight]] = arguments;

let [left, top] = [scrollX, scrollY];
let root = document;
let element = null;
for (const [place, step] of target.entries()) {
  try {
    element = root.querySelector(step);
  } catch {
    return null; // a line of the source is no selector
  }
  if (!element || place === target.length - 1) break;
  if (element.contentDocument) {
    const frame = element.getBoundingClientRect();
    left += frame.x + element.clientLeft;
    top += frame.y + element.clientTop;
  }
  root = element.contentDocument ?? element.shadowRoot;
  if (!root) return null; // out of reach
}
if (!element) return null;

const box = element.getBoundingClientRect();
if (!box.width || !box.height) return null;
const x = Math.max(0, left + box.x - margin);
const y = Math.max(0, top + box.y - margin);
const { scrollWidth, scrollHeight } = document.documentElement;
const width = Math.min(left + box.right + margin, scrollWidth) - x;
const height = Math.min(top + box.bottom + margin, scrollHeight) - y;
if (width <= 0 || height <= 0) return null;
const size = [Math.min(width, mostWidth), Math.min(height, mostHeight)];
// Pages are told of a resize by a picture beyond the window, so only where it must be.
const isBeyond = x < scrollX || y < scrollY || x + size[0] > scrollX + innerWidth || y + size[1] > scrollY + innerHeight;
return [x, y, ...size, isBeyond];
