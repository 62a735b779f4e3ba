// The hatch that marks what speaks against, so that it is told apart without colour.

const svg_namespace = "http://www.w3.org/2000/svg";

export const against_fill = "url(#hatch-against)";

export function add_hatch(figure: SVGSVGElement): void {
  const definitions = document.createElementNS(svg_namespace, "defs");
  const pattern = document.createElementNS(svg_namespace, "pattern");
  const attributes = {
    id: "hatch-against",
    width: "6",
    height: "6",
    patternUnits: "userSpaceOnUse",
    patternTransform: "rotate(45)",
  };
  for (const [name, value] of Object.entries(attributes)) pattern.setAttribute(name, value);
  const ground = document.createElementNS(svg_namespace, "rect");
  ground.setAttribute("width", "6");
  ground.setAttribute("height", "6");
  ground.setAttribute("fill", "#ffffff");
  const line = document.createElementNS(svg_namespace, "rect");
  line.setAttribute("width", "3");
  line.setAttribute("height", "6");
  line.setAttribute("fill", "#7c2855");
  pattern.append(ground, line);
  definitions.append(pattern);
  figure.prepend(definitions);
}
