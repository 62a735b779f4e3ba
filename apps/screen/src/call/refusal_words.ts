// Why there is no assessment, for people: the service names the input, its value and what it expected.

const of_age = /^age_years: ([\d.]+): expected (16 or over|0 to 120)/;

// Words that it does not know stay as they are.
export function refusal_words(refusal: string): string {
  const [, age, expected] = of_age.exec(refusal) ?? [];
  if (age === undefined) return refusal;
  if (expected === "0 to 120") return `An age of ${age} cannot be right: ask again and correct it.`;
  return (
    `Under 16 (age ${age}): outside this service. Hand over to a paediatric clinician now, or refer ` +
    "by the local rule. If the age is wrong, correct it."
  );
}
