// In: the name under which the snapshot keeps its elements; how many milliseconds to wait for all media.
// Out: for each video and audio element {index, duration, audio, tracks}. audio is null where the browser cannot tell.
// A track is {kind, file}: what its file holds, "" where there is none, null where it is of another origin.
const [ours, patience] = arguments;
const { elements } = window[ours];
const MOST_BYTES = 8_000_000;
const INAUDIBLE = 0.0005;
const media = [];
elements.forEach((element, index) => {
  if (element instanceof HTMLMediaElement) media.push([element, index]);
});

const late = new Promise((resolve) => setTimeout(resolve, patience));
const known = (element) => {
  const last = element.querySelector("source:last-of-type");
  if (element.readyState > 0 || element.error || element.preload === "none" || element.networkState === element.NETWORK_NO_SOURCE) return undefined;
  return Promise.race([late, ...["loadedmetadata", "error"].map((type) => new Promise((resolve) => {
    element.addEventListener(type, resolve, { once: true });
    if (type === "error") last?.addEventListener(type, resolve, { once: true });
  }))]);
};

// A sound track may hold nothing but silence: files of moderate size are decoded to know.
const isSilent = async (element) => {
  const url = new URL(element.currentSrc);
  if (url.origin !== location.origin) return false;
  const signal = AbortSignal.timeout(patience);
  const head = await fetch(url, { method: "HEAD", signal });
  if (!head.ok || !(Number(head.headers.get("content-length")) <= MOST_BYTES)) return false;
  const bytes = await (await fetch(url, { signal })).arrayBuffer();
  const sound = await new OfflineAudioContext(1, 1, 8000).decodeAudioData(bytes);
  for (let channel = 0; channel < sound.numberOfChannels; channel++)
    if (sound.getChannelData(channel).some((value) => Math.abs(value) > INAUDIBLE)) return false;
  return true;
};

const hasAudio = async (element) => {
  if (element.readyState === 0) return null;
  try {
    if (element.captureStream().getAudioTracks().length === 0) return false;
    return element.localName === "audio" || !(await isSilent(element));
  } catch {
    return null; // of another origin, protected, or slow
  }
};

const fileOf = async (track) => {
  const url = new URL(track.src, document.baseURI);
  if (url.protocol !== "data:" && url.origin !== location.origin) return null;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(patience) });
    return response.ok ? (await response.text()).slice(0, 100_000).toWellFormed() : "";
  } catch {
    return null;
  }
};

return Promise.all(media.map(async ([element, index]) => {
  await known(element);
  const tracks = [...element.querySelectorAll("track")];
  return {
    index,
    duration: Number.isFinite(element.duration) ? element.duration : null,
    audio: await hasAudio(element),
    tracks: await Promise.all(tracks.map(async (track) => ({ kind: track.kind, file: track.src ? await fileOf(track) : "" }))),
  };
}));
