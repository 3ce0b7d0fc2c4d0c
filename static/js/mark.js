// A button for marking words as confidential: it writes the brackets that one could also type. Nothing else knows of it.
// Its words stand in the page (templates/responses/_marking.html).

const OPEN = "[[", CLOSE = "]]";
const explained = document.querySelector("[data-marking]");
const every = ".question textarea, .question:not(.question-number, .question-date) input[type=text]";
const fields = explained ? document.querySelectorAll(explained.dataset.markingOnly ? `[name="${explained.dataset.markingOnly}"]` : every) : [];

for (const field of fields) {
  const row = document.createElement("p");
  row.className = "mark-row";
  const button = Object.assign(document.createElement("button"), { type: "button", className: "mark-button", textContent: explained.dataset.wordMark });
  const told = document.createElement("span");
  told.className = "mark-told";
  told.setAttribute("role", "status");
  const words = field.labels[0];
  if (words) {
    words.id ||= `${field.id}-words`;
    button.id = `${field.id}-mark`;
    button.setAttribute("aria-describedby", words.id);
  }
  row.append(button, told);
  (field.closest(".input-group") || field).after(row);
  button.addEventListener("click", () => {
    told.textContent = mark(field);
    field.focus();
  });
}

function mark(field) {
  const { value, selectionStart: start, selectionEnd: end } = field;
  const around = marks(value).find((one) => start < one.end && end > one.start) || marks(value).find((one) => start === end && start > one.start && start < one.end);
  if (around) {
    const inside = value.slice(around.start + 2, around.end - 2);
    write(field, value.slice(0, around.start) + inside + value.slice(around.end), around.start, around.start + inside.length);
    return explained.dataset.wordUnmarked;
  }
  const chosen = value.slice(start, end);
  const words = chosen.trim();
  if (!words) return explained.dataset.wordSelect;
  const from = start + chosen.indexOf(words);
  const marked = value.slice(0, from) + OPEN + words + CLOSE + value.slice(from + words.length);
  write(field, marked, from, from + words.length + 4);
  return explained.dataset.wordMarked;
}

function marks(value) {
  const found = [];
  for (let at = value.indexOf(OPEN); at >= 0; ) {
    const end = value.indexOf(CLOSE, at);
    if (end < 0) break;
    found.push({ start: at, end: end + 2 });
    at = value.indexOf(OPEN, end + 2);
  }
  return found;
}

function write(field, value, start, end) {
  field.value = value;
  field.setSelectionRange(start, end);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
