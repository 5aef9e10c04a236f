-- AlterTable
ALTER TABLE "cost_node_day" ADD COLUMN     "gpu_power_hours" INTEGER;
