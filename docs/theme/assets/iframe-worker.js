/* Search, begun when it is asked for. Material loads the index and its worker with every page; this
   holds both back until the reader turns to the search field. From the file system, where browsers
   start no worker, a hidden frame does its work. What goes to the worker and comes from it passes
   through here: a formula is found however it is typed, and results are a paragraph or two. */

(() => {
  const fromFiles = location.protocol === "file:";
  const isIndex = (url) => String(url).endsWith("search/search_index.json");

  let begin;
  const wanted = new Promise((resolve) => (begin = resolve));
  const turnsToSearch = (event) => event.target.closest?.(".md-search, [for=__search]") && begin();
  for (const kind of ["pointerover", "focusin", "click"]) {
    document.addEventListener(kind, turnsToSearch);
  }
  document.addEventListener("change", (event) => event.target.id === "__search" && begin());
  if (new URLSearchParams(location.search).has("q")) begin();

  const { open, send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    this.isHeldBack = isIndex(url);
    return open.call(this, method, url, ...rest);
  };
  XMLHttpRequest.prototype.send = function (...body) {
    if (this.isHeldBack) wanted.then(() => send.apply(this, body));
    else send.apply(this, body);
  };

  /* A frame that behaves like a worker: its scripts stand in files, so that no policy is broken. */
  class Frame {
    constructor(url, receive) {
      const frame = document.createElement("iframe");
      frame.hidden = true;
      frame.title = "";
      document.body.append(frame);
      this.window = frame.contentWindow;
      this.window.postMessage = receive;
      this.window.importScripts = (...urls) =>
        urls.reduce((done, next) => done.then(() => this.load(next)), Promise.resolve());
      this.ready = this.load(url);
    }

    load(url) {
      const script = this.window.document.createElement("script");
      script.src = url;
      return new Promise((resolve, reject) => {
        script.onload = resolve;
        script.onerror = reject;
        this.window.document.body.append(script);
      });
    }

    postMessage(data) {
      const { MessageEvent } = this.window;
      this.ready.then(() => this.window.dispatchEvent(new MessageEvent("message", { data })));
    }
  }

  /* A formula or a name as one word, the same for all ways in which it is typed. */
  const SIGNS = {
    "\u0302": "hat", "\u0304": "bar", "-": "minus", "−": "minus", "–": "minus", "+": "plus",
    "/": "over", "=": "is", "≤": "atmost", "≥": "atleast", "<": "below", ">": "above",
    "∑": "sum", "∂": "d", "∇": "grad", "√": "sqrt", "∞": "inf", "σ": "sigma", "θ": "theta",
    "ε": "epsilon", "γ": "gamma", "α": "alpha", "λ": "lambda",
  };
  const asOneWord = (typed) =>
    typed
      .toLowerCase()
      .replace(/\\hat\s*\{?(\w)\}?/g, "$1hat")
      .replace(/\\(?:mathrm|mathbb|text|left|right|bigl?|bigr)\b/g, "")
      .replace(/\\(\w+)/g, "$1")
      .replace(/<=/g, "≤")
      .replace(/>=/g, "≥")
      .replace(/(?<=\p{L}{2})[-–](?=\p{L}{2})/gu, "")
      .normalize("NFKD")
      .replace(/d[\s_({]*kl\b[)}]*/g, "kl")
      .replace(/\bln\b/g, "log")
      .replace(/[^\p{L}\p{N}]/gu, (sign) => SIGNS[sign] ?? "")
      .replace(/[σθεγαλ]/g, (letter) => SIGNS[letter]);

  /* Words that say nothing of what is looked for; so short that they begin half of all others. */
  const SAYS_NOTHING = /^(?:a|an|and|as|at|be|by|do|does|for|from|how|i|in|is|it|my|of|on|or|the|this|to|what|when|why|with)$/i;

  /* What is typed as a whole is looked for as such, and then its words; the mark keeps them apart. */
  const marked = (typed) => `§${asOneWord(typed)}`;

  let whole = "";
  let between = "";
  const asked = (typed) => {
    const words = typed.split(new RegExp(`(?:${between}|[~^*\\\\])+`)).filter(Boolean);
    const telling = words.filter((word) => !SAYS_NOTHING.test(word));
    whole = marked(typed);
    if (whole.length < 2) return typed;
    return [...(telling.length ? telling : words).map(begun), `${whole}^9`, whole].join(" ");
  };

  /* Beside others, a word of one or two letters stands for itself, and not for all it begins. */
  const begun = (word, _, { length }) =>
    length > 1 && /^[\p{L}\p{N}]{1,2}$/u.test(word) ? `${word}^1` : word;

  const SETUP = 0, QUERY = 2, RESULT = 3;
  const sent = (message) => {
    if (message.type === QUERY) return { ...message, data: asked(message.data) };
    if (message.type !== SETUP) return message;
    between = message.data.config.separator;
    const docs = message.data.docs.map((doc) => ({ ...doc, typed: doc.typed?.map(marked) }));
    return { ...message, data: { ...message.data, docs } };
  };

  /* Where no word of the text was looked for, a result begins as its section does. */
  const shown = (text) =>
    text.includes("<mark") ? text : (/^(?:.*?<\/(?:p|li)>){1,2}/s.exec(text)?.[0] ?? text);
  const received = (message) => {
    if (message.type !== RESULT) return message;
    const items = message.data.items.map((page) => page.map(({ terms, text, ...section }) => {
      const { [whole]: _, ...words } = terms;
      return { ...section, terms: words, text: shown(text) };
    }));
    return { ...message, data: { ...message.data, items } };
  };

  const Native = window.Worker;
  window.Worker = class extends EventTarget {
    constructor(url) {
      super();
      this.url = url;
    }

    postMessage(data) {
      this.inner ??= this.start();
      this.inner.postMessage(sent(data));
    }

    start() {
      const receive = (message) =>
        this.dispatchEvent(new MessageEvent("message", { data: received(message) }));
      if (fromFiles) return new Frame(this.url, receive);
      const worker = new Native(this.url);
      worker.onmessage = ({ data }) => receive(data);
      return worker;
    }

    terminate() {
      this.inner?.terminate?.();
    }
  };
})();
