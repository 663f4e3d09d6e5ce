-- Who is missing in the next list of a pool, pool_id and seat after they came: they left before its day began.
-- A later list that says they have been there since before outweighs it.
WITH days AS (
    SELECT DISTINCT pool, pool_id, seat, begins FROM presences
    UNION ALL
    SELECT DISTINCT pool, pool_id, seat, -9000000000000000000 FROM presences
), lists AS (
    SELECT pool, pool_id, seat, begins, lead(begins) OVER (PARTITION BY pool, pool_id, seat ORDER BY begins) AS next_begins
    FROM days
), asked AS (
    SELECT DISTINCT c.person, c.pool, c.pool_id, c.seat, l.next_begins AS moment
    FROM came c JOIN lists l ON l.pool = c.pool AND l.pool_id = c.pool_id AND l.seat = c.seat
    WHERE c.moment >= l.begins AND c.moment < l.next_begins
), here AS (
    SELECT i.person, p.pool, p.pool_id, p.seat, p.begins, p.moment
    FROM presences p JOIN identifiers i ON i.id = p.identifier
), answered AS (
    SELECT DISTINCT a.person, a.pool, a.pool_id, a.seat, a.moment
    FROM asked a
    JOIN here h ON h.person = a.person AND h.pool = a.pool AND h.pool_id = a.pool_id AND h.seat = a.seat
    WHERE h.begins = a.moment OR (h.begins > a.moment AND h.moment <= a.moment)
)
SELECT a.person, a.pool, a.pool_id, a.seat, a.moment
FROM asked a
LEFT JOIN answered n ON n.person = a.person AND n.pool = a.pool AND n.pool_id = a.pool_id AND n.seat = a.seat
    AND n.moment = a.moment
WHERE n.person IS NULL
