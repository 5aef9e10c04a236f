import { StatusMark, type StatusTone } from '@/components/ui/status-mark';
import type { MonthState } from '@/lib/api/contracts/cost-close';

const states: Record<MonthState, { tone: StatusTone; word: string }> = {
  running: { tone: 'in-progress', word: 'Running' },
  open: { tone: 'neutral', word: 'Open' },
  closed: { tone: 'healthy', word: 'Closed' },
  reopened: { tone: 'warning', word: 'Reopened' },
};

/** How a month stands; `isChanged`: it is closed, and costs another sum now. */
export function MonthStateMark({ state, isChanged = false }: { state: MonthState; isChanged?: boolean }) {
  const { tone, word } = states[state];
  if (state === 'closed' && isChanged) return <StatusMark tone="warning" word="Closed, changed since" />;
  return <StatusMark tone={tone} word={word} />;
}
