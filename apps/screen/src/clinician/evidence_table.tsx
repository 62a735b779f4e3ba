// Each piece of evidence in words: what it did to the odds, through which mechanism, by which
// figures, from where.

import type { ExplainedCondition, ExplainedWeight, Source } from "./assessment";
import { odds_words, signed, state_words, verified_words } from "./words";

// The first `strong` rows stand open, the weaker ones are folded away.
export function EvidenceTable({
  condition,
  strong,
}: {
  condition: ExplainedCondition;
  strong: number;
}) {
  const strongest = condition.weights.slice(0, strong);
  const rest = condition.weights.slice(strong);
  return (
    <>
      <Rows
        caption={`Evidence for and against ${condition.name}, strongest first`}
        weights={strongest}
      />
      {rest.length > 0 ? (
        <details className="clinic-details">
          <summary>The {rest.length} weaker findings</summary>
          <Rows caption="Weaker findings" weights={rest} />
        </details>
      ) : null}
    </>
  );
}

function Rows({ caption, weights }: { caption: string; weights: ExplainedWeight[] }) {
  return (
    <table className="nhsuk-table clinic-evidence">
      <caption className="nhsuk-table__caption nhsuk-table__caption--s">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Finding</th>
          <th scope="col">Weight</th>
          <th scope="col">By way of, and source</th>
        </tr>
      </thead>
      <tbody>
        {weights.map((weight) => (
          <EvidenceRow key={weight.finding} weight={weight} />
        ))}
      </tbody>
    </table>
  );
}

function EvidenceRow({ weight }: { weight: ExplainedWeight }) {
  return (
    <tr>
      <th scope="row">
        {weight.name}: {state_words(weight.state)}
      </th>
      <td>
        <strong className="clinic-nowrap">{signed(weight.decibans)} dB</strong>
        <span className="clinic-quiet clinic-block">{odds_words(weight.decibans)}</span>
      </td>
      <td>
        {weight.through.length > 0 ? (
          <p>By way of: {weight.through.map(({ name }) => name).join("; ")}</p>
        ) : null}
        {weight.evidence.length === 0 ? (
          <p>Acts only by making other conditions likelier or less likely.</p>
        ) : null}
        {weight.sources.map((source) => (
          <p key={source.id}>
            <SourceWords source={source} />
          </p>
        ))}
        {weight.evidence.map(({ id, details }) => (
          <details key={id} className="clinic-figures">
            <summary>Figures of {id}</summary>
            <dl>
              {details
                .filter(({ label }) => label !== "source")
                .map(({ label, text }) => (
                  <div key={label}>
                    <dt>{label}</dt>
                    <dd>{text}</dd>
                  </div>
                ))}
            </dl>
          </details>
        ))}
      </td>
    </tr>
  );
}

// A citation with how far it was checked. Only a plain https address is made a link, opened by the
// reader's own act.
export function SourceWords({ source }: { source: Source }) {
  const address = /^https:\/\/\S+$/.test(source.url) ? source.url : "";
  return (
    <>
      {source.citation} ({source.id}).{" "}
      {address ? (
        <a href={address} target="_blank" rel="noopener noreferrer">
          Open the source
          <span className="nhsuk-u-visually-hidden">
            {" "}
            {source.id}, in a new tab, outside this service
          </span>
        </a>
      ) : null}{" "}
      <span className="clinic-verified">Checked: {verified_words(source.verified)}</span>
    </>
  );
}
