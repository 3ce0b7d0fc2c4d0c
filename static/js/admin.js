// Names for the search boxes of autocomplete fields, which Django's admin leaves without one.

function name(element, words) {
  if (words && !element.hasAttribute("aria-label")) element.setAttribute("aria-label", words);
}

function nameSearches(root) {
  for (const select of root.querySelectorAll("select.select2-hidden-accessible")) {
    const words = select.labels[0]?.textContent.replace(/:\s*$/, "").trim() || select.getAttribute("aria-label");
    const shown = select.nextElementSibling;
    for (const part of shown?.querySelectorAll(".select2-search__field, .select2-selection__rendered[role]") ?? []) name(part, words);
  }
}

function nameAll() {
  nameSearches(document);
}

if (window.django?.jQuery) window.django.jQuery(nameAll); // after the handlers that build the autocomplete fields
document.addEventListener("formset:added", () => setTimeout(nameAll));
