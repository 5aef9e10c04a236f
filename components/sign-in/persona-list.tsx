import type { Role } from '@/lib/domain/access';
import { roles } from '@/lib/domain/access';
import { roleWords } from '@/lib/format/access-words';

const firstQuestions: Record<Role, string> = {
  viewer: 'sees what runs and how old each fact is',
  operator: 'adds, pauses and syncs connections',
  'model-owner': 'sees what runs',
  finance: 'sees what runs and what it costs, sets budgets and closes months',
  security: 'reads the activity record and who has which role',
  admin: 'does all of it, and manages people',
};

/** Whom one can sign in as in the demo: the simulated identity provider offers one persona a role. */
export function PersonaList() {
  return (
    <section aria-labelledby="personas" className="flex flex-col gap-2 border-t pt-4">
      <h2 id="personas" className="font-medium">
        Simulated people to choose from on the next screen
      </h2>
      <dl className="flex flex-col gap-1.5">
        {roles.map((role) => (
          <div key={role}>
            <dt className="font-medium">{roleWords[role]}</dt>
            <dd className="text-muted">
              <span className="break-all">{role}@millwright.example</span> {firstQuestions[role]}.
            </dd>
          </div>
        ))}
      </dl>
      <p className="text-muted text-table">No password is asked for. The clouds are simulated as well.</p>
    </section>
  );
}
