const dayMs = 86_400_000;
const mostDays = 100;
const mostWeekDays = 400;

/** How finely a span of days is told: by day, by week, or by month where it is long. */
export function chooseCostStep({ from, to }: { from: string; to: string }): 'day' | 'week' | 'month' {
  const days = (Date.parse(to) - Date.parse(from)) / dayMs + 1;
  if (days <= mostDays) return 'day';
  return days <= mostWeekDays ? 'week' : 'month';
}
