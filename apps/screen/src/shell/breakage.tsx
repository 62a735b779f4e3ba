import { Component, type ReactNode } from "react";

// A page that broke says so, rather than showing nothing: what was answered is kept, and loading anew
// goes on from it.
export class Breakage extends Component<{ children: ReactNode }, { words: string }> {
  override state = { words: "" };

  static getDerivedStateFromError(broken: unknown) {
    return { words: broken instanceof Error ? broken.message : String(broken) };
  }

  override render() {
    if (!this.state.words) return this.props.children;
    return (
      <main className="main main--narrow" id="main">
        <h1 className="nhsuk-heading-l">This page broke</h1>
        <p className="problem" role="alert">
          The urgency is not shown. Answers are kept, but do not rely on this page until it is
          loaded anew; if that does not help, follow your local procedure.
        </p>
        <button type="button" className="nhsuk-button" onClick={() => location.reload()}>
          Load anew
        </button>
        <p className="quiet">{this.state.words}</p>
      </main>
    );
  }
}
