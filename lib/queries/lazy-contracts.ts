/**
 * The contracts, fetched with the first answer they check rather than with the page: what a page shows first was
 * checked on the server, and the library behind the contracts is a sixth of all a page may load.
 */

const activity = () => import('@/lib/api/contracts/activity');
const connections = () => import('@/lib/api/contracts/connections');
const cost = () => import('@/lib/api/contracts/cost');
const costCommitments = () => import('@/lib/api/contracts/cost-commitments');
const costTransfer = () => import('@/lib/api/contracts/cost-transfer');
const costBudgets = () => import('@/lib/api/contracts/cost-budgets');
const costForecast = () => import('@/lib/api/contracts/cost-forecast');
const costAnomalies = () => import('@/lib/api/contracts/cost-anomalies');
const costTagKeys = () => import('@/lib/api/contracts/cost-tag-keys');
const costRules = () => import('@/lib/api/contracts/cost-rules');
const costClose = () => import('@/lib/api/contracts/cost-close');
const costInvoices = () => import('@/lib/api/contracts/cost-invoices');
const declaredLinks = () => import('@/lib/api/contracts/declared-links');
const deliveries = () => import('@/lib/api/contracts/deliveries');
const exchangeRates = () => import('@/lib/api/contracts/exchange-rates');
const gpuWaste = () => import('@/lib/api/contracts/gpu-waste');
const gpuCapacity = () => import('@/lib/api/contracts/gpu-capacity');
const gpuHistory = () => import('@/lib/api/contracts/gpu-history');
const gpuNodes = () => import('@/lib/api/contracts/gpu-nodes');
const gpus = () => import('@/lib/api/contracts/gpus');
const inventory = () => import('@/lib/api/contracts/inventory');
const linkCosts = () => import('@/lib/api/contracts/link-costs');
const linkWatches = () => import('@/lib/api/contracts/link-watches');
const links = () => import('@/lib/api/contracts/links');
const paths = () => import('@/lib/api/contracts/paths');
const pathSeries = () => import('@/lib/api/contracts/path-series');
const pathUsual = () => import('@/lib/api/contracts/path-usual');
const linkSeries = () => import('@/lib/api/contracts/link-series');
const overview = () => import('@/lib/api/contracts/overview');
const people = () => import('@/lib/api/contracts/people');
const problem = () => import('@/lib/api/contracts/problem');
const showback = () => import('@/lib/api/contracts/showback');
const estimates = () => import('@/lib/api/contracts/estimates');
const prices = () => import('@/lib/api/contracts/prices');
const rateCards = () => import('@/lib/api/contracts/rate-cards');
const siteWatches = () => import('@/lib/api/contracts/site-watches');
const sitePages = () => import('@/lib/api/contracts/site-pages');
const sites = () => import('@/lib/api/contracts/sites');
const sources = () => import('@/lib/api/contracts/sources');
const topology = () => import('@/lib/api/contracts/topology');
const workloads = () => import('@/lib/api/contracts/workloads');

export const activityPageSchema = async () => (await activity()).activityPageSchema;
export const auditVerificationSchema = async () => (await activity()).auditVerificationSchema;

export const connectionReportSchema = async () => (await connections()).connectionReportSchema;
export const connectionRunsSchema = async () => (await connections()).connectionRunsSchema;
export const connectionSchema = async () => (await connections()).connectionSchema;
export const connectionsSchema = async () => (await connections()).connectionsSchema;
export const providersSchema = async () => (await connections()).providersSchema;
export const syncAcceptedSchema = async () => (await connections()).syncAcceptedSchema;

export const costAnomaliesSchema = async () => (await costAnomalies()).costAnomaliesSchema;
export const costTagKeysSchema = async () => (await costTagKeys()).costTagKeysSchema;
export const costAnomalySchema = async () => (await costAnomalies()).costAnomalySchema;
export const budgetDetailSchema = async () => (await costBudgets()).budgetDetailSchema;
export const budgetsSchema = async () => (await costBudgets()).budgetsSchema;
export const costForecastSchema = async () => (await costForecast()).costForecastSchema;
export const closedSchema = async () => (await costClose()).closedSchema;
export const closeLinesSchema = async () => (await costClose()).closeLinesSchema;
export const closeSchema = async () => (await costClose()).closeSchema;
export const closesSchema = async () => (await costClose()).closesSchema;
export const reopenedSchema = async () => (await costClose()).reopenedSchema;
export const explainedSchema = async () => (await costInvoices()).explainedSchema;
export const invoiceRecordedSchema = async () => (await costInvoices()).invoiceRecordedSchema;
export const reconciliationSchema = async () => (await costInvoices()).reconciliationSchema;
export const costRowsSchema = async () => (await cost()).costRowsSchema;
export const costSchema = async () => (await cost()).costSchema;
export const commitmentsSchema = async () => (await costCommitments()).commitmentsSchema;
export const transferSchema = async () => (await costTransfer()).transferSchema;
export const costRulesPreviewSchema = async () => (await costRules()).costRulesPreviewSchema;
export const costRulesSchema = async () => (await costRules()).costRulesSchema;
export const costRuleVersionSchema = async () => (await costRules()).costRuleVersionSchema;
export const showbackSchema = async () => (await showback()).showbackSchema;

