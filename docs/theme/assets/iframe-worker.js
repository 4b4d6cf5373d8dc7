/* Search, begun when it is asked for. Material loads the index and its worker with every page; this
   holds both back until the reader turns to the search field. From the file system, where browsers
   start no worker, a hidden frame does its work. */

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

  const Native = window.Worker;
  window.Worker = class extends EventTarget {
    constructor(url) {
      super();
      this.url = url;
    }

    postMessage(data) {
      this.inner ??= this.start();
      this.inner.postMessage(data);
    }

    start() {
      const receive = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
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
