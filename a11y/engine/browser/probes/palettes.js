// In: addresses of images. Out, for each, what its colours lie between: the least and the greatest red, green, blue and alpha (0 to 255) of
// its pixels that show something. False for an image that does not load, null where its pixels cannot be read: it is of another site, or large.
const [addresses] = arguments;
const PATIENCE = 2000;
const SIDE = 2048;

const load = (address) => new Promise((done) => {
  const image = new Image();
  image.onload = () => done(image);
  image.onerror = () => done(null);
  scheduler.postTask(() => done(null), { delay: PATIENCE }); // timers are left to the page: see timers in snapshot.js
  image.src = address;
});

const pixels = (image) => {
  const { naturalWidth: width, naturalHeight: height } = image;
  if (!width || !height || width > SIDE || height > SIDE) return null;
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, width, height).data;
};

const bounds = (data) => {
  const least = [255, 255, 255, 255], greatest = [0, 0, 0, 0];
  for (let at = 0; at < data.length; at += 4) {
    const alpha = data[at + 3];
    for (let channel = alpha ? 0 : 3; channel < 4; channel += 1) {
      const value = data[at + channel];
      if (value < least[channel]) least[channel] = value;
      if (value > greatest[channel]) greatest[channel] = value;
    }
  }
  return greatest[3] ? [least, greatest] : null;
};

const palette = async (address) => {
  const image = await load(address);
  if (!image) return false;
  try {
    const data = pixels(image);
    return data && bounds(data);
  } catch {
    return null; // of another site: the canvas gives nothing away
  }
};

return await Promise.all(addresses.map(palette));
