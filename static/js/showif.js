// Shows and hides questions that depend on answers on the same page, as consultations/branching.py decides it. A hidden
// question keeps what was typed; the server leaves it out. Without this file all of them stand there with a sentence.

const blocks = [...document.querySelectorAll("[data-question]")];
const byKey = new Map(blocks.map((block) => [block.dataset.question, block]));
const conditional = blocks
  .filter((block) => block.dataset.showIf)
  .map((block) => ({ block, conditions: JSON.parse(block.dataset.showIf), sentence: block.querySelector(".only-if") }));

function given(block) {
  if (!block || block.hidden) return [];
  const values = [];
  for (const input of block.querySelectorAll("input, select, textarea")) {
    if (input.type === "hidden" || input.closest(".other-text")) continue;
    if ((input.type === "radio" || input.type === "checkbox") && !input.checked) continue;
    const value = input.value.trim();
    if (value) values.push(input.closest(".place") ? input.name.split("__")[1] : value);
  }
  return values;
}

function number(text) {
  const found = /^[+-]?\d{1,15}(\.\d{1,4})?$/.exec((text ?? "").replace(/[ \u00a0]/g, ""));
  return found ? Number(found[0]) : null;
}

function holds({ question, operator, values }) {
  const answer = given(byKey.get(question));
  switch (operator) {
    case "answered": return answer.length > 0;
    case "any_of": return answer.some((value) => values.includes(value));
    case "none_of": return !answer.some((value) => values.includes(value));
  }
  const [told, limit] = [number(answer[0]), number(values[0])];
  if (told === null || limit === null) return false;
  return operator === "at_least" ? told >= limit : told <= limit;
}

function show() {
  for (const { block, conditions } of conditional) block.hidden = !conditions.every(holds);
  for (const text of document.querySelectorAll(".other-text")) {
    const choice = text.previousElementSibling?.querySelector("input");
    if (choice) text.hidden = !choice.checked;
  }
}

for (const { sentence } of conditional) if (sentence) sentence.hidden = true;
if (conditional.length || document.querySelector(".other-text")) {
  document.addEventListener("input", show);
  document.addEventListener("change", show);
  show();
}
