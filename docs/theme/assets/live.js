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

  const said = (parts) =>
    parts
      .map((part) =>
        typeof part === "string" ? part
          : Array.isArray(part[1]) ? part[1][Math.round(part[0])] ?? ""
          : written(...part))
      .join("");

  /* The place of a point in the drawing: a and b turn what is plotted into its units. */
  const place = ([ax, bx, ay, by], [x, y]) => [ax * x + bx, ay * y + by];
  const held = (number) => (isFinite(number) ? Math.max(-1e5, Math.min(1e5, number)) : -1e5);
  const short = (number) => String(Math.round(held(number) * 100) / 100);

  function path(points, axes, closed) {
    const ends = points.map((point) => place(axes, point).map(short).join(" "));
    return `M ${ends.join(" L ")}${closed ? " z" : ""}`;
  }

  const kinds = {
    dot(element, axes, [point]) {
      const use = element.querySelector("use");
      const [x, y] = place(axes, point).map(short);
      use.setAttribute("x", x);
      use.setAttribute("y", y);
    },
    line(element, axes, points) {
      element.querySelector("path").setAttribute("d", path(points, axes, false));
    },
    area(element, axes, points) {
      element.querySelector("path").setAttribute("d", path(points, axes, true));
    },
    text(element, axes, [point], words) {
      const text = element.querySelector("text");
      const at = place(axes, point);
      /* A label stands beside its point: how far, the still picture says. */
      text.beside ??= ["x", "y"].map((name, k) => Number(text.getAttribute(name)) - at[k]);
      text.setAttribute("x", short(at[0] + text.beside[0]));
      text.setAttribute("y", short(at[1] + text.beside[1]));
      if (words) text.textContent = said(words);
    },
  };

  function begin(figure) {
    const box = document.getElementById(figure.id);
    const controls = box?.querySelector(".live");
    if (!controls) return;
    const inputs = [...controls.querySelectorAll("input")];
    const spoken = controls.querySelector(".live-says");
    let wanted = 0;
    let later = 0;

    function draw() {
      wanted = 0;
      const now = figure.at(...inputs.map((input) => input.valueAsNumber));
      now.marks.forEach(([points, words], k) => {
        const [name, kind, axes] = figure.marks[k];
        const element = document.getElementById(`${figure.drawing}-${name}`);
        kinds[kind](element, figure.axes[axes], points, words);
      });
      inputs.forEach((input, k) => {
        const words = said(now.values[k]);
        input.setAttribute("aria-valuetext", `${figure.words[k]} ${words}`);
        input.nextElementSibling.textContent = words;
      });
      const sentences = now.says.map(said);
      [...spoken.previousElementSibling.children].forEach((line, k) => {
        line.textContent = sentences[k];
      });
      return sentences.join(" ");
    }

    /* Drawn once a frame; read aloud when the hand has come to rest. */
    function change() {
      wanted ||= requestAnimationFrame(() => {
        const sentences = draw();
        clearTimeout(later);
        later = setTimeout(() => (spoken.textContent = sentences), 600);
      });
    }

    for (const input of inputs) input.addEventListener("input", change);
    controls.querySelector("button").addEventListener("click", () => {
      for (const input of inputs) input.value = input.defaultValue;
      change();
    });
    if (figure.drag >= 0) follow(box.querySelector("svg"), inputs[figure.drag], figure.axes[0], change);
    draw();
  }

  /* A finger on the picture moves the control that belongs to its width. */
  function follow(svg, input, [ax, bx], change) {
    svg.classList.add("live-drag");
    const move = (event) => {
      const { left, width } = svg.getBoundingClientRect();
      const x = ((event.clientX - left) / width) * svg.viewBox.baseVal.width;
      input.value = (x - bx) / ax;
      change();
    };
    svg.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      svg.setPointerCapture(event.pointerId);
      svg.addEventListener("pointermove", move);
      move(event);
    });
    for (const end of ["pointerup", "pointercancel"])
      svg.addEventListener(end, () => svg.removeEventListener("pointermove", move));
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
