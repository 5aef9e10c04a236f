/**
 * The contracts, fetched with the first answer they check rather than with the page: what a page shows first was
 * checked on the server, and the library behind the contracts is a sixth of all a page may load.
 */

const activity = () => import('@/lib/api/contracts/activity');
const connections = () => import('@/lib/api/contracts/connections');
const cost = () => import('@/lib/api/contracts/cost');
const gpus = () => import('@/lib/api/contracts/gpus');
const inventory = () => import('@/lib/api/contracts/inventory');
const overview = () => import('@/lib/api/contracts/overview');
const people = () => import('@/lib/api/contracts/people');
const problem = () => import('@/lib/api/contracts/problem');
const sites = () => import('@/lib/api/contracts/sites');
const sources = () => import('@/lib/api/contracts/sources');
const workloads = () => import('@/lib/api/contracts/workloads');

export const activityPageSchema = async () => (await activity()).activityPageSchema;
export const auditVerificationSchema = async () => (await activity()).auditVerificationSchema;

export const connectionReportSchema = async () => (await connections()).connectionReportSchema;
export const connectionRunsSchema = async () => (await connections()).connectionRunsSchema;
export const connectionSchema = async () => (await connections()).connectionSchema;
export const connectionsSchema = async () => (await connections()).connectionsSchema;
export const providersSchema = async () => (await connections()).providersSchema;
export const syncAcceptedSchema = async () => (await connections()).syncAcceptedSchema;

export const costRowsSchema = async () => (await cost()).costRowsSchema;
export const costSchema = async () => (await cost()).costSchema;

export const gpuFleetSchema = async () => (await gpus()).gpuFleetSchema;
export const gpuHistorySchema = async () => (await gpus()).gpuHistorySchema;
export const gpuNodeSchema = async () => (await gpus()).gpuNodeSchema;
export const gpuPlacementSchema = async () => (await gpus()).gpuPlacementSchema;
export const gpuSamplesSchema = async () => (await gpus()).gpuSamplesSchema;
export const gpuTimelineSchema = async () => (await gpus()).gpuTimelineSchema;
export const idleGpusSchema = async () => (await gpus()).idleGpusSchema;

export const inventoryFacetsSchema = async () => (await inventory()).inventoryFacetsSchema;
export const inventoryPageSchema = async () => (await inventory()).inventoryPageSchema;
export const resourceDetailSchema = async () => (await inventory()).resourceDetailSchema;

export const overviewSchema = async () => (await overview()).overviewSchema;
export const siteRulesSchema = async () => (await sites()).siteRulesSchema;
export const siteSchema = async () => (await sites()).siteSchema;
export const sitesSchema = async () => (await sites()).sitesSchema;
export const sourcesSchema = async () => (await sources()).sourcesSchema;
export const problemSchema = async () => (await problem()).problemSchema;

export const apiTokensSchema = async () => (await people()).apiTokensSchema;
export const createdInvitationSchema = async () => (await people()).createdInvitationSchema;
export const createdTokenSchema = async () => (await people()).createdTokenSchema;
export const meSchema = async () => (await people()).meSchema;
export const peopleSchema = async () => (await people()).peopleSchema;
export const preferencesSchema = async () => (await people()).preferencesSchema;
export const savedViewSchema = async () => (await people()).savedViewSchema;
export const savedViewsSchema = async () => (await people()).savedViewsSchema;

export const workloadDetailSchema = async () => (await workloads()).workloadDetailSchema;
export const workloadsPageSchema = async () => (await workloads()).workloadsPageSchema;
