-- The join by which each person was won. Of several in one moment: the one that names an entry, then the least
-- pool, pool_id, seat, entry.
SELECT person, moment, entry FROM (
    SELECT i.person, j.moment, j.entry,
           row_number() OVER (
               PARTITION BY i.person
               ORDER BY j.moment, CASE WHEN j.entry IS NULL THEN 1 ELSE 0 END, j.pool, j.pool_id, j.seat, e.code
           ) AS place
    FROM joins j JOIN identifiers i ON i.id = j.identifier LEFT JOIN entries e ON e.id = j.entry
) AS ranked
WHERE place = 1
