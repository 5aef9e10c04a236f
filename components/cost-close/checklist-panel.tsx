import { Panel } from '@/components/ui/panel';
import { StatusMark, type StatusTone } from '@/components/ui/status-mark';
import type { CloseChecklistItem } from '@/lib/api/contracts/cost-close';
import type { ChecklistState } from '@/lib/domain/cost/close-checklist';
import { sayFinding } from '@/lib/format/checklist-words';
import { checklistStateWords, checklistWords } from '@/lib/format/close-words';

const tones: Record<ChecklistState, StatusTone> = {
  clear: 'healthy',
  notice: 'in-progress',
  override: 'warning',
  refused: 'critical',
};

/** What speaks for and against closing a month, each in words. */
export function ChecklistPanel({ items, title }: { items: readonly CloseChecklistItem[]; title: string }) {
  const open = items.filter(({ state }) => state !== 'clear').length;
  return (
    <Panel title={title} unit={open === 0 ? 'nothing speaks against it' : `${open} of ${items.length} to look at`}>
      <ul className="divide-y">
        {items.map(({ id, state, found }) => (
          <li key={id} className="grid items-start gap-x-4 gap-y-1 px-4 py-1.5 sm:grid-cols-[16rem_8rem_minmax(0,1fr)]">
            <span>{checklistWords[id]}</span>
            <StatusMark tone={tones[state]} word={checklistStateWords[state]} />
            <span className="text-muted">
              {found.map(sayFinding).map((sentence) => (
                <span key={sentence} className="block wrap-anywhere">
                  {sentence}
                </span>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
