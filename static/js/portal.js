// Adds the reader's own time after each <time data-local> whose zone differs from theirs. The page is complete without it.

const own = new Intl.DateTimeFormat(document.documentElement.lang || "en", {
  day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
});

for (const element of document.querySelectorAll("time[data-local]")) {
  const moment = new Date(element.dateTime);
  if (Number.isNaN(moment.getTime())) continue;
  if (-moment.getTimezoneOffset() === Number(element.dataset.offset)) continue;
  const local = document.createElement("span");
  local.className = "local-time";
  local.textContent = ` – ${own.format(moment)} your time`;
  element.after(local);
}
