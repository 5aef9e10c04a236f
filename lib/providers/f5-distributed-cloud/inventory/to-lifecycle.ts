import type { LifecycleState } from '@/lib/domain/resource';

/** Every word F5 has for how a site stands. Whether a site serves while it is upgraded, F5 does not say. */
const siteStates: Record<string, LifecycleState> = {
  ONLINE: 'active',
  UPDATING_CLOUD_RESOURCES: 'active',
  UPDATE_QUEUED: 'active',
  PROVISIONING: 'provisioning',
  UPGRADING: 'provisioning',
  REREGISTRATION: 'provisioning',
  WAITINGNODES: 'provisioning',
  WAITING_FOR_REGISTRATION: 'provisioning',
  ORCHESTRATION_QUEUED: 'provisioning',
  ORCHESTRATION_IN_PROGRESS: 'provisioning',
  ORCHESTRATION_COMPLETE: 'provisioning',
  VALIDATION_IN_PROGRESS: 'provisioning',
  VALIDATION_SUCCESS: 'provisioning',
  ERROR_UPDATING_CLOUD_RESOURCES: 'degraded',
  STANDBY: 'stopped',
  DELETED_CLOUD_RESOURCES: 'stopped',
  DECOMMISSIONING: 'deleting',
  DELETE_QUEUED: 'deleting',
  DELETING_CLOUD_RESOURCES: 'deleting',
  FAILED: 'failed',
  FAILED_INACTIVE: 'failed',
  VALIDATION_FAILED: 'failed',
  ERROR_IN_ORCHESTRATION: 'failed',
  ERROR_DELETING_CLOUD_RESOURCES: 'failed',
};

const registrationStates: Record<string, LifecycleState> = {
  NEW: 'provisioning',
  APPROVED: 'provisioning',
  ADMITTED: 'provisioning',
  PENDING: 'provisioning',
  UPGRADING: 'provisioning',
  ONLINE: 'active',
  MAINTENANCE: 'degraded',
  FAILED: 'failed',
  FAILED_INACTIVE: 'failed',
  RETIRED: 'deleting',
};

/** An alert that nobody is told of still holds. */
const alertStates: Record<string, LifecycleState> = {
  active: 'active',
  firing: 'active',
  suppressed: 'active',
  unprocessed: 'active',
  resolved: 'completed',
};

const translate = (words: Record<string, LifecycleState>) => (word: string | null) =>
  word !== null && Object.hasOwn(words, word) ? (words[word] ?? 'unknown') : 'unknown';

export const toSiteStatus = translate(siteStates);
export const toNodeStatus = translate(registrationStates);
export const toAlertStatus = translate(alertStates);
