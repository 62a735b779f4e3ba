import { useEffect, useState } from "react";

// The time, anew every so many milliseconds.
export function use_now(every_ms: number): Date {
  const [now, set_now] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => set_now(new Date()), every_ms);
    return () => clearInterval(timer);
  }, [every_ms]);
  return now;
}
