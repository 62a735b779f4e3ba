// Keeps the screen's own files, so that a page can be loaded anew without a connection. What the
// service says (/desk) is never kept here: an open call keeps its own copy (src/call/kept_call.ts).

const prefix = "paraspinal-screen-";

async function listed() {
  const answer = await fetch("/screen/shell.json", { cache: "no-store" });
  if (!answer.ok) throw new Error(`shell.json: ${answer.status}`);
  const text = await answer.text();
  const bytes = new Uint8Array(
    await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)),
  );
  const version = [...bytes.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return { name: prefix + version, files: JSON.parse(text) };
}

// The names hold a hash of what is in the files; index.html has none, and so is taken anew.
async function filled() {
  const { name, files } = await listed();
  if (await caches.has(name)) return name;
  const cache = await caches.open(name);
  const paths = files.filter((file) => file !== "index.html").map((file) => `/screen/${file}`);
  await cache.addAll([
    new Request("/screen/", { cache: "no-store" }),
    "/screen/icon.svg",
    ...paths,
  ]);
  return name;
}

async function only(name) {
  const names = await caches.keys();
  const old = names.filter((other) => other.startsWith(prefix) && other !== name);
  await Promise.all(old.map((other) => caches.delete(other)));
}

self.addEventListener("install", (event) => {
  event.waitUntil(filled().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    filled()
      .then(only)
      .catch(() => undefined)
      .then(() => self.clients.claim()),
  );
});

// A page: from the service while it answers within three seconds, else what is kept.
async function page(request) {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), 3000);
  try {
    const answer = await fetch(request, { signal: late.signal });
    if (answer.status < 500) return answer;
  } catch {
    // no connection: what is kept is shown
  } finally {
    clearTimeout(timer);
  }
  return (await caches.match("/screen/")) ?? Response.error();
}

async function file(request) {
  return (await caches.match(request)) ?? fetch(request);
}

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== self.location.origin) return;
  if (!address.pathname.startsWith("/screen")) return;
  if (event.request.mode === "navigate") event.respondWith(page(event.request));
  else if (address.pathname.startsWith("/screen/assets/")) event.respondWith(file(event.request));
  else if (address.pathname === "/screen/icon.svg") event.respondWith(file(event.request));
});
