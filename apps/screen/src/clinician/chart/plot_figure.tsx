// A chart of Observable Plot that fills its place and keeps to a strict Content-Security-Policy.
//
// Plot puts a <style> element into the SVG it makes, which `style-src 'self'` forbids. A style
// element counts only once it is in the document, so it is taken out before; its rules stand in
// styles/_plot.scss.

import * as Plot from "@observablehq/plot";
import { useEffect, useRef, useState } from "react";

interface Props {
  // What the chart says, for those who do not see it; the figures themselves stand in a table
  // beside it.
  label: string;
  // The chart for a width in CSS pixels; called again when the width or this function changes.
  draw: (width: number) => Plot.PlotOptions;
  // Takes part in the SVG after it is made, as patterns to fill with.
  finish?: (figure: SVGSVGElement) => void;
  // Drawn beside the same figures in words, and so left out of what a screen reader says.
  decorative?: boolean;
}

export function PlotFigure({ label, draw, finish, decorative = false }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const [width, set_width] = useState(0);

  useEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => set_width(Math.floor(element.clientWidth)));
    observer.observe(element);
    set_width(Math.floor(element.clientWidth));
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    const element = place.current;
    if (!element || width < 40) return;
    const figure = Plot.plot({ ...draw(width), width, className: "plot" });
    const svg = figure instanceof SVGSVGElement ? figure : figure.querySelector("svg");
    if (!svg) return;
    svg.querySelectorAll("style").forEach((style) => style.remove());
    // Plot names its groups "rect" and "link", which says nothing to a listener and is not allowed
    // on a group.
    svg.querySelectorAll("[aria-label]").forEach((part) => part.removeAttribute("aria-label"));
    if (decorative) {
      svg.setAttribute("aria-hidden", "true");
    } else {
      svg.setAttribute("role", "img");
      svg.setAttribute("aria-label", label);
    }
    finish?.(svg);
    element.replaceChildren(svg);
  }, [width, draw, finish, label, decorative]);

  return <div ref={place} className="plot-place" />;
}
