// Times as people read them, in the time zone of this computer. What cannot be read is shown as it is.

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short" });

const is_time = (time: Date) => !Number.isNaN(time.getTime());

// "10:32", or "Tue 3 Nov, 10:32" when that is not today.
export function time_words(iso: string, now: Date = new Date()): string {
  const time = new Date(iso);
  if (!is_time(time)) return iso;
  const at = clock.format(time);
  return time.toDateString() === now.toDateString() ? at : `${day.format(time)}, ${at}`;
}

// "12 minutes", "1 hour 5 minutes", "3 days"; less than a minute is "less than a minute".
export function duration_words(milliseconds: number): string {
  const minutes = Math.floor(Math.abs(milliseconds) / 60000);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  const many = (count: number, one: string) => `${count} ${one}${count === 1 ? "" : "s"}`;
  if (minutes < 1) return "less than a minute";
  if (hours < 1) return many(minutes, "minute");
  if (days < 1)
    return minutes % 60 === 0
      ? many(hours, "hour")
      : `${many(hours, "hour")} ${many(minutes % 60, "minute")}`;
  return many(days, "day");
}

// With every time of the service in it as people read it.
export function with_times(words: string): string {
  return words.replace(/\d{4}-\d\d-\d\dT[\d:]+Z/g, (iso) => time_words(iso));
}

const whole = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  timeZoneName: "short",
});

// The same for a document that leaves this computer: date, time and time zone, in the place of each.
export function with_whole_times(words: string): string {
  return words.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z/g, (iso) => whole.format(new Date(iso)));
}

// How long ago, or until when: "late by 12 minutes", "in 2 hours".
export function due_words(due_at: string, now: Date): string {
  const left = new Date(due_at).getTime() - now.getTime();
  if (Number.isNaN(left)) return due_at;
  return left < 0 ? `late by ${duration_words(left)}` : `in ${duration_words(left)}`;
}

// The value of an <input type="datetime-local"> for a time.
export function local_input(time: Date): string {
  const two = (number: number) => String(number).padStart(2, "0");
  const date = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${date}T${two(time.getHours())}:${two(time.getMinutes())}`;
}
