-- What platforms counted in the period, per pool. Null where no row states it.
SELECT pool, pool_id, CAST(sum(joined) AS bigint) AS joined, CAST(sum(departed) AS bigint) AS departed
FROM counts GROUP BY pool, pool_id