export const deliveriesSchema = async () => (await deliveries()).deliveriesSchema;
export const deliveryChoiceSchema = async () => (await deliveries()).deliveryChoiceSchema;
export const deliveryDetailSchema = async () => (await deliveries()).deliveryDetailSchema;
export const heldFileSchema = async () => (await deliveries()).heldFileSchema;
export const importOutcomeSchema = async () => (await deliveries()).importOutcomeSchema;

export const exchangeRatesSchema = async () => (await exchangeRates()).exchangeRatesSchema;
export const ratesImportedSchema = async () => (await exchangeRates()).ratesImportedSchema;

export const gpuWasteSchema = async () => (await gpuWaste()).gpuWasteSchema;

export const gpuFleetSchema = async () => (await gpus()).gpuFleetSchema;
export const gpuHistorySchema = async () => (await gpuHistory()).gpuHistorySchema;
export const gpuNodeSchema = async () => (await gpuNodes()).gpuNodeSchema;
export const gpuPlacementSchema = async () => (await gpuCapacity()).gpuPlacementSchema;
export const gpuSamplesSchema = async () => (await gpuHistory()).gpuSamplesSchema;
export const gpuTimelineSchema = async () => (await gpus()).gpuTimelineSchema;
export const idleGpusSchema = async () => (await gpuCapacity()).idleGpusSchema;

export const inventoryFacetsSchema = async () => (await inventory()).inventoryFacetsSchema;
export const inventoryPageSchema = async () => (await inventory()).inventoryPageSchema;
export const resourceDetailSchema = async () => (await inventory()).resourceDetailSchema;

export const linkDetailSchema = async () => (await links()).linkDetailSchema;
export const linkSeriesSchema = async () => (await linkSeries()).linkSeriesSchema;
export const linksPageSchema = async () => (await links()).linksPageSchema;

export const pathPairSchema = async () => (await pathSeries()).pathPairSchema;
export const pathsSchema = async () => (await paths()).pathsSchema;
export const pathsUsualSchema = async () => (await pathUsual()).pathsUsualSchema;

export const nodeRatesSchema = async () => (await rateCards()).nodeRatesSchema;
export const overviewSchema = async () => (await overview()).overviewSchema;
export const estimatesSchema = async () => (await estimates()).estimatesSchema;
export const priceHistorySchema = async () => (await prices()).priceHistorySchema;
export const pricesSchema = async () => (await prices()).pricesSchema;
export const rateCardsSchema = async () => (await rateCards()).rateCardsSchema;
export const siteCostsSchema = async () => (await sitePages()).siteCostsSchema;
export const sitePageCostsSchema = async () => (await sitePages()).sitePageCostsSchema;
export const sitePageSchema = async () => (await sitePages()).sitePageSchema;
export const siteWatchSchema = async () => (await siteWatches()).siteWatchSchema;
export const siteWatchesSchema = async () => (await siteWatches()).siteWatchesSchema;
export const linkWatchSchema = async () => (await linkWatches()).linkWatchSchema;
export const linkWatchesSchema = async () => (await linkWatches()).linkWatchesSchema;
export const linkCostsSchema = async () => (await linkCosts()).linkCostsSchema;
export const declaredLinkSchema = async () => (await declaredLinks()).declaredLinkSchema;
export const declaredLinksSchema = async () => (await declaredLinks()).declaredLinksSchema;
export const siteStandingsSchema = async () => (await sitePages()).siteStandingsSchema;
export const siteTimelineSchema = async () => (await sitePages()).siteTimelineSchema;
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

export const betweenSchema = async () => (await topology()).betweenSchema;
export const topologySchema = async () => (await topology()).topologySchema;
export const waysSchema = async () => (await topology()).waysSchema;
export const workloadDetailSchema = async () => (await workloads()).workloadDetailSchema;
export const workloadsPageSchema = async () => (await workloads()).workloadsPageSchema;
