// What an input of a score takes, from the words in which the service says so.

export type InputKind =
  | { kind: "choice"; choices: string[] }
  | { kind: "number"; lowest: number; highest: number; whole: boolean }
  | { kind: "date" }
  | { kind: "text" };

// "one of no, yes", "a whole number from 1 to 6", "a number from 0.1 to 200 kg", "a date
// 2026-01-31".
export function input_kind(expected: string): InputKind {
  const choices = /^one of (.+)$/.exec(expected);
  if (choices?.[1]) return { kind: "choice", choices: choices[1].split(", ") };
  const number = /^a (whole )?number from (-?[\d.]+) to (-?[\d.]+)/.exec(expected);
  if (number)
    return {
      kind: "number",
      lowest: Number(number[2]),
      highest: Number(number[3]),
      whole: number[1] !== undefined,
    };
  if (expected.startsWith("a date")) return { kind: "date" };
  return { kind: "text" };
}
