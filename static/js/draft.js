// Saves a draft on the server while one types, and small comforts of the answering pages. Nothing is stored in the browser.

const WAIT = 2000; // milliseconds of quiet before a save
const RETRY = [5, 10, 20, 40, 60]; // seconds
const form = document.querySelector("form[data-draft]");

if (form) {
  const state = document.querySelector("[data-save-state]");
  let waiting, sent = body(), attempt = 0, saving = false, leaving = false;

  function body() {
    const posted = new URLSearchParams(new FormData(form));
    posted.delete("csrfmiddlewaretoken");
    return posted.toString();
  }

  function say(words, trouble = false) {
    if (state.textContent !== words) state.textContent = words;
    state.classList.toggle("save-state-trouble", trouble);
  }

  function later(milliseconds) {
    clearTimeout(waiting);
    waiting = setTimeout(save, milliseconds);
  }

  function stop(words) {
    clearTimeout(waiting);
    leaving = true;
    say(words, true);
  }

  function failed() {
    const seconds = RETRY[Math.min(attempt, RETRY.length - 1)];
    attempt += 1;
    say("Not saved yet: no connection. Keep this page open; we try again by ourselves.", true);
    later(seconds * 1000);
  }

  async function save(last = false) {
    clearTimeout(waiting);
    const now = body();
    if (leaving || now === sent || (saving && last !== true)) return;
    saving = true;
    try {
      const answer = await fetch(form.dataset.save, {
        method: "POST",
        body: now,
        keepalive: last === true && now.length < 60000, // longer bodies are refused with keepalive
        credentials: "same-origin",
        redirect: "error",
        headers: {
          Accept: "application/json",
          "Content-Type": "application/x-www-form-urlencoded",
          "X-CSRFToken": form.elements.csrfmiddlewaretoken.value,
        },
      });
      if (answer.ok) {
        const { saved_at: savedAt } = await answer.json();
        sent = now;
        attempt = 0;
        const time = new Date(savedAt).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZoneName: "short" });
        say(`Saved ${time}`);
        if (body() !== sent) later(WAIT);
      } else if (answer.status === 403 && !(await refusal(answer))) {
        stop("Not saved while typing: this page has been open for a long time. Press “Save and continue”; nothing you typed is lost.");
      } else if (answer.status >= 500 || answer.status === 429) {
        failed();
      } else {
        stop((await refusal(answer)) || "Not saved: this draft is no longer here. Copy what you typed before you leave this page.");
      }
    } catch {
      failed();
    } finally {
      saving = false;
    }
  }

  async function refusal(answer) {
    try {
      return (await answer.clone().json()).sentence || "";
    } catch {
      return "";
    }
  }

  form.addEventListener("input", () => {
    if (!state.classList.contains("save-state-trouble") && !leaving) say("Typing …");
    later(WAIT);
  });
  form.addEventListener("change", () => later(WAIT));
  form.addEventListener("focusout", () => { if (attempt === 0) later(150); });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(true); });
  window.addEventListener("online", () => save());
  form.addEventListener("submit", () => { leaving = true; clearTimeout(waiting); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) leaving = false; });
}

// A second press of “Send” must not look like a second sending. (The server stores one response in any case.)
for (const once of document.querySelectorAll("form[data-send-once]")) {
  once.addEventListener("submit", (event) => {
    if (once.dataset.sending) return event.preventDefault();
    once.dataset.sending = "yes";
    const button = once.querySelector("button[type=submit]");
    if (button) button.textContent = "Sending …";
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
}

for (const counter of document.querySelectorAll("[data-limit]")) {
  const input = document.querySelector(`[aria-describedby~="${counter.id}"]`);
  const limit = Number(counter.dataset.limit);
  if (!input) continue;
  const count = () => {
    const left = limit - [...input.value.replace(/\r\n/g, "\n").replace(/\[\[|\]\]/g, "").normalize("NFC").trim()].length;
    const words = Math.abs(left).toLocaleString("en");
    counter.textContent = left >= 0 ? `${words} of ${limit.toLocaleString("en")} characters left.` : `${words} characters too many. Nothing is cut off; please shorten.`;
    counter.classList.toggle("counter-over", left < 0);
  };
  input.addEventListener("input", count);
  count();
}

// Radio buttons can be chosen but not given up: a button for that, where the question may be skipped.
for (const group of document.querySelectorAll(".question:has(input[type=radio])")) {
  if (group.querySelector(".needed")) continue;
  const button = Object.assign(document.createElement("button"), { type: "button", className: "clear-choice", textContent: "Clear my choice" });
  button.setAttribute("aria-describedby", `${group.id}-words`);
  const words = group.querySelector("legend");
  if (words && !words.id) words.id = `${group.id}-words`;
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
      told.textContent = "Copied.";
    } catch {
      from.select();
      told.textContent = "Could not copy by itself. The link is marked: copy it with your keyboard.";
    }
  });
}

for (const print of document.querySelectorAll("[data-print]")) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}
