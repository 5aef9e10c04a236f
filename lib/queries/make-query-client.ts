import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { toApiProblem } from './api-problem';

const mostRetries = 2;
const freshForMs = 10_000;

/**
 * How the console asks: data is kept while it is asked for again, nothing is asked for while the page is hidden,
 * and only passing faults are tried again by themselves. `onSignedOut` is called when the API no longer knows the person.
 */
export function makeQueryClient(onSignedOut: () => void = () => undefined): QueryClient {
  const onError = (fault: Error) => {
    if (toApiProblem(fault).status === 401) onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: freshForMs,
        refetchIntervalInBackground: false,
        refetchOnWindowFocus: true,
        retry: (failures, fault) => failures < mostRetries && toApiProblem(fault).isPassing,
      },
      mutations: { retry: false },
    },
  });
}
