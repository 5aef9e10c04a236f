'use client';
import { type Shortcut, useShortcutList } from '@/components/keyboard/shortcuts-provider';
import { Dialog } from '@/components/ui/dialog';
import { Kbd } from '@/components/ui/kbd';

const groups: ReadonlyArray<Shortcut['group']> = ['Everywhere', 'Go to', 'This page'];
const keyWords: Record<string, string> = { Escape: 'Esc' };

export interface ShortcutHelpProps {
  onClose: () => void;
  areSingleKeysOn: boolean;
}

/** Every shortcut in force on this page. */
export function ShortcutHelp({ onClose, areSingleKeysOn }: ShortcutHelpProps) {
  const shortcuts = [...useShortcutList()].sort((one, other) => one.label.localeCompare(other.label));
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title="Keyboard shortcuts"
      description={
        areSingleKeysOn
          ? 'Single keys do nothing while you type. They can be switched off in your menu.'
          : 'Single keys are switched off; your menu switches them on.'
      }
    >
      <div className="grid gap-6 sm:grid-cols-2">
        <ShortcutGroup title="Palette" rows={[{ keys: '⌘K or Ctrl K', label: 'Find anything, go anywhere' }]} />
        {groups.map((group) => (
          <ShortcutGroup key={group} title={group} rows={shortcuts.filter((shortcut) => shortcut.group === group)} />
        ))}
      </div>
    </Dialog>
  );
}

function ShortcutGroup({ title, rows }: { title: string; rows: ReadonlyArray<Pick<Shortcut, 'keys' | 'label'>> }) {
  if (rows.length === 0) return null;
  return (
    <section>
      <h3 className="pb-1 font-medium text-meta text-subtle">{title}</h3>
      <dl className="flex flex-col">
        {rows.map(({ keys, label }) => (
          <div key={keys} className="flex min-h-8 items-center gap-4">
            <dt className="flex-1">{label}</dt>
            <dd>
              <Kbd>{keyWords[keys] ?? keys}</Kbd>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
