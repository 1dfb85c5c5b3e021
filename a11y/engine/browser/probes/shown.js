// In: addresses of this origin; how many milliseconds to wait for each.
// Out: for each the text it shows once its scripts have run, or null where that cannot be had.
// They are loaded in frames nobody meets, which may not open windows, send forms or leave.
const [addresses, patience] = arguments;

const show = (address) =>
  new Promise((resolve) => {
    const frame = document.createElement("iframe");
    frame.sandbox = "allow-same-origin allow-scripts";
    frame.inert = true;
    frame.style.cssText = "position: fixed; inset-inline-start: -3000px; inline-size: 1280px; block-size: 800px";
    const end = (text) => {
      frame.remove();
      resolve(text);
    };
    const late = setTimeout(end, patience, null);
    frame.onload = () => {
      clearTimeout(late);
      const shown = frame.contentDocument;
      end((shown?.querySelector("main, [role=main]") ?? shown?.body)?.innerText.toWellFormed() ?? null);
    };
    frame.src = address;
    document.documentElement.append(frame);
  });

return Promise.all(addresses.map((address) => show(address).catch(() => null)));
