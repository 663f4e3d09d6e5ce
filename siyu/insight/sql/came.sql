-- Every moment at which a person came into a pool, or is known to be in one: joins, and lists of who is there.
-- A list that says since when is a coming then, watched from its day on (`observed`). Whoever is in a list is there at
-- the beginning of its day, whenever they came, unless a join of that very day says when.
-- `since`: 0 the time is stated; 1 between two lists; 2 before the first list of that pool, nobody knows when.
WITH joined AS (
    SELECT i.person, j.pool, j.pool_id, j.seat, j.moment, j.entry
    FROM joins j JOIN identifiers i ON i.id = j.identifier
), here AS (
    SELECT i.person, p.pool, p.pool_id, p.seat, p.begins, p.ends, p.entry, p.moment,
           CASE WHEN p.moment > p.begins THEN p.moment ELSE p.begins END AS seen_at
    FROM presences p JOIN identifiers i ON i.id = p.identifier
), firsts AS (
    SELECT pool, pool_id, seat, min(begins) AS begins FROM presences GROUP BY pool, pool_id, seat
), told AS (
    SELECT DISTINCT h.person, h.pool, h.pool_id, h.seat, h.begins
    FROM here h JOIN joined j ON j.person = h.person AND j.pool = h.pool AND j.pool_id = h.pool_id AND j.seat = h.seat
    WHERE j.moment >= h.begins AND j.moment < h.ends
)
SELECT person, pool, pool_id, seat, moment, entry, moment AS observed, 0 AS since FROM joined
UNION ALL
SELECT person, pool, pool_id, seat, moment, entry, seen_at, 0 FROM here WHERE moment IS NOT NULL
UNION ALL
SELECT h.person, h.pool, h.pool_id, h.seat, h.seen_at, h.entry, h.seen_at, CASE WHEN h.begins = f.begins THEN 2 ELSE 1 END
FROM here h
JOIN firsts f ON f.pool = h.pool AND f.pool_id = h.pool_id AND f.seat = h.seat
LEFT JOIN told t ON t.person = h.person AND t.pool = h.pool AND t.pool_id = h.pool_id AND t.seat = h.seat
    AND t.begins = h.begins
WHERE t.person IS NULL
