// How long from a key press until what it changed stands on the screen, measured in the page itself: from
// the event's own time stamp until after the frame in which the banner shows the new revision.

export async function measure_delays(person) {
  await person.context.addInitScript(() => {
    window.delays = { banner: [], alert: [] };
    let pressed = null;
    let revision = null;
    window.addEventListener("keydown", (event) => (pressed = event.timeStamp), true);
    const after_the_frame = (act) =>
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = act;
        channel.port2.postMessage(null);
      });
    const note = (list) => {
      const since = pressed;
      if (since !== null) after_the_frame(() => list.push(performance.now() - since));
    };
    let alerted = false;
    new MutationObserver(() => {
      const now = document.querySelector("[data-revision]")?.getAttribute("data-revision") ?? null;
      if (now !== revision && revision !== null && now !== null) note(window.delays.banner);
      revision = now;
      const alert = document.querySelector("[role=alertdialog][open]") !== null;
      if (alert && !alerted) note(window.delays.alert);
      alerted = alert;
    }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-revision", "open"] });
  });
}

// Milliseconds, shortest first: { banner, alert }.
export async function delays(page) {
  const { banner, alert } = await page.evaluate(() => window.delays);
  const sorted = (list) => [...list].sort((one, other) => one - other);
  return { banner: sorted(banner), alert: sorted(alert) };
}

// That of `share` of the sorted list, by nearest rank.
export function quantile(sorted, share) {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}
