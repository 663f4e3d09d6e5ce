-- The join by which each person was won. Of several in one moment: the one that names an entry, then the least
-- pool, pool_id, seat, entry. A time that is stated goes before one that a list leaves open (`since`, see `came`).
SELECT person, moment, entry, since FROM (
    SELECT c.person, c.moment, c.entry, c.since,
           row_number() OVER (
               PARTITION BY c.person
               ORDER BY c.moment, c.since, CASE WHEN c.entry IS NULL THEN 1 ELSE 0 END, c.pool, c.pool_id, c.seat, e.code
           ) AS place
    FROM came c LEFT JOIN entries e ON e.id = c.entry
) AS ranked
WHERE place = 1
