/* Figures that move. Each page that has some brings their formulas in a file of its own: functions
   that were translated from the LaTeX of the page, and compared with it when the site was built.
   Where a mark goes, those functions say; here it is put there. */

(() => {
  const signs = (text) => text.replace("-", "−");

  /* A number as the picture writes it: never −0, and ∞ where there is no end. */
  function written(value, decimals, signed) {
    if (!isFinite(value)) return isNaN(value) ? "undefined" : value > 0 ? "∞" : "−∞";
    const text = value.toFixed(decimals);
    if (!Number(text)) return text.replace("-", "");
    return signs(signed && value > 0 ? `+${text}` : text);
  }

  /* Words are markup that the build wrote, so that formulas among them are set as formulas. */
  const said = (parts) =>
    parts
      .map((part) =>
        typeof part === "string" ? part
          : Array.isArray(part[1]) ? part[1][Math.round(part[0])] ?? ""
          : written(...part))
      .join("");

  /* Browsers lay out and paint anew what is set, whether it has changed or not. */
  function set(element, name, value) {
    if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  }

  /* Numbers change more often than the words and the markup around them: as long as these stay, no
     element is made anew. A sign that is written as &lt; is left to the browser to read. */
  const tag = /<[^>]*>/g;
  function tell(element, html) {
    const runs = html.split(tag).filter(Boolean);
    const tags = String(html.match(tag));
    const { told } = element;
    if (told?.tags !== tags || told.texts.length !== runs.length || html.includes("&")) {
      element.innerHTML = html;
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      element.told = { tags, texts: runs.map(() => walker.nextNode()) };
      return;
    }
    told.texts.forEach((text, k) => {
      if (text.data !== runs[k]) text.data = runs[k];
    });
  }

  /* The place of a point in the drawing: a and b turn what is plotted into its units. */
  const place = ([ax, bx, ay, by], [x, y]) => [ax * x + bx, ay * y + by];
  const held = (number) => (isFinite(number) ? Math.max(-1e5, Math.min(1e5, number)) : -1e5);
  const short = (number) => `${Math.round(held(number) * 100) / 100}`;

  function path(points, [ax, bx, ay, by], closed) {
    const ends = points.map(([x, y]) => `${short(ax * x + bx)} ${short(ay * y + by)}`);
    return `M ${ends.join(" L ")}${closed ? " z" : ""}`;
  }

  const kinds = {
    dot(element, axes, [point]) {
      const [x, y] = place(axes, point).map(short);
      set(element, "x", x);
      set(element, "y", y);
    },
    line(element, axes, points) {
      set(element, "d", path(points, axes, false));
    },
    area(element, axes, points) {
      set(element, "d", path(points, axes, true));
    },
    text(text, axes, [point], words) {
      const at = place(axes, point);
      /* A label stands beside its point: how far, the still picture says. */
      text.beside ??= ["x", "y"].map((name, k) => Number(text.getAttribute(name)) - at[k]);
      set(text, "x", short(at[0] + text.beside[0]));
      set(text, "y", short(at[1] + text.beside[1]));
      if (words) tell(text, said(words));
    },
  };
  const parts = { dot: "use", line: "path", area: "path", text: "text" };

  function begin(figure) {
    const box = document.getElementById(figure.id);
    const controls = box?.querySelector(".live");
    if (!controls) return;
    const inputs = [...controls.querySelectorAll("input")];
    const spoken = controls.querySelector(".live-says");
    const given = () => inputs.map((input) => input.valueAsNumber);
    const handles = hold(box.querySelector("svg"), figure, inputs, given, change);
    const lines = [...spoken.previousElementSibling.children];
    const marks = figure.marks.map(([name, kind, axes]) => {
      const element = document.getElementById(`${figure.drawing}-${name}`);
      return [kinds[kind], element.querySelector(parts[kind]), figure.axes[axes]];
    });
    let wanted = 0;
    let later = 0;

    function draw() {
      wanted = 0;
      const now = figure.at(...given());
      now.marks.forEach(([points, words], k) => {
        const [move, element, axes] = marks[k];
        move(element, axes, points, words);
      });
      inputs.forEach((input, k) => {
        const words = said(now.values[k]);
        set(input, "aria-valuetext", `${figure.words[k]} ${words}`);
        tell(input.nextElementSibling, words);
      });
      lines.forEach((line, k) => tell(line, said(now.says[k])));
      for (const handle of handles) handle.put();
    }

    function speak() {
      spoken.textContent = lines.map((line) => line.textContent).join(" ");
    }

    /* Drawn once a frame; read aloud when the hand has come to rest. */
    function change() {
      wanted ||= requestAnimationFrame(() => {
        draw();
        clearTimeout(later);
        later = setTimeout(speak, 600);
      });
    }

    for (const input of inputs) input.addEventListener("input", change);
    controls.querySelector("button").addEventListener("click", () => {
      for (const input of inputs) input.value = input.defaultValue;
      change();
    });
    draw();
  }

  /* Lays handles over a picture. A finger that takes hold of one moves its control to the step at
     which the handle is nearest to the finger; one that is everywhere is taken hold of anywhere. */
  function hold(svg, figure, inputs, given, change) {
    const { width, height } = svg.viewBox.baseVal;
    const layer = svg.parentNode.appendChild(document.createElement("div"));
    layer.className = "live-handles";
    layer.ariaHidden = "true";

    const handles = figure.handles.map(([k, axes, everywhere], n) => {
      const held = everywhere ? svg : layer.appendChild(document.createElement("span"));
      const at = (values) => place(figure.axes[axes], figure.grips[n](...values));
      held.classList.add(everywhere ? "live-drag" : "live-handle");
      function put() {
        const [x, y] = at(given());
        if (!everywhere) held.style.translate = `${(x / width) * 100}cqw ${(y / height) * 100}cqh`;
      }
      return { held, input: inputs[k], k, everywhere, at, put };
    });

    const far = (from, to) => Math.hypot(from[0] - to[0], from[1] - to[1]);
    function finger({ clientX, clientY }) {
      const box = svg.getBoundingClientRect();
      return [
        ((clientX - box.left) * width) / box.width,
        ((clientY - box.top) * height) / box.height,
      ];
    }

    function lead({ input, k, at }, to) {
      const [low, high, step] = [input.min, input.max, input.step].map(Number);
      const values = given();
      let [least, best] = [Infinity];
      for (let j = 0; j <= Math.round((high - low) / step); j++) {
        values[k] = low + j * step;
        const distance = far(at(values), to);
        if (distance < least) [least, best] = [distance, values[k]];
      }
      input.value = best;
      change();
    }

    svg.parentNode.addEventListener("pointerdown", (event) => {
      const from = finger(event);
      const away = (handle) => far(handle.at(given()), from);
      const [handle] = handles
        .filter(({ everywhere }) => everywhere === Number(event.target.parentNode !== layer))
        .sort((one, other) => away(one) - away(other));
      if (event.button || !handle) return;
      const { held, input, everywhere } = handle;
      const start = everywhere ? from : handle.at(given());
      const move = (event) => lead(handle, finger(event).map((x, k) => x - from[k] + start[k]));
      held.setPointerCapture(event.pointerId);
      held.addEventListener("pointermove", move);
      held.addEventListener("lostpointercapture", () =>
        held.removeEventListener("pointermove", move), { once: true });
      if (everywhere) return move(event);
      /* The arrow keys go on from here. */
      event.preventDefault();
      input.focus({ preventScroll: true });
    });
    return handles;
  }

  /* Numbers of the reader's own: entries with commas between them, rows with semicolons. */
  const number = (text) => (text ? Number(text.replace("−", "-")) : NaN);
  const entries = (text) => text.trim().split(/[\s,]+/).map(number);
  const read = (text, { length }) =>
    length > 1 ? text.split(";").map(entries) : length ? entries(text) : number(text.trim());
  const shape = (value) =>
    Array.isArray(value) ? [value.length, ...shape(value[0])] : [];

  const sums = (row) => Math.abs(row.reduce((sum, p) => sum + p, 0) - 1) < 1e-9;
  const rows = (value) => (Array.isArray(value[0]) ? value : [value]);
  const isBinary = (value) => value === 0 || value === 1;
  const promises = {
    binary: (value) => [value].flat(2).every(isBinary),
    onehot: (value) => rows(value).every((row) => row.every(isBinary) && sums(row)),
    simplex: (value) => rows(value).every((row) => row.every((p) => p > 0) && sums(row)),
    pmf: (value) => value.flat().every((p) => p >= 0) && sums(value.flat()),
    whole: (value) => Number.isInteger(value),
  };

  function isAllowed(value, symbol) {
    const all = [value].flat(2);
    const [fromLow, toHigh] = symbol.closed;
    const within = (x) =>
      isFinite(x) &&
      (symbol.low === null || (fromLow ? x >= symbol.low : x > symbol.low)) &&
      (symbol.high === null || (toHigh ? x <= symbol.high : x < symbol.high));
    return (
      String(shape(value)) === String(symbol.shape) &&
      all.every(within) &&
      (promises[symbol.kind]?.(value) ?? true)
    );
  }

  const digits = (value) =>
    Array.isArray(value) ? `(${value.map(digits).join(", ")})` : signs(String(+value.toPrecision(7)));

  const alike = (values) => {
    const [first, ...others] = values.map((value) => [value].flat(2));
    return others.every((other) =>
      other.every((x, k) => Math.abs(x - first[k]) <= 1e-9 * Math.max(1e-6, Math.abs(first[k]))));
  };

  function compute({ own, symbols, sides }) {
    const box = document.getElementById(own);
    const fields = [...box.querySelectorAll("input")];
    const places = [...box.querySelectorAll(".own-value")];
    const spoken = box.querySelector(".own-says");

    function fill() {
      const given = fields.map((field, k) => read(field.value, symbols[k].shape));
      const wrong = symbols.findIndex((symbol, k) => !isAllowed(given[k], symbol));
      fields.forEach((field, k) => field.setAttribute("aria-invalid", k === wrong));
      const values = wrong < 0 ? sides.map((side) => side && side(...given)) : [];
      const found = values.filter((value) => value !== null);
      const finite = found.flat(2).every(isFinite);
      places.forEach((place, k) => {
        if (sides[k]) place.textContent = finite && values.length ? digits(values[k]) : "";
      });
      spoken.textContent = wrong >= 0
        ? `${symbols[wrong].shown} has to be ${symbols[wrong].words}.`
        : !finite ? "Here the formula has no value: the logarithm of 0 is in it."
        : alike(found) ? `All ${found.length} lines give ${digits(found[0])}.`
        : "The lines differ by what floating point rounds away.";
    }

    for (const field of fields) field.addEventListener("input", fill);
    fill();
  }

  const start = (one) => (one.own ? compute(one) : begin(one));
  for (const one of window.liveFigures ?? []) start(one);
  window.liveFigures = { push: start };
})();
