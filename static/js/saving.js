// Saves a draft on the server while one types. Nothing is stored in the browser. The server tells which answers were changed
// elsewhere from what this page started from (responses/merging.py); the page's own submit waits for a save that is on its way.
// Its words stand in the page, in the reader's language (templates/responses/_saving_words.html).

const WAIT = 2000; // milliseconds of quiet before a save
const RETRY = [3, 6, 12, 25, 60]; // seconds
const GIVE_UP = 20000; // milliseconds until a save without an answer counts as failed
const form = document.querySelector("form[data-draft]");

if (form) {
  const state = document.querySelector("[data-save-state]");
  const words = document.querySelector("[data-saving-words]").dataset;
  const seen = Object.fromEntries(["version", "basis", "window", "turn"].map((name) => [name, form.elements[`draft-${name}`]]));
  const SEEN = new Set(Object.values(seen).map((input) => input.name));
  let timer, saved = answers(), attempt = 0, flight = null, over = false, turn = 0;

  function posted() {
    const values = new URLSearchParams(new FormData(form));
    values.delete("csrfmiddlewaretoken");
    return values;
  }

  function answers() {
    const values = posted();
    for (const name of SEEN) values.delete(name);
    return values.toString();
  }

  const dirty = () => answers() !== saved;

  function say(sentence, trouble = false, link = null) {
    state.classList.toggle("save-state-trouble", trouble);
    if (state.firstChild?.textContent === sentence && !link === !state.querySelector("a")) return;
    state.textContent = sentence;
    if (link) state.append(" ", Object.assign(document.createElement("a"), link));
  }

  function later(milliseconds) {
    clearTimeout(timer);
    timer = setTimeout(save, milliseconds);
  }

  function stop(sentence) {
    clearTimeout(timer);
    over = true;
    say(sentence, true);
  }

  function again(sentence, link) {
    const seconds = RETRY[Math.min(attempt, RETRY.length - 1)];
    attempt += 1;
    say(sentence, true, link);
    later(seconds * 1000);
  }

  const clock = (moment) => new Date(moment).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

  // What the server now holds of this page: digests of the answers that were taken, the old ones of the others.
  function startFrom({ version, basis }) {
    const known = new Map(seen.basis.value.split(" ").map((pair) => pair.split(":")));
    for (const pair of basis.split(" ")) if (pair) known.set(...pair.split(":"));
    seen.basis.value = [...known].map((pair) => pair.join(":")).join(" ");
    seen.version.value = version;
  }

  function compare(event) { // the address is that of this page: without a reload the browser would only scroll
    event.preventDefault();
    location.hash = "two-texts";
    location.reload();
  }

  function tell(answer) {
    const at = (sentence) => sentence.replace("{time}", clock(answer.saved_at));
    if (answer.twice.length) {
      say(at(words.wordTwice), true, {
        textContent: words.wordCompare, href: `${location.pathname}#two-texts`, onclick: compare,
      });
    } else if (answer.behind) {
      say(at(words.wordBehind), false, {
        textContent: words.wordNewest, href: location.pathname,
      });
    } else {
      say(at(words.wordSaved));
    }
  }

  async function refusal(answer) {
    try {
      return (await answer.clone().json()).sentence || "";
    } catch {
      return "";
    }
  }

  // The token of this page is worth nothing after signing in again in another window: the page itself, asked anew, has a good one.
  async function freshToken() {
    const page = await fetch(location.pathname, { credentials: "same-origin", redirect: "error", headers: { Accept: "text/html" } });
    if (!page.ok) return false;
    const read = new DOMParser().parseFromString(await page.text(), "text/html");
    const token = read.querySelector("form[data-draft] [name=csrfmiddlewaretoken]")?.value;
    if (token) form.elements.csrfmiddlewaretoken.value = token;
    return Boolean(token);
  }

  function signedOut() {
    again(words.wordSignedOut, {
      textContent: words.wordSignIn, href: form.dataset.signIn, target: "_blank", rel: "noopener",
    });
  }

  async function refused(answer) {
    const sentence = await refusal(answer);
    if (answer.status >= 500 || answer.status === 429) {
      again(words.wordBusy);
    } else if (answer.status === 403 && !sentence) {
      if (await freshToken()) again(words.wordAgain);
      else if (form.dataset.signIn) signedOut();
      else stop(words.wordOpenLong);
    } else if (answer.status === 404 && form.dataset.signIn) {
      signedOut();
    } else {
      stop(sentence && answer.status !== 404 ? sentence : words.wordGone);
    }
  }

  async function send(leaving) {
    turn += 1;
    seen.turn.value = turn;
    const now = answers(), body = posted().toString();
    const cut = new AbortController();
    const clockOut = setTimeout(() => cut.abort(), GIVE_UP);
    try {
      const answer = await fetch(form.dataset.save, {
        method: "POST",
        body,
        keepalive: leaving && body.length < 60000, // longer bodies are refused with keepalive
        credentials: "same-origin",
        redirect: "error",
        signal: cut.signal,
        headers: {
          Accept: "application/json",
          "Content-Type": "application/x-www-form-urlencoded",
          "X-CSRFToken": form.elements.csrfmiddlewaretoken.value,
        },
      });
      if (!answer.ok) return await refused(answer);
      const told = await answer.json();
      saved = now;
      attempt = 0;
      startFrom(told);
      tell(told);
      if (dirty()) later(WAIT);
    } catch {
      again(navigator.onLine ? words.wordNoAnswer : words.wordNoConnection);
    } finally {
      clearTimeout(clockOut);
    }
  }

  function save(leaving = false) {
    clearTimeout(timer);
    if (over || flight || !dirty()) return flight;
    flight = send(leaving === true).finally(() => { flight = null; });
    return flight;
  }

  form.addEventListener("input", () => {
    if (over) return;
    if (!state.classList.contains("save-state-trouble")) say(words.wordTyping);
    if (attempt === 0) later(WAIT);
  });
  form.addEventListener("change", () => { if (attempt === 0) later(WAIT); });
  form.addEventListener("focusout", () => { if (attempt === 0) later(150); });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(true); });
  window.addEventListener("pagehide", () => save(true));
  for (const back of ["online", "focus"]) window.addEventListener(back, () => { if (attempt > 0) { attempt = 0; save(); } });

  let submitting = false;
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (flight && !submitting) {
      event.preventDefault();
      const { submitter } = event;
      say(words.wordSaving);
      flight.finally(() => { clearTimeout(timer); form.requestSubmit(submitter); });
      return;
    }
    submitting = over = true;
    turn += 1;
    seen.turn.value = turn;
  });
  window.addEventListener("beforeunload", (event) => { if (!submitting && dirty() && attempt > 0) event.preventDefault(); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) submitting = over = false; });
}
