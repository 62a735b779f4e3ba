// A labelled field of a form, with what is wrong with it said beside it.

import { useEffect, useRef, type InputHTMLAttributes } from "react";

interface FieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, "onChange" | "value"> {
  id: string;
  label: string;
  value: string;
  on_change: (value: string) => void;
  hint?: string;
  problem?: string;
  width?: 2 | 3 | 4 | 5 | 10 | 20;
}

export function Field({ id, label, value, on_change, hint, problem, width, ...rest }: FieldProps) {
  const described = [hint ? `${id}-hint` : "", problem ? `${id}-problem` : ""].join(" ").trim();
  const size = width ? ` nhsuk-input--width-${width}` : "";
  return (
    <div className={`nhsuk-form-group${problem ? " nhsuk-form-group--error" : ""}`}>
      <label className="nhsuk-label" htmlFor={id}>
        {label}
      </label>
      {hint && (
        <div className="nhsuk-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {problem && (
        <span className="nhsuk-error-message" id={`${id}-problem`}>
          <span className="nhsuk-u-visually-hidden">Error: </span>
          {problem}
        </span>
      )}
      <input
        {...rest}
        id={id}
        className={`nhsuk-input${size}${problem ? " nhsuk-input--error" : ""}`}
        value={value}
        onChange={(event) => on_change(event.target.value)}
        aria-describedby={described || undefined}
        aria-invalid={problem ? true : undefined}
      />
    </div>
  );
}

// What went wrong with a form as a whole; read out when it comes.
export function Problem({ words }: { words: string }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (words) place.current?.scrollIntoView({ block: "nearest" });
  }, [words]);
  return (
    <div role="alert" ref={place}>
      {words && (
        <p className="problem">
          <span className="nhsuk-u-visually-hidden">Error: </span>
          {words}
        </p>
      )}
    </div>
  );
}
