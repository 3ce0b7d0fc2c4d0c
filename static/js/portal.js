// Two small helps; every page is complete without them.

// The reader's own time after each <time data-local> that is stated in another zone.
const { lang: language, dataset: { yourTime } } = document.documentElement;
const own = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
  day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  numberingSystem: "latn", calendar: "gregory",
});
for (const element of document.querySelectorAll("time[data-local]")) {
  const moment = new Date(element.dateTime);
  if (Number.isNaN(moment.getTime()) || -moment.getTimezoneOffset() === Number(element.dataset.offset)) continue;
  const local = document.createElement("span");
  local.className = "local-time";
  local.textContent = `– ${own.format(moment)} ${yourTime ?? "your time"}`;
  element.after(" ", local);
}

// A form that came back with errors starts at their summary.
document.querySelector("[data-focus-first]")?.focus();
