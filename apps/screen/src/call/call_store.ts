// An open call as this page holds it: the service's last state, what waits to be acknowledged, and
// whether the service can be reached. Everything wished goes to the service in order, one at a time,
// each with a request id of its own, kept on this computer until it is acknowledged.
//
//   const store = call_store(id);          // call_stores.ts: the same one for the whole page
//   store.wish({ kind: "answers", answers }, "Chest pain: yes");   // returns at once
//   await store.ask({ kind: "close", ... });                       // needs the service; throws Failure
//
// Not for passwords: only `ask` takes them, and it keeps nothing.

import { call, change_call, new_request } from "../service/client";
import { Failure } from "../service/failure";
import type { Heard } from "../service/questions";
import type { State, Wish } from "../service/types";
import type { Gate } from "../service/urgency";
import { is_in_view } from "../shell/attention";
import {
  acknowledged_in,
  is_acknowledgement,
  last_answers,
  nothing_held,
  still_seen,
  type HeldCall,
} from "./held_call";
import {
  forget_call,
  forget_wish,
  keep_call,
  keep_wish,
  kept_call,
  kept_safety,
  keep_safety,
  kept_wishes,
  type Queued,
} from "./kept_call";
import { Watch } from "./watch";

const slow_after_ms = 150;

export class CallStore {
  private held: HeldCall = nothing_held;
  private is_pumping = false;
  private pumped: Promise<void> = Promise.resolve(); // when what waits now was tried
  private readonly told = new Set<() => void>();

  constructor(readonly id: string) {
    const before = kept_call(id);
    const queue = kept_wishes(id);
    this.set({
      state: before?.state ?? null,
      heard: before?.heard ?? [],
      queue,
      seen: acknowledged_in(queue),
      spare: kept_safety(),
    });
  }

  readonly get = (): HeldCall => this.held;

  // While anybody listens, the call is looked at anew (watch.ts).
  readonly subscribe = (told: () => void): (() => void) => {
    this.told.add(told);
    if (this.told.size === 1) this.watch.start();
    return () => {
      this.told.delete(told);
      if (this.told.size === 0) this.watch.stop();
    };
  };

  // What nobody wished at this moment: a look alone is left out while the page is out of view.
  private readonly look_again = (): void => {
    if (this.held.queue.length > 0 || is_in_view()) this.look_now();
  };

  // Sends what waits; with nothing waiting, asks for the state.
  readonly look_now = (): void => {
    if (this.held.queue.length > 0) void this.pump();
    else void this.look();
  };

  private readonly watch = new Watch({
    look: this.look_again,
    look_now: this.look_now,
    lost: () => this.lost(),
  });

  wish(wish: Wish, words: string, undoes = ""): void {
    const at = new Date().toISOString();
    const queued = { request: new_request(), at, wish, words, was_tried: false, undoes };
    const is_keeping = keep_wish(this.id, queued);
    this.set({ queue: [...this.held.queue, queued], refused: "", is_keeping });
    void this.pump();
  }

  // Takes back the last event of answers: one that was never sent is dropped, all else is undone by
  // the service.
  undo(): void {
    const last = last_answers(this.held.queue);
    if (last && !last.was_tried) this.drop(last);
    else this.wish({ kind: "undo" }, "Undo", last?.request ?? "");
  }

  // For what must not be kept or must not wait. Errors: Failure, `behind` after the state is shown.
  async ask(wish: Wish): Promise<void> {
    if (this.held.queue.length > 0 && this.held.queue.every(is_acknowledgement)) await this.pump();
    const state = this.held.state;
    if (!state || this.held.queue.length > 0) {
      throw new Failure("no_line", "Answers still wait to be sent. Try again when they are.");
    }
    try {
      this.take(await change_call(this.id, new_request(), state.call.revision, wish));
    } catch (failure) {
      if (failure instanceof Failure && failure.state) this.take(failure.state);
      throw failure;
    }
  }

  // These were read on this page. They lie over it no more, and the service is told, at once or when
  // the line is back. Of a closed call it takes nothing.
  acknowledge(gates: readonly Gate[]): void {
    const ids = gates.map((gate) => gate.id);
    this.set({ seen: [...this.held.seen, ...ids] });
    if (!this.held.state?.call.is_open) return;
    const names = gates.map((gate) => gate.name).join("; ");
    this.wish({ kind: "acknowledge", gates: ids }, `Red flag read: ${names}`);
  }

  heard_settled(one: Heard): void {
    this.set({ heard: this.held.heard.filter((other) => other !== one) });
    this.keep_state();
  }

  refusal_seen(): void {
    this.set({ refused: "" });
  }

