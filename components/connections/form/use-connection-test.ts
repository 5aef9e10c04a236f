'use client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ConnectionReportView } from '@/lib/api/contracts/connections';
import type { ApiProblem } from '@/lib/queries/api-problem';
import { toApiProblem } from '@/lib/queries/api-problem';
import { type ConnectionToTest, testConnectionMutation } from '@/lib/queries/connections';

export interface ConnectionTest {
  run: (input: ConnectionToTest) => void;
  isPending: boolean;
  /** The last report; null before the first. */
  report: ConnectionReportView | null;
  problem: ApiProblem | null;
  /** Whether the last report speaks of this very input. */
  isOf: (input: ConnectionToTest) => boolean;
}

/** Tests a connection and remembers which input the report belongs to. */
export function useConnectionTest(onProblem: (problem: ApiProblem) => void): ConnectionTest {
  const [tested, setTested] = useState<string | null>(null);
  const test = useMutation({
    ...testConnectionMutation(),
    onError: (fault) => onProblem(toApiProblem(fault)),
  });
  return {
    run(input) {
      setTested(JSON.stringify(input));
      test.mutate(input);
    },
    isPending: test.isPending,
    report: test.data ?? null,
    problem: test.error ? toApiProblem(test.error) : null,
    isOf: (input) => tested === JSON.stringify(input),
  };
}
