// Two small helps; every page is complete without them.

// The reader's own time after each <time data-local> that is stated in another zone.
// The words stand in the page (base.html).
const language = document.documentElement.lang;
const yourTime = document.querySelector("[data-word-your-time]")?.dataset.wordYourTime ?? "{time} your time";
const known = Intl.DateTimeFormat.supportedLocalesOf(language).length > 0;  // else 2027-01-03 16:59, which needs no word
const own = new Intl.DateTimeFormat(!known ? "sv" : language === "en" ? "en-GB" : language, {
  day: known ? "numeric" : "2-digit", month: known ? "short" : "2-digit", year: known ? undefined : "numeric",
  hour: "2-digit", minute: "2-digit", hourCycle: "h23", numberingSystem: "latn", calendar: "gregory",
});
for (const element of document.querySelectorAll("time[data-local]")) {
  const moment = new Date(element.dateTime);
  if (Number.isNaN(moment.getTime()) || -moment.getTimezoneOffset() === Number(element.dataset.offset)) continue;
  const local = document.createElement("span");
  local.className = "local-time";
  local.textContent = `(${yourTime.replace("{time}", own.format(moment))})`;
  element.after(" ", local);
}

// A form that came back with errors starts at their summary.
document.querySelector("[data-focus-first]")?.focus();
