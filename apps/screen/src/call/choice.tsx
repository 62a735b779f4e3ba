// One of several, as radio buttons with a legend.

interface ChoiceProps {
  legend: string;
  name: string;
  value: string;
  on_change: (value: string) => void;
  options: { value: string; words: string }[];
}

export function Choice({ legend, name, value, on_change, options }: ChoiceProps) {
  return (
    <fieldset className="nhsuk-fieldset nhsuk-form-group">
      <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">{legend}</legend>
      <div className="nhsuk-radios choice">
        {options.map((option, index) => (
          <div className="nhsuk-radios__item" key={option.value}>
            <input
              className="nhsuk-radios__input"
              type="radio"
              id={`${name}-${index}`}
              name={name}
              value={option.value}
              checked={value === option.value}
              onChange={() => on_change(option.value)}
            />
            <label className="nhsuk-label nhsuk-radios__label" htmlFor={`${name}-${index}`}>
              {option.words}
            </label>
          </div>
        ))}
      </div>
    </fieldset>
  );
}
