// When an open call is looked at anew: every ten seconds, for another page may have added to it and a lost
// line is noticed before an answer waits; when the page comes into view or the line comes back; and after a
// failure, later each time.
//
//   const watch = new Watch({ look, look_now, lost });
//   watch.start();          // looks at once
//   watch.try_again(0);     // after a failure
//   watch.reached();        // the next failure is the first again

import { on_in_view } from "../shell/attention";

const look_every_ms = 10_000;
const retry_after_ms = [1000, 2000, 3000, 5000, 8000];

interface Watching {
  look: () => void; // what nobody wished at this moment
  look_now: () => void;
  lost: () => void; // the browser says that there is no line
}

export class Watch {
  private is_on = false;
  private tries = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private looker: ReturnType<typeof setInterval> | undefined;
  private stop_waiting: () => void = () => undefined;

  constructor(private readonly watching: Watching) {}

  start(): void {
    const { look, look_now, lost } = this.watching;
    this.is_on = true;
    window.addEventListener("online", look);
    window.addEventListener("offline", lost);
    this.looker = setInterval(look, look_every_ms);
    this.stop_waiting = on_in_view(look_now);
    look_now();
  }

  stop(): void {
    this.is_on = false;
    window.removeEventListener("online", this.watching.look);
    window.removeEventListener("offline", this.watching.lost);
    this.stop_waiting();
    clearInterval(this.looker);
    clearTimeout(this.retry);
  }

  // After `wait_ms` where the service says so, else after its usual time.
  try_again(wait_ms: number): void {
    const usual = retry_after_ms[Math.min(this.tries, retry_after_ms.length - 1)] ?? 8000;
    this.tries += 1;
    this.hold();
    if (this.is_on) this.retry = setTimeout(this.watching.look, Math.max(wait_ms, usual));
  }

  // Something is tried just now.
  hold(): void {
    clearTimeout(this.retry);
  }

  reached(): void {
    this.tries = 0;
  }
}
