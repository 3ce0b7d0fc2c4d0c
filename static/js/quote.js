// Takes the words selected in a paragraph into the quote, with the place where they stand: counted in code points, as the server does.

const from = document.querySelector("[data-quote-from]");
const act = document.querySelector("[data-quote-act]");
const at = document.querySelector("[data-quote-at]");

if (from && act && at) {
  const into = document.getElementById(at.dataset.quoteInto);
  const told = document.querySelector("[data-quoted]");
  act.hidden = false;

  const selected = () => {
    const selection = document.getSelection();
    if (!selection || selection.rangeCount === 0) return null;
    const range = selection.getRangeAt(0);
    return from.contains(range.commonAncestorContainer) && range.toString().trim() ? range : null;
  };

  let last = null; // pressing the button with a finger or a key may drop the selection
  document.addEventListener("selectionchange", () => { last = selected()?.cloneRange() ?? last; });

  act.querySelector("[data-quote]").addEventListener("click", () => {
    const range = selected() ?? last;
    if (!range) {
      told.textContent = act.dataset.wordSelect;
      return;
    }
    const before = document.createRange();
    before.setStart(from, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const words = range.toString();
    const leading = words.length - words.trimStart().length;
    at.value = [...before.toString(), ...words.slice(0, leading)].length;
    into.value = words.trim();
    into.dispatchEvent(new Event("input", { bubbles: true }));
    told.textContent = act.dataset.wordQuoted;
  });

  into.addEventListener("input", (event) => { if (event.isTrusted) at.value = ""; });
}
