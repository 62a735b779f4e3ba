// What a person dropped or pasted, as the JSON to send, or why not in words. Whether it is a chart
// the service can use, the service says; here only what can be seen without it.

export type Chart = { ok: true; chart: unknown; words: string } | { ok: false; words: string };

const most_bytes = 10_000_000;

export function read_chart(text: string): Chart {
  if (text.trim() === "")
    return {
      ok: false,
      words: "There is nothing in it: paste or choose a FHIR bundle or a presentation, in JSON.",
    };
  if (text.length > most_bytes)
    return {
      ok: false,
      words: `It has ${Math.round(text.length / 1e6)} MB; the service takes 10 MB at most.`,
    };
  let chart: unknown;
  try {
    chart = JSON.parse(text);
  } catch (error) {
    const where = error instanceof Error ? error.message : "";
    return {
      ok: false,
      words: `It is not JSON (${where}). XML and other forms of FHIR are not read.`,
    };
  }
  if (typeof chart !== "object" || chart === null || Array.isArray(chart))
    return {
      ok: false,
      words: "It is JSON, but not an object: expected a FHIR Bundle or a presentation.",
    };
  const type: unknown = "resourceType" in chart ? chart.resourceType : undefined;
  if (type !== undefined && type !== "Bundle")
    return { ok: false, words: `It is a FHIR ${String(type)}: expected a Bundle.` };
  const entries = "entry" in chart && Array.isArray(chart.entry) ? chart.entry.length : 0;
  return {
    ok: true,
    chart,
    words: type === "Bundle" ? `A FHIR bundle of ${entries} entries` : "A presentation",
  };
}