  // After another page's events were shown: what waits is sent after them, or dropped.
  settle_behind(send_mine: boolean): void {
    if (!send_mine) this.held.queue.forEach((queued) => forget_wish(this.id, queued.request));
    this.set({ behind: null, queue: send_mine ? this.held.queue : [] });
    void this.pump();
  }

  // When somebody else signs in: nothing of the former user's is sent or shown any more.
  give_up(): void {
    this.watch.stop();
    clearTimeout(this.keeper);
    this.set({ ...nothing_held });
  }

  private set(change: Partial<HeldCall>): void {
    this.held = { ...this.held, ...change };
    this.told.forEach((told) => told());
  }

  private drop(queued: Queued): void {
    forget_wish(this.id, queued.request);
    this.set({ queue: this.held.queue.filter((other) => other !== queued) });
  }

  private keep_state(): void {
    const { state, heard } = this.held;
    if (!state) return;
    if (!state.call.is_open) forget_call(this.id);
    else {
      const is_keeping = keep_call(this.id, { state, heard });
      if (is_keeping !== this.held.is_keeping) this.set({ is_keeping });
    }
  }

  private keeper: ReturnType<typeof setTimeout> | undefined;

  // A state older than the one held is not taken: answers may overtake each other.
  // It is kept after it is shown, for the service has it already.
  private take(state: State): void {
    if (this.held.state && state.call.revision < this.held.state.call.revision) return;
    this.watch.reached();
    const seen = still_seen(this.held.seen, state);
    this.set({ state, seen, lost_since: null, problem: "" });
    if (!state.call.is_open) forget_call(this.id);
    clearTimeout(this.keeper);
    this.keeper = setTimeout(() => {
      keep_safety(state);
      this.keep_state();
    });
  }

  private async look(): Promise<void> {
    try {
      const state = await call(this.id);
      if (!this.is_pumping) this.take(state);
    } catch (failure) {
      this.failed(failure);
    }
  }

  private pump(): Promise<void> {
    if (this.is_pumping || this.held.behind) return this.pumped;
    this.is_pumping = true;
    this.pumped = this.send_all();
    return this.pumped;
  }

  private async send_all(): Promise<void> {
    this.watch.hold();
    try {
      if (!this.held.state) this.take(await call(this.id));
      for (let first = this.held.queue[0]; first && !this.held.behind; first = this.held.queue[0]) {
        if (!(await this.sent(first))) break;
      }
    } catch (failure) {
      this.failed(failure);
    } finally {
      this.is_pumping = false;
      const was_kept = this.held.lost_since ? this.held.was_kept : 0;
      this.set({ is_sending: false, is_slow: false, was_kept });
    }
  }

  // True when the next may be sent.
  private async sent(first: Queued): Promise<boolean> {
    const state = this.held.state;
    if (!state) return false;
    const slow = setTimeout(() => this.set({ is_slow: true }), slow_after_ms);
    const queued = { ...first, was_tried: true };
    this.set({ is_sending: true, queue: [queued, ...this.held.queue.slice(1)] });
    try {
      const answer = await change_call(this.id, queued.request, state.call.revision, queued.wish);
      const waiting = this.held.lost_since ? this.held.queue.length : this.held.was_kept;
      forget_wish(this.id, queued.request);
      this.set({
        queue: this.held.queue.filter((other) => other !== queued),
        heard: [...this.held.heard, ...(answer.heard ?? [])],
        was_kept: waiting,
      });
      this.take(answer);
      return true;
    } catch (failure) {
      return this.failed_to_send(failure, queued, state);
    } finally {
      clearTimeout(slow);
    }
  }

  private failed_to_send(failure: unknown, queued: Queued, before: State): boolean {
    if (failure instanceof Failure && failure.kind === "behind" && failure.state) {
      this.take(failure.state);
      if (is_acknowledgement(queued)) return true; // what was read was read, whatever came since
      const events = failure.state.events.filter((event) => event.revision > before.call.revision);
      this.set({ behind: events });
      return false;
    }
    const is_refused =
      failure instanceof Failure && ["refused", "not_found", "forbidden"].includes(failure.kind);
    if (!is_refused) {
      this.failed(failure);
      return false;
    }
    this.held.queue
      .filter((other) => other.undoes === queued.request)
      .forEach((undo) => this.drop(undo));
    this.drop(queued);
    this.set({ refused: `${queued.words}: ${failure.message}` });
    return true;
  }

  private failed(failure: unknown): void {
    if (!(failure instanceof Failure)) throw failure;
    if (failure.kind === "no_line" || failure.kind === "busy") {
      this.lost(failure.retry_after_s * 1000);
    } else if (failure.kind !== "not_signed_in" && !this.held.state) {
      this.set({ problem: failure.message });
    }
  }

  private lost(wait_ms = 0): void {
    if (!this.held.lost_since) this.set({ lost_since: new Date().toISOString() });
    this.watch.try_again(wait_ms);
  }
}
