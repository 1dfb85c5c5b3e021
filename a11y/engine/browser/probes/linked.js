// In: addresses of this origin; how many characters to read of each; how many milliseconds to wait for all of them.
// Out: for each [address it ended at, HTML], or null where there is no such document to be had.
const [addresses, most, patience] = arguments;

const read = async (address, signal) => {
  const response = await fetch(address, { credentials: "same-origin", signal });
  const isPage = /^(text\/html|application\/xhtml\+xml)/.test(response.headers.get("content-type") ?? "");
  if (!response.ok || !isPage || new URL(response.url).origin !== location.origin) {
    await response.body?.cancel();
    return null;
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let html = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    html += value;
    if (html.length >= most) {
      await reader.cancel();
      break;
    }
  }
  return [response.url, html.slice(0, most).toWellFormed()];
};

const signal = AbortSignal.timeout(patience);
return Promise.all(addresses.map((address) => read(address, signal).catch(() => null)));
