// Calls back when fonts and lazy frames are there, the layout is drawn, and no transition that ends soon is under way:
// a colour measured half-way through a fade belongs to neither state. Endless animations are not waited for.
const done = arguments[arguments.length - 1];
const LONGEST_WAIT_MS = 2000;
// Timers are left to the page: see timers in snapshot.js.
const pause = (milliseconds) => scheduler.postTask(() => {}, { delay: milliseconds });

// A lazy frame that was never scrolled to has no document yet: nothing in it could be audited, and
// the driver waits for it in vain.
const frameLoads = (frame) =>
  new Promise((next) => {
    frame.addEventListener("load", next, { once: true });
    pause(LONGEST_WAIT_MS).then(next);
    frame.loading = "eager";
  });
const framesLoad = () =>
  Promise.all([...document.querySelectorAll("iframe[loading=lazy]")].map(frameLoads));
const drawn = () => new Promise((next) => requestAnimationFrame(() => pause(0).then(next)));
const endsSoon = (animation) =>
  animation.playState === "running" &&
  animation.timeline instanceof DocumentTimeline &&
  animation.effect.getComputedTiming().endTime - animation.currentTime <= LONGEST_WAIT_MS;
// Looked at in every frame, because an animation's own promise is not always kept: not where it
// stands still, and sometimes not where the compositor runs it.
const ended = async () => {
  const deadline = performance.now() + LONGEST_WAIT_MS;
  const awaited = document.getAnimations().filter(endsSoon);
  while (performance.now() < deadline && awaited.some(endsSoon)) await drawn();
};

Promise.race([document.fonts.ready, pause(LONGEST_WAIT_MS)])
  .then(framesLoad)
  .then(drawn)
  .then(ended)
  .then(() => done());
