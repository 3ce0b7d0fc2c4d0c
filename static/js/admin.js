// Names for fields that Django's admin leaves without one: cells of inline tables and the search boxes of autocomplete fields.

function name(element, words) {
  if (words && !element.hasAttribute("aria-label")) element.setAttribute("aria-label", words);
}

function nameCells(root) {
  for (const cell of root.querySelectorAll(".tabular td[class^='field-']")) {
    const words = cell.closest("table").tHead?.rows[0].querySelector(`.column-${cell.className.match(/field-(\S+)/)[1]}`)?.textContent.trim();
    for (const input of cell.querySelectorAll("input:not([type=hidden]), select, textarea")) {
      if (!input.labels?.length) name(input, words);
    }
  }
}

function nameSearches(root) {
  for (const select of root.querySelectorAll("select.select2-hidden-accessible")) {
    const words = select.labels[0]?.textContent.replace(/:\s*$/, "").trim() || select.getAttribute("aria-label");
    const shown = select.nextElementSibling;
    for (const part of shown?.querySelectorAll(".select2-search__field, .select2-selection__rendered[role]") ?? []) name(part, words);
  }
}

function nameAll() {
  nameCells(document);
  nameSearches(document);
}

if (window.django?.jQuery) window.django.jQuery(nameAll); // after the handlers that build the autocomplete fields
document.addEventListener("formset:added", () => setTimeout(nameAll));
