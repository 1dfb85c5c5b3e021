// Comforts for the report: it works without them. A search by words, and how many causes are shown.
const causes = [...document.querySelectorAll(".cause")];
const filter = document.querySelector(".filter");

function apply() {
  const words = filter.querySelector("[type=search]").value.toLowerCase().split(/\s+/);
  for (const cause of causes) {
    const text = cause.textContent.toLowerCase();
    cause.hidden = !words.every((word) => text.includes(word));
  }
  const shown = causes.filter((cause) => cause.checkVisibility()).length;
  filter.querySelector("[role=status]").textContent = `${shown} of ${causes.length} causes shown`;
}

if (filter) {
  filter.querySelector(".words").hidden = false;
  filter.addEventListener("input", apply);
  apply();
}

// Paper cannot be opened.
addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("details")) details.open = true;
});

// A link into something folded or filtered away leads to what can be seen.
addEventListener("hashchange", () => {
  const target = document.getElementById(location.hash.slice(1));
  if (!filter || !target || target.checkVisibility()) return;
  for (const all of filter.querySelectorAll("[type=radio][value='']")) all.checked = true;
  filter.querySelector("[type=search]").value = "";
  apply();
  target.scrollIntoView();
});
