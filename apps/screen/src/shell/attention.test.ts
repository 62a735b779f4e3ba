import { afterEach, beforeEach, expect, test, vi } from "vitest";

const heard = new Map<string, () => void>();
let visibility = "visible";

beforeEach(() => {
  vi.resetModules();
  vi.useFakeTimers();
  visibility = "visible";
  const addEventListener = (kind: string, told: () => void) => heard.set(kind, told);
  vi.stubGlobal("window", { addEventListener });
  vi.stubGlobal("document", {
    addEventListener,
    get visibilityState() {
      return visibility;
    },
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a page is attended for ten minutes after the last key, and while it is in view", async () => {
  const { is_attended, on_attended } = await import("./attention");
  on_attended(() => undefined);
  vi.advanceTimersByTime(9 * 60_000);
  expect(is_attended()).toBe(true);
  heard.get("keydown")?.();
  vi.advanceTimersByTime(9 * 60_000);
  expect(is_attended()).toBe(true);
  visibility = "hidden";
  expect(is_attended()).toBe(false);
  visibility = "visible";
  vi.advanceTimersByTime(60_000);
  expect(is_attended()).toBe(false);
});

test("who comes back is noticed at the next key, and not at the ones after it", async () => {
  const { on_attended } = await import("./attention");
  const told = vi.fn();
  on_attended(told);
  vi.advanceTimersByTime(11 * 60_000);
  heard.get("visibilitychange")?.();
  expect(told).not.toHaveBeenCalled();
  heard.get("pointermove")?.();
  heard.get("keydown")?.();
  expect(told).toHaveBeenCalledTimes(1);
});
