(() => {
  "use strict";
  const NEXT = { right: "wrong", wrong: "unsure", unsure: "right" };
  const about = JSON.parse(document.getElementById("about").textContent);
  const cards = [...document.querySelectorAll(".card")];
  const bar = document.querySelector("progress");
  const said = document.getElementById("said");
  const auditor = document.getElementById("auditor");
  const store = ["eventcoder-audit", about.dataset, about.kind, about.by, about.seed, cards.length].join(" ");
  let at = 0;
  const buttons = (card) => [...card.querySelectorAll(".judge")];
  const fieldOf = (card, name) => buttons(card).find((b) => b.dataset.field === name);
  const put = (button, state) => {
    button.dataset.state = state;
    button.setAttribute("aria-pressed", String(state === "wrong"));
    button.querySelector(".spoken").textContent = state === "unsure" ? "cannot tell" : state;
    const card = button.closest(".card");
    if (button.dataset.field === "event") card.classList.toggle("none", state === "wrong");
  };
  const done = () => cards.filter((card) => card.dataset.done).length;
  const verdict = (card) => {
    const noEvent = card.classList.contains("none");
    const fields = {};
    for (const b of buttons(card)) fields[b.dataset.field] = noEvent ? "wrong" : b.dataset.state;
    const one = { id: card.dataset.id, fields, note: card.querySelector("textarea").value };
    if (card.dataset.confidence) one.confidence = Number(card.dataset.confidence);
    if (card.dataset.stratum) one.stratum = card.dataset.stratum;
    const missed = card.querySelector(".missed");
    if (missed) one.missed = Number(missed.value);
    return one;
  };
  const verdicts = () => ({ ...about, auditor: auditor.value.trim(), verdicts: cards.filter((c) => c.dataset.done).map(verdict) });
  const keep = () => { try { localStorage.setItem(store, JSON.stringify(verdicts())); } catch { /* a page from disk may have no store */ } };
  const tell = () => {
    bar.value = done();
    said.textContent = "Card " + (at + 1) + " of " + cards.length + ", " + done() + " judged";
  };
  const go = (to) => {
    at = Math.max(0, Math.min(cards.length - 1, to));
    cards.forEach((card, i) => { card.hidden = i !== at; });
    tell();
    cards[at].focus();
    scrollTo(0, 0);
  };
  const judged = () => {
    cards[at].dataset.done = "yes";
    cards[at].querySelector(".done-mark").textContent = "judged";
    keep();
    if (at + 1 < cards.length) go(at + 1);
    else { tell(); said.textContent += done() === cards.length ? ". All done: press s to save the verdicts." : ""; }
  };
  const save = () => {
    const name = "verdicts-" + (auditor.value.trim().replace(/\W+/g, "-") || "auditor") + ".json";
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(verdicts(), null, 1)], { type: "application/json" }));
    link.download = name;
    link.click();
    said.textContent = "Saved " + done() + " verdicts as " + name;
  };
  const more = (by) => {
    const missed = cards[at].querySelector(".missed");
    if (missed) { missed.value = Math.max(0, Number(missed.value) + by); keep(); }
  };
  const keys = {
    Enter: judged, ArrowRight: () => go(at + 1), ArrowLeft: () => go(at - 1), s: save,
    m: () => more(1), M: () => more(-1),
    n: () => cards[at].querySelector("textarea").focus(),
  };
  addEventListener("keydown", (event) => {
    const typing = event.target.matches("textarea, input");
    if (typing) { if (event.key === "Escape") cards[at].focus(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" && event.target.matches("button, summary")) return;
    const button = buttons(cards[at]).find((b) => b.dataset.key === event.key);
    if (button) put(button, NEXT[button.dataset.state]);
    else if (keys[event.key]) keys[event.key]();
    else return;
    if (cards[at].dataset.done) keep();
    event.preventDefault();
  });
  for (const card of cards) for (const b of buttons(card)) b.addEventListener("click", () => put(b, NEXT[b.dataset.state]));
  for (const b of document.querySelectorAll("[data-do]")) b.addEventListener("click", () => keys[b.dataset.do]());
  document.addEventListener("input", keep);
  try {
    const kept = JSON.parse(localStorage.getItem(store) || "{}");
    auditor.value = kept.auditor || "";
    for (const one of kept.verdicts || []) {
      const card = cards.find((c) => c.dataset.id === one.id);
      if (!card) continue;
      for (const [name, state] of Object.entries(one.fields)) if (fieldOf(card, name)) put(fieldOf(card, name), state);
      card.querySelector("textarea").value = one.note || "";
      if (card.querySelector(".missed")) card.querySelector(".missed").value = one.missed || 0;
      card.dataset.done = "yes";
      card.querySelector(".done-mark").textContent = "judged";
    }
  } catch { /* a page from disk may have no store */ }
  window.auditVerdicts = verdicts;
  const open = cards.findIndex((card) => !card.dataset.done);
  if (cards.length) go(open < 0 ? 0 : open);
})();
