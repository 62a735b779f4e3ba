import type { AnchorHTMLAttributes, MouseEvent } from "react";
import { go } from "./router";

// A link to another of our pages, without loading the whole anew.
export function Link({
  href,
  ...rest
}: AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }) {
  const clicked = (event: MouseEvent<HTMLAnchorElement>) => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
      return;
    event.preventDefault();
    go(href);
  };
  return <a {...rest} href={href} onClick={clicked} />;
}
