import { afterEach, beforeEach, expect, test, vi } from "vitest";

const heard = new Map<string, () => void>();
let visibility = "visible";

beforeEach(() => {
  vi.resetModules();
  vi.useFakeTimers();
  heard.clear();
  visibility = "visible";
  const addEventListener = (kind: string, told: () => void) => heard.set(kind, told);
  const removeEventListener = (kind: string) => heard.delete(kind);
  vi.stubGlobal("window", { addEventListener });
  vi.stubGlobal("document", {
    addEventListener,
    removeEventListener,
    get visibilityState() {
      return visibility;
    },
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a page is idle from the last key, pointer or touch, whatever it does itself", async () => {
  const { idle_seconds, watch_for_signs } = await import("./attention");
  watch_for_signs();
  for (const sign of ["keydown", "pointerdown", "pointermove", "touchstart", "wheel"]) {
    vi.advanceTimersByTime(9 * 60_000);
    expect(idle_seconds()).toBe(540);
    heard.get(sign)?.();
    expect(idle_seconds()).toBe(0);
  }
});

test("every request says for how long the page is idle", async () => {
  const fetched = vi.fn(async () => new Response(`{"calls": []}`));
  vi.stubGlobal("fetch", fetched);
  const { call } = await import("../service/client");
  vi.advanceTimersByTime(125_000);
  await call("1");
  const [, init] = fetched.mock.calls[0] as unknown as [string, RequestInit];
  expect((init.headers as Record<string, string>)["X-Idle-Seconds"]).toBe("125");
});

test("a page that comes into view is noticed, one that goes out of it is not", async () => {
  const { on_in_view } = await import("./attention");
  const told = vi.fn();
  const stop = on_in_view(told);
  visibility = "hidden";
  heard.get("visibilitychange")?.();
  expect(told).not.toHaveBeenCalled();
  visibility = "visible";
  heard.get("visibilitychange")?.();
  expect(told).toHaveBeenCalledTimes(1);
  stop();
  expect(heard.has("visibilitychange")).toBe(false);
});
