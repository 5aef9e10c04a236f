-- The history of a price asks for the offers of a model in a region over all lists, however it is written there.
CREATE INDEX price_offer_by_place ON price_offer (gpu_model, lower(region));
