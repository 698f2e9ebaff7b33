(() => {
  "use strict";
  const rows = [...document.querySelectorAll("#sampled > tbody > tr")];
  const said = document.getElementById("shown");
  const words = document.getElementById("words");
  const clear = document.getElementById("clear");
  const select = document.getElementById("by-root");
  const total = rows.length;
  let wanted = [];
  const show = () => {
    const text = words.value.trim().toLowerCase();
    let n = 0;
    for (const row of rows) {
      const fits = wanted.every(([k, v]) => row.getAttribute("data-" + k) === v)
        && (!select.value || row.dataset.root === select.value)
        && (!text || row.textContent.toLowerCase().includes(text));
      row.hidden = !fits;
      if (fits) n += 1;
    }
    const what = wanted.map(([k, v]) => k.replace("-", " ") + " " + v).join(", ");
    said.textContent = n + " of " + total + " sampled events shown" + (what ? ": " + what : "")
      + (n ? "" : ". None of the sampled events is of this kind: look for it in events.parquet itself.");
    clear.hidden = !wanted.length && !text && !select.value;
  };
  const fromAddress = () => {
    const asked = location.hash.match(/^#rows:(.+)$/);
    if (!asked) return;
    wanted = decodeURIComponent(asked[1]).split("&").map((pair) => pair.split("=")).filter((pair) => pair.length === 2);
    words.value = ""; select.value = "";
    show();
    document.getElementById("rows").scrollIntoView();
    said.focus({ preventScroll: true });
  };
  words.addEventListener("input", show);
  select.addEventListener("change", show);
  clear.addEventListener("click", () => {
    wanted = []; words.value = ""; select.value = "";
    history.replaceState(null, "", "#rows");
    show();
  });
  addEventListener("hashchange", fromAddress);
  document.querySelector("#rows .controls").hidden = false;
  show();
  fromAddress();
})();
