import type { State } from "./types";

// Why a request was not done. `no_line`: nothing was heard (no network, a time-out, a service that
// is starting or full), so the same request may be sent again.
export type FailureKind =
  | "no_line"
  | "not_signed_in"
  | "forbidden"
  | "not_found"
  | "behind"
  | "refused"
  | "busy";

export class Failure extends Error {
  constructor(
    readonly kind: FailureKind,
    message: string,
    readonly status = 0,
    readonly retry_after_s = 0,
    readonly state: State | null = null,
  ) {
    super(message);
    this.name = "Failure";
  }
}

function kind_of(status: number): FailureKind {
  if (status === 401) return "not_signed_in";
  if (status === 403) return "forbidden";
  if (status === 404) return "not_found";
  if (status === 409) return "behind";
  if (status === 429) return "busy";
  if (status >= 500) return "no_line";
  return "refused";
}

interface ErrorBody {
  error?: { kind?: string; message?: string };
  state?: State;
}

// The failure that an answer which is not 2xx tells of. A body that is not the service's own JSON
// (a proxy's page) still gives a failure, with the status in words.
export async function failure_of(answer: Response): Promise<Failure> {
  let body: ErrorBody = {};
  try {
    body = (await answer.json()) as ErrorBody;
  } catch {
    body = {};
  }
  const message = body.error?.message ?? `The service answered ${answer.status}.`;
  const kind =
    answer.status === 409 && body.error?.kind !== "behind" ? "refused" : kind_of(answer.status);
  const retry_after_s = Number(answer.headers.get("Retry-After") ?? "0") || 0;
  return new Failure(kind, message, answer.status, retry_after_s, body.state ?? null);
}
