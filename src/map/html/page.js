"use strict";
(() => {
  const { map, figures } = JSON.parse(document.getElementById("data").textContent);
  const byId = (items) => new Map(items.map((item) => [item.id, item]));
  const nodes = byId(map.nodes);
  const findings = byId(map.findings);
  const svg = document.querySelector("svg.map");
  const panel = document.getElementById("details");
  const search = document.getElementById("search");
  const matches = document.getElementById("matches");
  const only = document.getElementById("only");

  // A figure is a box of the picture, and the nodes that it stands for.
  const boxes = figures.map((ids, index) => {
    const element = document.getElementById(`n${index + 1}`);
    const members = ids.map((id) => nodes.get(id));
    return { element, members, text: textOf(element, members) };
  });
  const figureOf = new Map();
  figures.forEach((ids, index) => ids.forEach((id) => figureOf.set(id, index)));
  const lines = [...svg.querySelectorAll(".line")].map((element) => ({
    element,
    from: Number(element.dataset.from) - 1,
    to: Number(element.dataset.to) - 1,
  }));
  let chosen = -1;

  function textOf(element, members) {
    const words = [element.querySelector("title").textContent];
    for (const node of members) {
      words.push(node.name, node.type, node.kind, node.path, node.reason);
      node.facts.forEach((fact) => words.push(fact.value, fact.reason));
      node.findings.forEach((id) => words.push(findings.get(id).rule, findings.get(id).message));
    }
    return words.filter(Boolean).join("\n").toLowerCase();
  }

  // Texts come from files, so they only ever become text.
  function make(name, text, ...children) {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    element.append(...children.filter(Boolean));
    return element;
  }

  function placeOf(item) {
    return item.path ? make("code", `${item.path}:${item.span.start.line}:${item.span.start.column}`) : null;
  }

  function linkTo(id) {
    const node = nodes.get(id);
    const button = make("button", node.name || `${node.title} at ${node.path}:${node.span.start.line}`);
    button.addEventListener("click", () => choose(figureOf.get(id), true));
    return button;
  }

  function describeFinding(id) {
    const finding = findings.get(id);
    const name = make("strong", `${finding.severity}: ${finding.rule}`);
    name.className = finding.severity;
    const help = finding.help ? make("div", `help: ${finding.help}`) : null;
    return make("li", "", name, make("div", finding.message), help, placeOf(finding));
  }

  function described(node) {
    const parts = [make("h2", node.name || node.title), make("p", [node.title, node.type].filter(Boolean).join(" · "))];
    if (node.standing !== "written") parts.push(make("p", `standing: ${node.standing}`));
    if (node.path) parts.push(make("p", "", placeOf(node)));
    if (node.reason) parts.push(make("p", `not certain: ${node.reason}`));
    const list = make("dl");
    for (const fact of node.facts) {
      list.append(make("dt", fact.name), make("dd", fact.known ? fact.value : `not known: ${fact.reason}`));
    }
    for (const quota of node.quotas) {
      const used = `${quota.at_least ? "at least " : ""}${quota.used}`;
      const bought = quota.bought ?? `? (${quota.reason})`;
      list.append(make("dt", quota.name), make("dd", `${used} used here, ${bought} bought`));
    }
    if (list.children.length) parts.push(list);
    if (node.findings.length) parts.push(make("h3", "Findings"), make("ul", "", ...node.findings.map(describeFinding)));
    const outgoing = map.edges.filter((edge) => edge.from === node.id);
    const incoming = map.edges.filter((edge) => edge.to === node.id);
    const item = (edge, other) => {
      const words = `${edge.relation.replaceAll("_", " ")}${edge.certain ? "" : " (not known)"} `;
      const told = edge.facts.filter((fact) => fact.known).map((fact) => `${fact.name} ${fact.value}`).join(", ");
      const field = make("div", `${edge.field}${edge.count > 1 ? ` ×${edge.count}` : ""}${told ? `, ${told}` : ""}`);
      field.className = "soft";
      return make("li", words, linkTo(other), field, placeOf(edge));
    };
    if (outgoing.length) parts.push(make("h3", "Names"), make("ul", "", ...outgoing.map((edge) => item(edge, edge.to))));
    if (incoming.length) {
      parts.push(make("h3", "Is named by"), make("ul", "", ...incoming.slice(0, 200).map((edge) => item(edge, edge.from))));
      if (incoming.length > 200) parts.push(make("p", `and ${incoming.length - 200} more`));
    }
    return parts;
  }

  function describe(box) {
    if (box.members.length === 1) return panel.replaceChildren(...described(box.members[0]));
    const item = (node) => {
      const details = make("details", "", make("summary", node.name || `${node.path}:${node.span.start.line}`));
      details.addEventListener("toggle", () => {
        if (details.open && details.children.length === 1) details.append(...described(node));
      });
      return make("li", "", details);
    };
    const shown = box.members.slice(0, 500);
    const rest = box.members.length - shown.length;
    panel.replaceChildren(
      make("h2", box.element.querySelector(".name").textContent),
      make("ul", "", ...shown.map(item)),
      rest ? make("p", `and ${rest} more: see --format json`) : "",
    );
  }

  function welcome() {
    const key = (name, does) => make("li", "", make("kbd", name), document.createTextNode(` ${does}`));
    const parts = [
      make("h2", "Choose a box"),
      make("p", "It shows where it is written, what it names and what is wrong with it."),
      make("ul", "", key("/", "search"), key("←↑→↓", "go to the next box"), key("Enter", "read its details"), key("Esc", "let go")),
    ];
    if (map.elsewhere.length) {
      parts.push(make("h3", "Findings on nothing in the picture"), make("ul", "", ...map.elsewhere.map(describeFinding)));
    }
    panel.replaceChildren(...parts);
  }

  function choose(index, moves) {
    chosen = index;
    boxes.forEach((box, at) => {
      box.element.classList.toggle("chosen", at === index);
      box.element.setAttribute("aria-pressed", String(at === index));
      box.element.tabIndex = at === Math.max(index, 0) ? 0 : -1;
    });
    lines.forEach((line) => line.element.classList.toggle("near", line.from === index || line.to === index));
    if (index < 0) return welcome();
    describe(boxes[index]);
    if (moves) {
      boxes[index].element.focus({ preventScroll: true });
      boxes[index].element.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  }

  function filter() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const isOn = only.getAttribute("aria-pressed") === "true";
    const fits = boxes.map(
      (box) => words.every((word) => box.text.includes(word)) && (!isOn || box.members.some((node) => node.findings.length)),
    );
    boxes.forEach((box, index) => box.element.classList.toggle("faint", !fits[index]));
    lines.forEach((line) => line.element.classList.toggle("faint", !(fits[line.from] && fits[line.to])));
    const count = fits.filter(Boolean).length;
    matches.textContent = words.length || isOn ? `${count} of ${boxes.length}` : "";
    return fits.indexOf(true);
  }

  // The nearest box in a direction, and of two equally far the straighter one.
  function beside(index, key) {
    const center = (at) => {
      const area = boxes[at].element.getBoundingClientRect();
      return [area.left + area.width / 2, area.top + area.height / 2];
    };
    const [x, y] = center(index);
    const along = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
    let best = [Infinity, index];
    boxes.forEach((box, at) => {
      if (at === index || box.element.classList.contains("faint")) return;
      const [dx, dy] = [center(at)[0] - x, center(at)[1] - y];
      const ahead = dx * along[0] + dy * along[1];
      const aside = Math.abs(dx * along[1]) + Math.abs(dy * along[0]);
      const far = ahead + 2 * aside;
      if (ahead > 4 && far < best[0]) best = [far, at];
    });
    return best[1];
  }

  boxes.forEach((box, index) => {
    box.element.setAttribute("role", "button");
    box.element.setAttribute("aria-label", box.element.querySelector("title").textContent);
    box.element.addEventListener("click", () => choose(index, true));
    box.element.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        choose(index, false);
        panel.focus();
        event.preventDefault();
      } else if (event.key.startsWith("Arrow")) {
        choose(beside(index, event.key), true);
        event.preventDefault();
      }
    });
    box.element.addEventListener("focus", () => index !== chosen && choose(index, false));
  });
  search.addEventListener("input", filter);
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    const first = filter();
    if (first >= 0) choose(first, true);
  });
  only.addEventListener("click", () => {
    only.setAttribute("aria-pressed", String(only.getAttribute("aria-pressed") !== "true"));
    filter();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && event.target !== search) {
      search.focus();
      event.preventDefault();
    } else if (event.key === "Escape") {
      search.value = "";
      filter();
      const last = chosen;
      choose(-1, false);
      if (event.target === search || panel.contains(event.target)) boxes[Math.max(last, 0)]?.element.focus();
    }
  });

  const [width, height] = ["width", "height"].map((name) => Number(svg.getAttribute(name)));
  const picture = document.getElementById("picture");
  const whole = () => Math.min(1, picture.clientWidth / width);
  let scale = Math.max(whole(), 0.55);
  function zoom(to) {
    scale = Math.min(Math.max(to, 0.1), 4);
    svg.setAttribute("width", width * scale);
    svg.setAttribute("height", height * scale);
  }
  document.getElementById("smaller").addEventListener("click", () => zoom(scale / 1.25));
  document.getElementById("larger").addEventListener("click", () => zoom(scale * 1.25));
  document.getElementById("whole").addEventListener("click", () => zoom(Math.min(whole(), picture.clientHeight / height)));

  const theme = document.getElementById("theme");
  const themes = ["system", "light", "dark"];
  theme.addEventListener("click", () => {
    const next = themes[(themes.indexOf(document.documentElement.dataset.theme ?? "system") + 1) % themes.length];
    if (next === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
    theme.textContent = `Theme: ${next}`;
  });

  zoom(scale);
  choose(-1, false);
})();
