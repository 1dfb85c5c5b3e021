// Calls back when fonts are there, the layout is drawn, and no transition that ends soon is under way:
// a colour measured half-way through a fade belongs to neither state. Endless animations are not waited for.
const done = arguments[arguments.length - 1];
const LONGEST_WAIT_MS = 2000;

const drawn = () => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
const endsSoon = (animation) =>
  animation.playState === "running" &&
  animation.timeline instanceof DocumentTimeline &&
  animation.effect.getComputedTiming().endTime - animation.currentTime <= LONGEST_WAIT_MS;
const ended = () =>
  Promise.allSettled(document.getAnimations().filter(endsSoon).map((animation) => animation.finished));

Promise.race([document.fonts.ready, new Promise((next) => setTimeout(next, LONGEST_WAIT_MS))])
  .then(drawn)
  .then(ended)
  .then(() => done());
