import { StatusMark } from '@/components/ui/status-mark';
import { toSignInFault } from './sign-in-errors';

/** What went wrong at the last sign-in, in plain words. */
export function FaultNotice({ code }: { code: string }) {
  const fault = toSignInFault(code);
  return (
    <div role="alert" className="flex flex-col gap-1 rounded-panel border border-critical bg-critical-tint px-4 py-3">
      <StatusMark tone="critical" word={fault.title} className="whitespace-normal! font-medium" />
      <p>{fault.sentence}</p>
    </div>
  );
}
