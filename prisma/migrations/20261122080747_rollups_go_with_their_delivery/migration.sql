-- DropForeignKey
ALTER TABLE "cost_rollup" DROP CONSTRAINT "cost_rollup_delivery_id_fkey";

-- AddForeignKey
ALTER TABLE "cost_rollup" ADD CONSTRAINT "cost_rollup_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "cost_delivery"("id") ON DELETE CASCADE ON UPDATE CASCADE;
