// Every action of a call as a button with its key.

export type Tool =
  | "search"
  | "note"
  | "edit"
  | "undo"
  | "call_back"
  | "override"
  | "summary"
  | "close"
  | "help";

const tools: { tool: Tool; key: string; words: string; needs_open: boolean }[] = [
  { tool: "search", key: "/", words: "Search", needs_open: true },
  { tool: "note", key: "F", words: "Note", needs_open: true },
  { tool: "edit", key: "E", words: "Answers", needs_open: true },
  { tool: "undo", key: "Z", words: "Undo", needs_open: true },
  { tool: "call_back", key: "B", words: "Call-back", needs_open: true },
  { tool: "override", key: "O", words: "Override", needs_open: true },
  { tool: "summary", key: "S", words: "Summary", needs_open: false },
  { tool: "close", key: "Q", words: "Close call", needs_open: true },
  { tool: "help", key: "?", words: "Keys", needs_open: false },
];

export const tool_of_key = (key: string) => tools.find((one) => one.key.toLowerCase() === key);
export const tool_keys = tools.map((one) => one.key.toLowerCase());

interface ToolbarProps {
  is_open: boolean;
  on_tool: (tool: Tool) => void;
}

export function Toolbar({ is_open, on_tool }: ToolbarProps) {
  return (
    <nav className="tools" aria-label="What can be done">
      {tools
        .filter((one) => is_open || !one.needs_open)
        .map((one) => (
          <button
            key={one.tool}
            type="button"
            className="tools__one"
            onClick={() => on_tool(one.tool)}
          >
            <kbd aria-hidden="true">{one.key}</kbd> {one.words}
          </button>
        ))}
    </nav>
  );
}
