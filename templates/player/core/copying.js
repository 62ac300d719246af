/** Copy buttons on code, where the browser lets a page write to the clipboard. */

function offerCopying() {
  if (!navigator.clipboard || !window.isSecureContext) return;
  for (const block of all(".code")) {
    const code = one("code", block);
    if (!code) continue;
    const button = make("button", { type: "button", class: "copy" }, words("copy"));
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(code.textContent || "");
        button.textContent = words("copied");
      } catch {
        // A frame without the permission: the text can still be selected.
        getSelection()?.selectAllChildren(code);
      }
      window.setTimeout(() => (button.textContent = words("copy")), 2000);
    });
    block.prepend(button);
  }
}
