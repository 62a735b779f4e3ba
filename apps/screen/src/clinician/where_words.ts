// Where an entry of a chart stands, in words: "a medicine taken (m)" for MedicationStatement/m. What the
// entry itself says is not in the ledger; its id is how it is found in the chart.

const kinds: Record<string, string> = {
  AllergyIntolerance: "an allergy",
  CarePlan: "a care plan",
  Composition: "a document's head",
  Condition: "a diagnosis or problem",
  DiagnosticReport: "a report",
  DocumentReference: "a document",
  Encounter: "a visit",
  FamilyMemberHistory: "family history",
  Goal: "a goal",
  Immunization: "an immunisation",
  Medication: "a medicine",
  MedicationAdministration: "a medicine given",
  MedicationDispense: "a medicine dispensed",
  MedicationRequest: "a medicine prescribed",
  MedicationStatement: "a medicine taken",
  Observation: "a measurement or observation",
  Patient: "the person",
  Procedure: "a procedure",
  QuestionnaireResponse: "answers to a questionnaire",
  ServiceRequest: "a request",
};

const reference = /^([A-Z][A-Za-z]+)(?:\/(\S+))?$/;

// What is no reference to a resource stays as it is.
export function where_words(where: string): string {
  const [, type, id] = reference.exec(where) ?? [];
  const words = type === undefined ? undefined : kinds[type];
  if (words === undefined) return where;
  const capital = words.charAt(0).toUpperCase() + words.slice(1);
  return id === undefined ? capital : `${capital} (${id})`;
}
