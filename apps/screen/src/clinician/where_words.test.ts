import { describe, expect, it } from "vitest";
import { where_words } from "./where_words";

describe("where an entry of a chart stands", () => {
  it("is the kind of entry in words, with its id", () => {
    expect(where_words("MedicationStatement/m")).toBe("A medicine taken (m)");
    expect(where_words("Patient")).toBe("The person");
  });
  it("stays as it is when it is nothing of a chart that is known", () => {
    expect(where_words("age_years")).toBe("age_years");
    expect(where_words("Bundle.entry[3]")).toBe("Bundle.entry[3]");
    expect(where_words("Basic/1")).toBe("Basic/1");
  });
});
