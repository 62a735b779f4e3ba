import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app";
import { watch_for_signs } from "./shell/attention";
import "./style.scss";

const root = document.getElementById("root");
if (!root) throw new Error("index.html: expected an element with the id root");
watch_for_signs();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);

// A newer version of the service has other files: the page is loaded anew with them.
window.addEventListener("vite:preloadError", () => location.reload());

if (import.meta.env.PROD && "serviceWorker" in navigator) {
  void navigator.serviceWorker.register("/screen/service_worker.js", { scope: "/screen/" });
}
