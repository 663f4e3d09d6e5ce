-- Every moment at which a person came into a pool, or is known to be in one: joins, and lists of who is there.
-- A list that says since when is a coming then, watched from its day on (`observed`). Whoever is in a list is there at
-- the beginning of its day, whenever they came, unless a join of that very day says when; in lists one after the other
-- this tells something new only of the first, or where somebody has left in between.
-- `since`: 0 the time is stated; 1 between two lists; 2 before the first list of that place, nobody knows when.
WITH joined AS (
    SELECT i.person, j.pool, j.pool_id, j.seat, j.moment, j.entry
    FROM joins j JOIN identifiers i ON i.id = j.identifier
), left_once AS (
    SELECT DISTINCT i.person, l.pool, l.pool_id, l.seat FROM leaves l JOIN identifiers i ON i.id = l.identifier
), here AS (
    SELECT i.person, l.pool, l.pool_id, l.seat, l.begins, l.ends, p.entry,
           CASE WHEN p.moment > p.begins THEN p.moment ELSE p.begins END AS seen_at,
           CASE WHEN l.n = 1 THEN 2 ELSE 1 END AS since
    FROM presences p
    JOIN identifiers i ON i.id = p.identifier
    JOIN lists l ON l.pool = p.pool AND l.pool_id = p.pool_id AND l.seat = p.seat AND l.begins = p.begins
    LEFT JOIN stays s ON s.person = i.person AND s.place = l.place AND s.first_n = l.n
    LEFT JOIN left_once o ON o.person = i.person AND o.pool = l.pool AND o.pool_id = l.pool_id AND o.seat = l.seat
    WHERE s.person IS NOT NULL OR o.person IS NOT NULL
), told AS (
    SELECT DISTINCT h.person, h.pool, h.pool_id, h.seat, h.begins
    FROM here h JOIN joined j ON j.person = h.person AND j.pool = h.pool AND j.pool_id = h.pool_id AND j.seat = h.seat
    WHERE j.moment >= h.begins AND j.moment < h.ends
)
SELECT person, pool, pool_id, seat, moment, entry, moment AS observed, 0 AS since FROM joined
UNION ALL
SELECT t.person, l.pool, l.pool_id, l.seat, t.moment, t.entry, t.observed, 0
FROM stated t JOIN lists l ON l.place = t.place AND l.n = 1
UNION ALL
SELECT h.person, h.pool, h.pool_id, h.seat, h.seen_at, h.entry, h.seen_at, h.since
FROM here h
LEFT JOIN told t ON t.person = h.person AND t.pool = h.pool AND t.pool_id = h.pool_id AND t.seat = h.seat
    AND t.begins = h.begins
WHERE t.person IS NULL
