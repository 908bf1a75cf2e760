"use strict";
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const articles = all("article.change");
  if (!articles.length) return;
  const links = new Map(all(".list li").map((item) => [item.dataset.number, item]));
  const progress = document.getElementById("progress");
  const help = document.getElementById("help");
  const zoom = document.getElementById("zoom");
  const filters = all(".filter");
  let current = null;

  // --- what was seen stays marked in this browser, where it lets a page keep anything
  const key = `ssnet-diff-${document.body.dataset.key}`;
  const kept = (() => {
    try { return new Set(JSON.parse(localStorage.getItem(key)) || []); } catch { return new Set(); }
  })();
  const keep = () => {
    try { localStorage.setItem(key, JSON.stringify([...kept])); } catch { /* the marks last as long as the page */ }
  };
  const box = (article) => article.querySelector(".seen input");
  const mark = (article, seen) => {
    box(article).checked = seen;
    links.get(article.dataset.number).classList.toggle("seen", seen);
    kept[seen ? "add" : "delete"](article.dataset.id);
  };

  const shown = () => articles.filter((article) => !article.hidden);
  const tell = () => {
    const visible = shown();
    const seen = visible.filter((article) => box(article).checked).length;
    const part = visible.length === articles.length ? "" : `顯示 ${visible.length}／${articles.length} 項，`;
    progress.textContent = `${part}已看過 ${seen}／${visible.length} 項`;
  };

  // --- filters
  const filter = () => {
    const wanted = new Set(filters.filter((one) => one.getAttribute("aria-pressed") === "true").map((one) => one.dataset.tag));
    for (const article of articles) {
      article.hidden = !wanted.has(article.dataset.tag);
      links.get(article.dataset.number).hidden = article.hidden;
    }
    const numbers = new Set(shown().map((article) => article.dataset.number));
    for (const one of all(".tagged")) one.hidden = !wanted.has(one.dataset.tag);
    for (const group of all("nav .group")) group.hidden = !group.querySelector("li:not([hidden])");
    for (const one of all(".mark")) one.style.display = numbers.has(one.dataset.number) ? "" : "none";
    for (const one of all(".others a")) one.hidden = !numbers.has(one.hash.replace("#change-", ""));
    for (const cluster of all("main .cluster")) {
      cluster.hidden = !cluster.querySelector("article:not([hidden])")
        && !all(".mark", cluster).some((one) => numbers.has(one.dataset.number));
    }
    for (const group of all("main .group")) {
      group.hidden = !group.querySelector(".cluster:not([hidden])") && !group.querySelector(".others a:not([hidden])");
    }
    tell();
  };
  for (const one of filters) {
    one.addEventListener("click", () => {
      one.setAttribute("aria-pressed", one.getAttribute("aria-pressed") !== "true");
      filter();
    });
  }

  // --- one change at a time
  const select = (article, { scroll = true } = {}) => {
    if (!article) return;
    const number = article.dataset.number;
    if (current) {
      current.classList.remove("current");
      links.get(current.dataset.number).querySelector("a").removeAttribute("aria-current");
    }
    current = article;
    article.classList.add("current");
    const link = links.get(number).querySelector("a");
    link.setAttribute("aria-current", "true");
    link.scrollIntoView({ block: "nearest" });
    for (const one of all(".mark")) one.classList.toggle("current", one.dataset.number === number);
    if (!scroll) return;
    const cluster = article.closest(".cluster");
    const whole = cluster.getBoundingClientRect();
    const fits = article.getBoundingClientRect().bottom - whole.top < window.innerHeight;
    (fits ? cluster : article).scrollIntoView({ block: fits ? "start" : "center" });
    article.focus({ preventScroll: true });
  };
  const step = (by) => {
    const visible = shown();
    const at = visible.indexOf(current);
    select(at < 0 ? visible[by > 0 ? 0 : visible.length - 1] : visible[Math.min(Math.max(at + by, 0), visible.length - 1)]);
  };
  const follow = () => {
    const article = document.getElementById(location.hash.slice(1));
    if (!article || !article.matches("article.change")) return;
    if (article.hidden) {
      const one = filters.find((item) => item.dataset.tag === article.dataset.tag);
      one.setAttribute("aria-pressed", "true");
      filter();
    }
    select(article);
  };
  window.addEventListener("hashchange", follow);
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#change-"]');
    if (link && link.hash === location.hash) follow();
    const article = event.target.closest("article.change");
    if (article) select(article, { scroll: false });
  });
  for (const article of articles) {
    box(article).addEventListener("change", () => { mark(article, box(article).checked); keep(); tell(); });
  }

  // --- pictures, large, the old one and the new one at the same place
  const stage = zoom.querySelector(".stage");
  let pair = null;
  let side = "new";
  let whole = false;
  const pageButton = zoom.querySelector(".whole");
  const draw = () => {
    const shownSide = pair.querySelector(`.side.${side}`);
    const copy = shownSide.querySelector(".page, .absent").cloneNode(true);
    const holder = document.createElement("div");
    holder.className = `side ${side}`;
    holder.append(copy);
    stage.replaceChildren(holder);
    stage.classList.toggle("whole", whole);
    pageButton.setAttribute("aria-pressed", whole);
    const sheet = copy.querySelector("use");
    if (whole && sheet) copy.setAttribute("viewBox", `0 0 ${sheet.getAttribute("width")} ${sheet.getAttribute("height")}`);
    if (whole) copy.querySelector(".mark")?.scrollIntoView({ block: "center" });
    const caption = shownSide.querySelector("figcaption").cloneNode(true);
    caption.querySelector("button")?.remove();
    document.getElementById("zoom-title").textContent = caption.textContent;
  };
  const enlarge = (one, which) => { pair = one; side = which; draw(); if (!zoom.open) zoom.showModal(); };
  const flip = () => { side = side === "old" ? "new" : "old"; draw(); };
  const turn = () => { whole = !whole; draw(); };
  for (const one of all("svg.page, .enlarge")) {
    one.addEventListener("click", () => {
      enlarge(one.closest(".pair"), one.closest(".side").classList.contains("old") ? "old" : "new");
    });
  }
  pageButton.addEventListener("click", turn);
  zoom.querySelector(".flip").addEventListener("click", flip);
  zoom.querySelector(".close").addEventListener("click", () => zoom.close());
  stage.addEventListener("click", () => zoom.close());
  const openHelp = () => help.showModal();
  document.querySelector("button.help").addEventListener("click", openHelp);
  help.querySelector("button").addEventListener("click", () => help.close());

  // --- keys
  const single = document.getElementById("keys");
  const actions = {
    j: () => step(1),
    k: () => step(-1),
    f: () => filters[0].focus(),
    "?": openHelp,
    r: () => { if (current) { box(current).click(); } },
    z: () => {
      const one = (current || shown()[0]).closest(".cluster").querySelector(".pair");
      if (one) enlarge(one, "new");
    },
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (zoom.open) {
      if (["z", "ArrowLeft", "ArrowRight"].includes(event.key)) { event.preventDefault(); flip(); }
      if (event.key === "p") turn();
      return;
    }
    if (help.open) return;
    const arrow = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const action = single.checked ? actions[event.key] : null;
    if (arrow && (event.target === document.body || event.target.closest(".list, article, main"))) {
      event.preventDefault();
      step(arrow);
    } else if (action && !event.target.matches('input[type="text"], textarea, select')) {
      event.preventDefault();
      action();
    }
  });

  // --- on paper all kinds that are chosen, and everything of them
  window.addEventListener("beforeprint", () => all("details").forEach((one) => { one.open = true; }));

  for (const article of articles) mark(article, kept.has(article.dataset.id));
  filter();
  follow();
})();
