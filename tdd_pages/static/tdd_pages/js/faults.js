// Takes the reader to the list of mistakes. Without this module it stands first in main all the same.
document.querySelector("[data-tdd-faults]")?.focus();
