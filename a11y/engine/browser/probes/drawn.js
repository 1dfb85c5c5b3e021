// In: the name under which the snapshot keeps its elements.
// Out: the numbers of the canvases that something is drawn on. One that cannot be read is left out.
const { elements } = window[arguments[0]];
const isDrawnOn = (canvas) => {
  const blank = document.createElement("canvas");
  blank.width = canvas.width;
  blank.height = canvas.height;
  try {
    return canvas.toDataURL() !== blank.toDataURL();
  } catch {
    return false; // an image of another origin is on it
  }
};
const numbers = [];
elements.forEach((element, number) => {
  if (element instanceof HTMLCanvasElement && isDrawnOn(element)) numbers.push(number);
});
return numbers;
