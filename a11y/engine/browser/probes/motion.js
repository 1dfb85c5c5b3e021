// In: where the snapshot keeps its elements; how many milliseconds to watch for changes made by scripts, or 0.
// Out: what moves, plays or changes by itself. Elements are the snapshot's numbers, times are seconds.
const [OURS, watched] = arguments;
const ours = window[OURS];
const FIVE_SECONDS = 5000;
const MOVES = /^(transform|translate|rotate|scale|left|top|right|bottom|inset|margin|width|height|backgroundPosition|offset|clipPath|strokeDash|objectPosition)/;
const BLINKS = /^(opacity|visibility|color|backgroundColor|filter|fill)$/;
const METADATA_WAIT_MS = 1500;

const number = (node) => {
  while (node && ours.indices.get(node) === undefined) node = node.parentNode ?? node.host;
  return ours.indices.get(node) ?? -1;
};
const isShown = (element) => Boolean(element?.checkVisibility({ opacityProperty: false, visibilityProperty: true }));

// The properties that an animation changes, and how often a second it goes back and forth.
const changedBy = (keyframes, duration) => {
  const properties = new Set();
  let turns = 0;
  for (const name of Object.keys(Object.assign({}, ...keyframes))) {
    const values = keyframes.map((frame) => frame[name]).filter((value) => value !== undefined);
    if (new Set(values).size < 2) continue;
    properties.add(name);
    if (BLINKS.test(name)) turns = Math.max(turns, values.slice(1).filter((value, at) => value !== values[at]).length);
  }
  return { properties: [...properties], flashes: duration ? (Math.ceil(turns / 2) * 1000) / duration : 0 };
};

const animations = () =>
  document.getAnimations().flatMap((animation) => {
    const { effect } = animation;
    if (animation.playState !== "running" || !(animation.timeline instanceof DocumentTimeline) || !isShown(effect?.target)) return [];
    const { endTime, duration, iterations } = effect.getComputedTiming();
    if (Math.min(endTime, duration * iterations) <= FIVE_SECONDS) return [];
    const { properties, flashes } = changedBy(effect.getKeyframes(), duration);
    const box = effect.target.getBoundingClientRect();
    if (!properties.length || !box.width || !box.height) return [];
    return [[number(effect.target), properties.some((name) => MOVES.test(name)), properties.some((name) => BLINKS.test(name)), iterations > 1 || endTime === Infinity ? flashes : 0, Math.round(box.width), Math.round(box.height)]];
  });

// A GIF says between its frames how long each is shown, and at its head how often all are.
const lasting = (bytes) => {
  const text = new TextDecoder("latin1").decode(bytes);
  const delays = [...text.matchAll(/\x21\xf9\x04[\s\S]([\s\S])([\s\S])/g)].map(([, low, high]) => (low.charCodeAt(0) + 256 * high.charCodeAt(0)) / 100 || 0.1);
  const loop = /NETSCAPE2\.0\x03\x01([\s\S])([\s\S])/.exec(text);
  const times = loop ? loop[1].charCodeAt(0) + 256 * loop[2].charCodeAt(0) || Infinity : 1;
  return delays.length < 2 ? 0 : times * delays.reduce((sum, delay) => sum + delay);
};
const pictures = async () => {
  const found = [];
  for (const image of document.images) {
    if (!/\.gif(\?|#|$)|^data:image\/gif/i.test(image.currentSrc) || !isShown(image) || image.width * image.height < 100) continue;
    try {
      const seconds = lasting(await (await fetch(image.currentSrc, { cache: "force-cache" })).arrayBuffer());
      if (seconds > 5) found.push(number(image));
    } catch {
      // of another origin that does not let itself be read
    }
  }
  return found;
};

const metadata = (media) =>
  new Promise((next) => {
    if (media.readyState || media.error || media.networkState === media.NETWORK_NO_SOURCE) return next();
    media.addEventListener("loadedmetadata", next, { once: true });
    media.addEventListener("error", next, { once: true, capture: true });
    setTimeout(next, METADATA_WAIT_MS);
  });
const AUDIBLE = 0.001; // of full loudness
const MOST_BYTES = 30_000_000;
// Whether it has a track of sound, and anything is to be heard in it; null where that cannot be found out.
const hasSound = async (media) => {
  try {
    const stream = media.captureStream();
    const tracks = stream.getAudioTracks().length;
    for (const track of stream.getTracks()) track.stop();
    if (!tracks) return false;
    const file = await fetch(media.currentSrc, { cache: "force-cache" });
    if (Number(file.headers.get("content-length")) > MOST_BYTES) return null;
    const sound = await new OfflineAudioContext(1, 1, 8000).decodeAudioData(await file.arrayBuffer());
    return sound.getChannelData(0).some((sample) => Math.abs(sample) > AUDIBLE);
  } catch {
    return null;
  }
};
const media = async () => {
  const found = [];
  for (const element of ours.elements) {
    if (!/^(audio|video)$/.test(element?.localName) || !element.autoplay) continue;
    await metadata(element);
    const known = element.readyState > 0;
    if (element.networkState === element.NETWORK_NO_SOURCE) continue;
    found.push([number(element), known ? await hasSound(element) : null, known && Number.isFinite(element.duration) ? element.duration : null, element.muted || element.volume === 0]);
  }
  return found;
};

// Texts that scripts change while nobody does anything, and what they show and hide by turns.
const changes = async () => {
  if (!watched) return [];
  const found = new Map();
  const observer = new MutationObserver((records) => {
    for (const { type, target, oldValue } of records) {
      const element = target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement;
      if (!element || document.head?.contains(element) || !element.getClientRects().length) continue;
      if (type === "attributes" && target.getAttribute("style") === oldValue) continue;
      const at = number(element);
      const seen = found.get(at) ?? [0, 0];
      seen[type === "attributes" ? 1 : 0]++;
      found.set(at, seen);
    }
  });
  const before = new Map(ours.elements.filter((element) => element && !element.firstElementChild).map((element) => [ours.indices.get(element), element.textContent]));
  observer.observe(document.body ?? document.documentElement, { subtree: true, childList: true, characterData: true, attributes: true, attributeOldValue: true, attributeFilter: ["style"] });
  await new Promise((next) => setTimeout(next, watched));
  observer.disconnect();
  return [...found].flatMap(([at, [texts, styles]]) => {
    const element = ours.elements[at];
    const other = texts && (before.has(at) ? element.textContent !== before.get(at) : texts > 1) && /\S/.test(element.textContent);
    return other || styles >= 4 ? [[at, !other ? "style" : texts > 1 ? "text" : "once"]] : [];
  });
};

return { animations: animations(), pictures: await pictures(), media: await media(), changes: await changes() };
