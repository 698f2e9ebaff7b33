(() => {
  "use strict";
  const PAGE = 60; // rows of a list shown at once
  const SEVERAL = ["null", "check", "wrong"]; // keys whose value is a list of words
  const words = document.getElementById("words");
  const select = document.getElementById("by-root");
  const make = (table) => {
    const name = table.dataset.list;
    const rows = [...table.tBodies[0].rows];
    const said = table.previousElementSibling;
    let wanted = [], all = false;
    const button = (text, act) => {
      const made = document.createElement("button");
      made.type = "button"; made.textContent = text; made.className = "small"; made.addEventListener("click", act);
      return made;
    };
    const has = (row, [key, value]) => {
      const held = row.getAttribute("data-" + key);
      return SEVERAL.includes(key) ? (held || "").split(" ").includes(value) : held === value;
    };
    const show = () => {
      const mine = name === "rows";
      const text = mine ? words.value.trim().toLowerCase() : "", root = mine ? select.value : "";
      const fits = rows.filter((row) => wanted.every((pair) => has(row, pair)) && (!root || row.dataset.root === root)
        && (!text || row.textContent.toLowerCase().includes(text)));
      const shown = new Set(all ? fits : fits.slice(0, PAGE));
      for (const row of rows) row.hidden = !shown.has(row);
      const what = wanted.map(([k, v]) => k.replace("-", " ") + " " + v).join(", ");
      said.textContent = fits.length + " of " + rows.length + " listed here" + (what ? ": " + what : "")
        + (shown.size < fits.length ? "; the first " + shown.size + " are shown" : "")
        + (fits.length ? ". " : ". None of those listed is of this kind: look for it in the Parquet files themselves. ");
      if (shown.size < fits.length) said.append(button("Show all " + fits.length, () => { all = true; show(); }), " ");
      if (wanted.length || text || root) said.append(button("Clear the filter", () => {
        if (mine) { words.value = ""; select.value = ""; }
        history.replaceState(null, "", "#" + name);
        filter([]);
      }));
    };
    const filter = (pairs) => { wanted = pairs; all = false; show(); };
    const go = (pairs) => {
      if (name === "rows") { words.value = ""; select.value = ""; }
      filter(pairs);
      const fold = table.closest("details");
      if (fold) fold.open = true;
      (fold || table.closest("section")).scrollIntoView();
      said.focus({ preventScroll: true });
    };
    show();
    return [name, { go, show }];
  };
  const lists = new Map([...document.querySelectorAll("table[data-list]")].map(make));
  const fromAddress = () => {
    const asked = location.hash.match(/^#(\w+):(.+)$/);
    const list = asked && lists.get(asked[1]);
    if (list) list.go(asked[2].split("&").map((pair) => pair.split("=").map(decodeURIComponent)));
  };
  words.addEventListener("input", lists.get("rows").show);
  select.addEventListener("change", lists.get("rows").show);
  addEventListener("hashchange", fromAddress);
  document.querySelector("#rows .controls").hidden = false;
  fromAddress();
})();
