import { Failure } from "../service/failure";

// Why a form was not done, for the person who sent it.
export function failure_words(failure: unknown): string {
  if (!(failure instanceof Failure)) return "Something went wrong on this page. Try again.";
  switch (failure.kind) {
    case "no_line":
      return `${failure.message} This needs a connection: try again when it is back.`;
    case "behind":
      return "Another page has added to this call. Look at what it shows now, then try again.";
    case "busy":
      return `${failure.message} Try again in ${Math.max(1, failure.retry_after_s)} seconds.`;
    case "not_signed_in":
      return "Your session has ended. Sign in again, then send this again.";
    case "forbidden":
    case "not_found":
    case "refused":
      return failure.message;
  }
}
