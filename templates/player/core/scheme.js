/** Takes up the reader's own choice of light or dark before anything is drawn: it runs before the stylesheet. */

try {
  const chosen = localStorage.getItem("coursepack:colours");
  if (chosen) document.documentElement.dataset["scheme"] = chosen;
} catch {
  // No storage in this frame: as on the device.
}
