// The client of the service (apps/desk/API.md): one function a route, each a promise of what the
// service said or a rejected `Failure`. Who waits for a new password subscribes to `on_signed_out`.

import { idle_seconds } from "../shell/attention";
import { Failure, failure_of } from "./failure";
import type { FoundFinding, Heard } from "./questions";
import type { CallBack, CallList, NewCall, Reason, Session, State, Wish } from "./types";

const most_wait_ms = 8000;

let csrf = "";
let signed_in_as = "";
const signed_out = new Set<() => void>();

// Calls `told` when an answer says that nobody is signed in any more; returns how to stop that.
export function on_signed_out(told: () => void): () => void {
  signed_out.add(told);
  return () => signed_out.delete(told);
}

interface Ask {
  method?: "GET" | "POST" | "DELETE";
  body?: unknown;
  accept?: string;
  wait_ms?: number;
  stop?: AbortSignal;
}

async function sent(path: string, ask: Ask): Promise<Response> {
  const headers: Record<string, string> = {
    Accept: ask.accept ?? "application/json",
    "X-Idle-Seconds": String(idle_seconds()),
  };
  const method = ask.method ?? "GET";
  if (ask.body !== undefined) headers["Content-Type"] = "application/json";
  if (method !== "GET") headers["X-CSRF-Token"] = csrf;
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), ask.wait_ms ?? most_wait_ms);
  const stopped = () => late.abort();
  ask.stop?.addEventListener("abort", stopped);
  try {
    const init: RequestInit = { method, headers, signal: late.signal, credentials: "same-origin" };
    if (ask.body !== undefined) init.body = JSON.stringify(ask.body);
    return await fetch(`/desk${path}`, init);
  } catch {
    throw new Failure("no_line", "The service could not be reached.");
  } finally {
    clearTimeout(timer);
    ask.stop?.removeEventListener("abort", stopped);
  }
}

async function answered(path: string, ask: Ask = {}): Promise<Response> {
  let answer = await sent(path, ask);
  if (answer.status === 403 && ask.method && path !== "/session") {
    const as = signed_in_as;
    const session = await current_session(); // another page has signed in anew: take its token
    if (session && session.user.name === as) answer = await sent(path, ask);
    else if (session) {
      signed_in_as = as;
      signed_out.forEach((told) => told());
      throw new Failure("not_signed_in", `${session.user.shown_as} has signed in on another page.`);
    }
  }
  if (answer.ok) return answer;
  const failure = await failure_of(answer);
  if (failure.kind === "not_signed_in" && path !== "/session") signed_out.forEach((told) => told());
  throw failure;
}

async function json<T>(path: string, ask: Ask = {}): Promise<T> {
  const answer = await answered(path, ask);
  try {
    return (await answer.json()) as T;
  } catch {
    throw new Failure("no_line", "The service's answer broke off.");
  }
}

function kept(session: Session): Session {
  csrf = session.csrf;
  signed_in_as = session.user.name;
  return session;
}

// Who is signed in by this browser's cookie; null when nobody is.
export async function current_session(): Promise<Session | null> {
  try {
    return kept(await json<Session>("/session"));
  } catch (failure) {
    if (failure instanceof Failure && failure.kind === "not_signed_in") return null;
    throw failure;
  }
}

export async function sign_in(name: string, password: string): Promise<Session> {
  return kept(await json<Session>("/session", { method: "POST", body: { name, password } }));
}

export async function sign_out(): Promise<void> {
  await answered("/session", { method: "DELETE" });
  csrf = "";
}

const call_path = (id: string) => `/calls/${encodeURIComponent(id)}`;

export const calls = () => json<CallList>("/calls");
export const call = (id: string) => json<State>(call_path(id));

// `request` names the wish: sent again after a lost answer, it is not done twice.
export const open_call = (request: string, wanted: NewCall) =>
  json<State>("/calls", { method: "POST", body: { request, ...wanted }, wait_ms: 20000 });

export type Changed = State & { heard?: Heard[] };

export function change_call(
  id: string,
  request: string,
  revision: number,
  wish: Wish,
): Promise<Changed> {
  const { kind, ...asked } = wish;
  return json<Changed>(`${call_path(id)}/${kind}`, {
    method: "POST",
    body: { request, revision, ...asked },
    wait_ms: 5000,
  });
}

export async function summary(id: string): Promise<string> {
  return (await answered(`${call_path(id)}/summary`, { accept: "text/plain" })).text();
}

export const fhir_address = (id: string) => `/desk${call_path(id)}/fhir`;

// The JSON of fhir/ASSESSMENT.md; its type is the caller's to name.
export const assessment = <T>(id: string, draws = 400, changes = true) =>
  json<T>(`${call_path(id)}/assessment?draws=${draws}&changes=${changes}`, { wait_ms: 30000 });

export const explanation = <T>(id: string, condition: string) =>
  json<T>(`${call_path(id)}/explain?condition=${encodeURIComponent(condition)}`, {
    wait_ms: 30000,
  });

export const network = <T>(id: string) => json<T>(`${call_path(id)}/network`, { wait_ms: 30000 });

export const call_backs = async () =>
  (await json<{ call_backs: CallBack[] }>("/call-backs")).call_backs;

export async function call_back_done(
  id: number,
  outcome: "reached" | "not_reached" | "cancelled",
): Promise<void> {
  await answered(`/call-backs/${id}/done`, { method: "POST", body: { outcome } });
}

export async function findings(
  words: string,
  call_id: string,
  stop?: AbortSignal,
): Promise<FoundFinding[]> {
  const query = `q=${encodeURIComponent(words)}&call=${encodeURIComponent(call_id)}`;
  const ask: Ask = stop ? { stop } : {};
  return (await json<{ findings: FoundFinding[] }>(`/findings?${query}`, ask)).findings;
}

export const finding = (id: string) => json<FoundFinding>(`/findings/${encodeURIComponent(id)}`);
export const reasons = async () => (await json<{ reasons: Reason[] }>("/reasons")).reasons;

// Routes of the look-ups that have no function of their own: `path` after /desk.
export const looked_up = <T>(path: string) => json<T>(path);
export const scored = <T>(name: string, inputs: unknown) =>
  json<T>(`/scores/${encodeURIComponent(name)}`, { method: "POST", body: inputs });

// Chance for request ids; works without a secure context too.
export function new_request(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}
