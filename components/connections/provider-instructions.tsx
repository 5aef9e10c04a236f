import { CodeBlock } from '@/components/ui/code-block';
import type { ProviderDescription } from '@/lib/api/contracts/connections';

/** How to give Millwright the least it needs at the provider, step by step, with code to copy. */
export function ProviderInstructions({ provider }: { provider: ProviderDescription }) {
  return (
    <ol className="flex flex-col gap-4 p-4">
      {provider.instructions.map((step, index) => (
        <li key={step.title} className="flex min-w-0 flex-col gap-2">
          <h3 className="font-medium">
            {index + 1}. {step.title}
          </h3>
          <p className="text-muted">{step.text}</p>
          {step.code ? (
            <CodeBlock label={step.title} text={step.code.text} isWrapped={step.code.language === 'shell'} />
          ) : null}
        </li>
      ))}
    </ol>
  );
}
