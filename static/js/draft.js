// Small comforts of the answering pages. Saving while one types is static/js/saving.js. The words stand in the page, in the
// reader's language (templates/responses/_script_words.html); where they do not, the page keeps those it has.

const words = document.querySelector("[data-script-words]")?.dataset ?? {};
const numbers = new Intl.NumberFormat(`${document.documentElement.lang || "en"}-u-nu-latn`);
const said = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => numbers.format(values[name]));

// A second press of “Send” must not look like a second sending. (The server stores one response in any case.)
for (const once of document.querySelectorAll("form[data-send-once]")) {
  once.addEventListener("submit", (event) => {
    if (once.dataset.sending) return event.preventDefault();
    once.dataset.sending = "yes";
    const button = event.submitter ?? once.querySelector("button[type=submit]");
    if (button && !button.name && words.wordSending) button.textContent = words.wordSending;
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
}

for (const counter of document.querySelectorAll("[data-limit]")) {
  const input = document.querySelector(`[aria-describedby~="${counter.id}"]`);
  const limit = Number(counter.dataset.limit);
  if (!input || !words.wordLeft) continue;
  const count = () => {
    const left = limit - [...input.value.replace(/\r\n/g, "\n").replace(/\[\[|\]\]/g, "").normalize("NFC").trim()].length;
    counter.textContent = left >= 0 ? said(words.wordLeft, { left, limit }) : said(words.wordOver, { over: -left });
    counter.classList.toggle("counter-over", left < 0);
  };
  input.addEventListener("input", count);
  count();
}

// Radio buttons can be chosen but not given up: a button for that, where the question may be skipped.
for (const group of document.querySelectorAll(".question:has(input[type=radio])")) {
  if (group.querySelector(".needed") || !words.wordClear) continue;
  const button = Object.assign(document.createElement("button"), { type: "button", className: "clear-choice", textContent: words.wordClear });
  button.setAttribute("aria-describedby", `${group.id}-words`);
  const legend = group.querySelector("legend");
  if (legend && !legend.id) legend.id = `${group.id}-words`;
  const look = () => { button.hidden = !group.querySelector("input:checked"); };
  button.addEventListener("click", () => {
    group.querySelector("input:checked").checked = false;
    group.querySelector("input[type=radio]").focus();
    group.dispatchEvent(new Event("change", { bubbles: true }));
    look();
  });
  group.addEventListener("change", look);
  group.querySelector(".options").after(button);
  look();
}

document.querySelector("[data-focus-first]")?.focus();

const copy = document.querySelector("[data-copy]");
if (copy && navigator.clipboard) {
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    const from = document.querySelector("[data-copy-from]");
    const told = document.querySelector("[data-copied]");
    try {
      await navigator.clipboard.writeText(from.value);
      told.textContent = told.dataset.wordCopied;
    } catch {
      from.select();
      told.textContent = told.dataset.wordMarked;
    }
  });
}

for (const print of document.querySelectorAll("[data-print]")) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}
