// On a question's page in the admin: hides the settings that do not count for the chosen kind, and, in a condition,
// the answers of other questions. Without it everything is shown, and what does not count is emptied when saved.

const kind = document.querySelector("[data-settings]");
if (kind) {
  const settings = JSON.parse(kind.dataset.settings);
  const all = new Set(Object.values(settings).flat());
  const show = () => {
    const counts = new Set(settings[kind.value] ?? all);
    for (const name of all) {
      document.querySelector(`.settings-of-kind .field-${name}`)?.toggleAttribute("hidden", !counts.has(name));
    }
    document.querySelector(".settings-of-kind")?.toggleAttribute("hidden", ![...counts].some((name) => name !== "choices"));
    document.querySelector("#choices-group")?.toggleAttribute("hidden", !counts.has("choices"));
  };
  kind.addEventListener("change", show);
  show();
}

function narrow(row) {
  const question = row.querySelector('select[name$="-depends_on"]');
  const answers = row.querySelector("select[data-answers-of]");
  if (!question || !answers) return;
  for (const group of answers.querySelectorAll("optgroup")) {
    const own = group.firstElementChild?.value.startsWith(`${question.value}:`);
    group.hidden = !own;
    for (const option of group.children) if (group.hidden) option.selected = false;
  }
}
document.addEventListener("change", (event) => {
  if (event.target.matches('select[name$="-depends_on"]')) narrow(event.target.closest(".inline-related"));
});
for (const answers of document.querySelectorAll("select[data-answers-of]")) narrow(answers.closest(".inline-related"));
