// In: where the snapshot keeps its elements. The page is shown in the system's own few colours meanwhile.
// Out: the numbers of elements whose pictures are gone: drawn through a mask in a colour that is now that of the background.
const ours = window[arguments[0]];
const probe = document.createElement("div");
probe.style.cssText = "background-color: Canvas; forced-color-adjust: none; position: absolute";
document.documentElement.append(probe);
const background = getComputedStyle(probe).backgroundColor;
probe.remove();
const isGone = (element, pseudo) => {
  const style = getComputedStyle(element, pseudo);
  const drawn = style.maskImage !== "none" && style.backgroundImage === "none" && (!pseudo || !/^(none|normal)$/.test(style.content));
  return drawn && style.backgroundColor === background;
};
const found = [];
ours.elements.forEach((element, number) => {
  if (element instanceof HTMLElement && element.checkVisibility() && [null, "::before", "::after"].some((pseudo) => isGone(element, pseudo))) found.push(number);
});
return found;
