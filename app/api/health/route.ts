import { answerHealth } from '@/lib/api/health/answer-health';

export const dynamic = 'force-dynamic';
export const GET = answerHealth;
