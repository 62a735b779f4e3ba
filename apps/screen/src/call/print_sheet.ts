// Prints a text by itself: what is on the screen is left out by style/_print.scss, for as long as
// the sheet stands in the page.

export function print_text(text: string): void {
  const sheet = document.createElement("pre");
  sheet.className = "print-sheet";
  sheet.setAttribute("aria-hidden", "true");
  sheet.textContent = text;
  document.body.append(sheet);
  document.body.classList.add("prints-sheet");
  const done = () => {
    sheet.remove();
    document.body.classList.remove("prints-sheet");
  };
  window.addEventListener("afterprint", done, { once: true });
  window.print();
}
