-- The lists of who is there: of each place (pool, pool_id and seat) the days in order, and the beginning of the next.
SELECT dense_rank() OVER (ORDER BY pool, pool_id, seat) AS place, pool, pool_id, seat, begins, ends,
       row_number() OVER (PARTITION BY pool, pool_id, seat ORDER BY begins) AS n,
       lead(begins) OVER (PARTITION BY pool, pool_id, seat ORDER BY begins) AS next_begins
FROM (SELECT DISTINCT pool, pool_id, seat, begins, ends FROM presences) AS days
