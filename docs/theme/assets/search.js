/* Search looks when a key is released. Here it also looks at what is pasted, dictated or picked from
   a palette of signs, and takes a letter and its hat as the one sign that the pages have. */

document.querySelector("input[name=query]").addEventListener("input", ({ target, isComposing }) => {
  if (isComposing) return;
  if (target.value !== target.value.normalize()) target.value = target.value.normalize();
  target.dispatchEvent(new Event("keyup"));
});
