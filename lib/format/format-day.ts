const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A day of the calendar, `2026-11-09`, as people read it: `9 Nov 2026`. Days have no zone. */
export function formatDay(day: string): string {
  const [year = '', month, date] = day.split('-');
  return `${Number(date)} ${months[Number(month) - 1]} ${year}`;
}

/** The same without its year, for an axis: `9 Nov`. */
export function formatDayShortly(day: string): string {
  return formatDay(day).slice(0, -' 2026'.length);
}

/** From the first day to the last, each part said once: `9 Nov 2026`, `1–30 Nov 2026`, `28 Oct – 3 Nov 2026`. */
export function formatDays(from: string, to: string): string {
  if (from === to) return formatDay(from);
  if (from.slice(0, 7) === to.slice(0, 7)) return `${Number(from.slice(8))}–${formatDay(to)}`;
  const begin = from.slice(0, 4) === to.slice(0, 4) ? formatDayShortly(from) : formatDay(from);
  return `${begin} – ${formatDay(to)}`;
}

/** A month of the calendar, `2026-11`, as people read it: `Nov 2026`. */
export function formatMonth(month: string): string {
  return formatDay(`${month}-01`).slice('1 '.length);
}
