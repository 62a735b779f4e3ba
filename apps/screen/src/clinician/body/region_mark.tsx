// A short word written on a region of a map.

interface Props {
  x: number;
  y: number;
  words: string;
}

export function RegionMark({ x, y, words }: Props) {
  if (words === "") return null;
  return (
    <text x={x} y={y} textAnchor="middle" className="clinic-region__mark">
      {words}
    </text>
  );
}
